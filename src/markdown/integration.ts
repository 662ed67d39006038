import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { ENGINE_IDS } from '../engines/engines.ts';
import { isOfTheBook } from '../examples/book-pages.ts';
import { markdownFile } from './address.ts';
import { pageMarkdown, parsePage } from './page-markdown.ts';

/** After a build, puts each page beside itself as Markdown: for all engines, and for each. */
export function markdownPages(): AstroIntegration {
	return {
		name: 'markdown-pages',
		hooks: {
			'astro:build:done': async ({ dir, pages, logger }) => {
				const ofTheBook = pages.filter(({ pathname }) => isOfTheBook(pathname));
				for (const { pathname } of ofTheBook) {
					const page = parsePage(await readFile(new URL(`${pathname}index.html`, dir), 'utf8'));
					for (const engine of [undefined, ...ENGINE_IDS]) {
						const file = markdownFile(pathname, engine);
						try {
							await writeFile(new URL(file, dir), pageMarkdown(page, { engine }));
						} catch (cause) {
							throw new Error(`${file} cannot be made of /${pathname}: ${(cause as Error).message}`, {
								cause,
							});
						}
					}
				}
				logger.info(`${ofTheBook.length} pages are there as Markdown.`);
			},
		},
	};
}
