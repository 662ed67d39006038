import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { ENGINE_IDS, type EngineId } from '../engines/engines.ts';
import { PARTS, REFERENCE } from '../examples/parts.ts';
import { markdownFile } from '../markdown/address.ts';
import { fullText, summaryText, type BookText, type Section } from './book-text.ts';
import { fullTextFile, SUMMARY_FILE } from './names.ts';
import { readPageText } from './page-text.ts';

/** Makes `llms.txt` and `llms-full.txt` of the pages as Markdown, which an integration before it has written. */
export function llms(): AstroIntegration {
	/** Where the book is served; unknown, links are relative to the files. */
	let site: string | undefined;
	const addressOf = (file: string) => (site === undefined ? file : new URL(file, site).href);
	return {
		name: 'llms',
		hooks: {
			'astro:config:done': ({ config }) => {
				site = config.site;
			},
			'astro:build:done': async ({ dir, logger }) => {
				const write = (file: string, text: string) => writeFile(new URL(file, dir), text);
				await write(SUMMARY_FILE, summaryText(await readBook(dir), addressOf));
				for (const engine of [undefined, ...ENGINE_IDS]) {
					const text = fullText(await readBook(dir, engine), engine, addressOf);
					await write(fullTextFile(engine), text);
					logger.info(`${fullTextFile(engine)} has ${Math.round(text.length / 1000)} kB.`);
				}
			},
		},
	};
}

async function readBook(dir: URL, engine?: EngineId): Promise<BookText> {
	const read = async (name: string) => {
		const file = markdownFile(name, engine);
		try {
			return { name, ...readPageText(await readFile(new URL(file, dir), 'utf8')) };
		} catch (cause) {
			throw new Error(`${file}: ${(cause as Error).message}`, { cause });
		}
	};
	const chapters = PARTS.flatMap((part) => part.chapters);
	const parts: Section[] = await Promise.all(
		PARTS.map(async ({ label, chapters: names }, index) => ({
			label: `Part ${index + 1}: ${label}`,
			pages: await Promise.all(
				names.map(async (name) => ({ ...(await read(name)), number: chapters.indexOf(name) + 1 })),
			),
		})),
	);
	const { title, description } = await read('');
	const reference = { label: 'Reference', pages: await Promise.all(REFERENCE.map(read)) };
	return { title, summary: description, sections: [...parts, reference] };
}
