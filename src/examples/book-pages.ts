/**
 * Pages that the site serves and that are no pages of the book: one for lost readers, one for those who work on its look,
 * lists of where recordings come from, and the whole book on one page, which would be found beside each of its chapters.
 */
const APART = /^(?:404$|style$|about-the-recordings\/|print\/)/u;

/**
 * Whether a page is one of the book: only those are found by the search and in the sitemap, and are there as Markdown.
 *
 * @param pathname the page's, within the book, with or without slashes around it
 */
export function isOfTheBook(pathname: string): boolean {
	return !APART.test(pathname.replaceAll(/^\/|\/$/gu, ''));
}
