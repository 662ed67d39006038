/**
 * From a page to the book's first page, whatever the address under which the book is served: pages are folders of one
 * level, the first page is the folder above them.
 *
 * @param pathname the page's, within the book
 */
export function upFrom(pathname: string): '' | '../' {
	return pathname === '/' ? '' : '../';
}
