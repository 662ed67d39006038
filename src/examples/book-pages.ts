/** Pages that the site serves and that are no pages of the book: one for lost readers, and one for those who work on its look. */
const APART: ReadonlySet<string> = new Set(['404', 'style']);

/**
 * Whether a page is one of the book: only those are found by the search and in the sitemap, and are there as Markdown.
 *
 * @param pathname the page's, within the book, with or without slashes around it
 */
export function isOfTheBook(pathname: string): boolean {
	return !APART.has(pathname.replaceAll(/^\/|\/$/gu, ''));
}
