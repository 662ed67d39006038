import { mkdir, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { isOfTheBook } from '../examples/book-pages.ts';
import { pictureFile } from './names.ts';
import { openPainter } from './painter.ts';
import { subjectsOfTheBook } from './subjects-of-the-book.ts';

/**
 * Puts a picture of each page beside the book, for those who show a link to it. They want its whole address, so without
 * one (`SITE_URL`) nothing refers to the pictures, and none are made.
 */
export function sharePictures(): AstroIntegration {
	let hasAddress = false;
	let content: URL;
	return {
		name: 'share-pictures',
		hooks: {
			'astro:config:done': ({ config }) => {
				hasAddress = config.site !== undefined;
				content = new URL('content/', config.root);
			},
			'astro:build:done': async ({ dir, pages, logger }) => {
				if (!hasAddress) return;
				const subjects = await subjectsOfTheBook(content);
				const paint = await openPainter(subjects.get('index')!.title);
				await mkdir(new URL('pictures/', dir), { recursive: true });
				let bytes = 0;
				const ofTheBook = pages.filter(({ pathname }) => isOfTheBook(pathname));
				for (const { pathname } of ofTheBook) {
					const subject = subjects.get(pathname.replaceAll('/', '') || 'index');
					if (!subject) throw new Error(`/${pathname}: no file of content/ is known to be this page`);
					const picture = await paint(subject);
					bytes += picture.length;
					await writeFile(new URL(pictureFile(pathname), dir), picture);
				}
				logger.info(`${ofTheBook.length} pictures have ${Math.round(bytes / 1000)} kB.`);
			},
		},
	};
}
