import type { AstroIntegration } from 'astro';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isOfTheBook } from '../examples/book-pages.ts';
import { PARTS } from '../examples/parts.ts';
import { indexFiles } from './index-files.ts';
import type { SearchIndex } from './index-format.ts';
import { readPage } from './read-page.ts';

const CHAPTERS = PARTS.flatMap(({ chapters }) => chapters);

/** Writes the index of the built book beside its pages. There is none while you write: it is read off what was built. */
export function searchIndex(): AstroIntegration {
	return {
		name: 'search-index',
		hooks: {
			'astro:build:done': async ({ dir, logger }) => {
				const index = await readBook(fileURLToPath(dir));
				const files = indexFiles(index);
				for (const [file, text] of files) {
					const place = new URL(file, dir);
					await mkdir(new URL('./', place), { recursive: true });
					await writeFile(place, text);
				}
				const count = files.length === 1 ? 'one file' : `${files.length} files`;
				logger.info(`${index.places.length} places of ${index.pages.length} pages, in ${count}`);
			},
		},
	};
}

/** The pages in the order of the book; those that are no chapters come last. */
async function readBook(root: string): Promise<SearchIndex> {
	const files = (await readdir(root, { recursive: true }))
		.filter((file) => file.endsWith('index.html'))
		.map((file) => ({ file, path: file.replaceAll('\\', '/').replace(/index\.html$/u, '') }))
		.filter((page) => isOfTheBook(page.path))
		.map((page) => ({ ...page, chapter: CHAPTERS.indexOf(page.path.replace(/\/$/u, '')) }))
		.sort((a, b) => order(a.chapter) - order(b.chapter) || a.path.localeCompare(b.path, 'en'));
	const index: SearchIndex = { pages: [], places: [] };
	for (const { file, path: address, chapter } of files) {
		const html = await readFile(path.join(root, file), 'utf8');
		const { title, places } = readPage(html, file, chapter >= 0);
		const page =
			index.pages.push({ path: address, title, ...(chapter < 0 ? {} : { number: chapter + 1 }) }) - 1;
		index.places.push(...places.map((place) => ({ ...place, page })));
	}
	return index;
}

function order(chapter: number): number {
	return chapter < 0 ? CHAPTERS.length : chapter;
}
