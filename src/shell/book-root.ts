/**
 * The book's first page, wherever the book is served: every page names the book's picture, which lies beside it.
 *
 * @see src/delivery/, which makes that address relative
 */
export function bookRoot(): URL {
	return new URL('./', document.querySelector<HTMLLinkElement>('link[rel~="icon"]')!.href);
}
