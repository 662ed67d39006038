import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isOfTheBook } from '../src/examples/book-pages.ts';

/**
 * The built pages that readers come to, as addresses within the book: `/`, `/images/`, `/404.html`. Not the style page,
 * to which nothing leads, and not the print editions, which are the whole book.
 *
 * @param folder where the book has been built
 */
export function builtPages(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.html'))
		.map((file) => `/${file.replaceAll(path.sep, '/').replace(/(?:^|(?<=\/))index\.html$/u, '')}`)
		.filter((page) => isOfTheBook(page) || page === '/404.html')
		.sort();
}
