import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { ENGINE_IDS } from '../engines/engines.ts';
import { editionPath } from './address.ts';
import { assemble, type Part } from './assemble.ts';
import { BOOK } from './book.ts';
import { readPage } from './take-page.ts';

/** After a build, puts the whole book onto one page for each engine, made of the pages that were built. */
export function printEditions(): AstroIntegration {
	return {
		name: 'print-editions',
		hooks: {
			'astro:build:done': async ({ dir, logger }) => {
				const parts = await readBook(dir);
				for (const engine of ENGINE_IDS) {
					const file = new URL(`${editionPath(engine)}index.html`, dir);
					await writeFile(file, assemble({ frame: await readFile(file, 'utf8'), parts, engine }));
				}
				logger.info(`${parts.flatMap(({ pages }) => pages).length} pages are one, for each engine.`);
			},
		},
	};
}

/** The pages as they were built, read once for all editions. */
function readBook(dir: URL): Promise<Part[]> {
	return Promise.all(
		BOOK.map(async ({ pages, ...part }) => ({
			...part,
			pages: await Promise.all(
				pages.map(async ({ slug, leaveOut }) =>
					readPage(slug, await readFile(new URL(`${slug}/index.html`, dir), 'utf8'), leaveOut),
				),
			),
		})),
	);
}
