/**
 * A link that starts at the book's root, as seen from one of its pages. The book then works under whatever path it is
 * served, and from a folder on disk.
 *
 * @param href as in the page: only `/…` is changed, neither `//host/…` nor anything else
 * @param pathname the page's address within the book, with its slashes: `/`, `/first-containers/`
 * @returns never empty: an empty link would be the page itself with its query
 */
export function relative(href: string, pathname: string): string {
	if (!/^\/(?!\/)/u.test(href)) return href;
	const depth = pathname.split('/').length - 2;
	return '../'.repeat(depth) + href.slice(1) || './';
}

/** A link that starts at the book's root, under the path at which the book is known to be served. */
export function below(sitePath: string, href: string): string {
	return /^\/(?!\/)/u.test(href) ? sitePath + href.slice(1) : href;
}

/**
 * A style sheet whose files are named relative to it.
 *
 * @param pathname the style sheet's address within the book
 */
export function relativeStyleSheet(css: string, pathname: string): string {
	return css.replaceAll(/(?<=url\(["']?)\/[^)"']+/gu, (address) => relative(address, pathname));
}
