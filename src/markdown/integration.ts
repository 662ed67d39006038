import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { ENGINE_IDS } from '../engines/engines.ts';
import { isOfTheBook } from '../examples/book-pages.ts';
import { markdownFile } from './address.ts';
import { linkIn, placesOf } from './links.ts';
import { pageMarkdown, parsePage } from './page-markdown.ts';

/** After a build, puts each page beside itself as Markdown: for all engines, and for each. */
export function markdownPages(): AstroIntegration {
	return {
		name: 'markdown-pages',
		hooks: {
			'astro:build:done': async ({ dir, pages: built, logger }) => {
				const ofTheBook = built.filter(({ pathname }) => isOfTheBook(pathname));
				const pages = await Promise.all(
					ofTheBook.map(async ({ pathname }) => ({
						pathname,
						name: pathname.replaceAll('/', ''),
						page: parsePage(await readFile(new URL(`${pathname}index.html`, dir), 'utf8')),
					})),
				);
				const places = new Map(pages.map(({ name, page }) => [name, placesOf(page)]));
				for (const { pathname, name, page } of pages) {
					for (const engine of [undefined, ...ENGINE_IDS]) {
						const file = markdownFile(pathname, engine);
						try {
							const linkTo = linkIn(places, name, engine);
							await writeFile(new URL(file, dir), pageMarkdown(page, { engine, linkTo }));
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
