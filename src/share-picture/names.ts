/** In pixels: what those who show a shared link ask for. */
export const SIZE = { width: 1200, height: 630 } as const;

/**
 * Where a page's picture is, relative to the book's first page: `pictures/first-containers.png`.
 *
 * @param pathname the page's, within the book, with or without slashes around it
 */
export function pictureFile(pathname: string): string {
	return `pictures/${pathname.replaceAll('/', '') || 'index'}.png`;
}
