import { isOfTheBook } from '../examples/book-pages.ts';
import { pictureFile, SIZE } from '../share-picture/names.ts';

/** An element of a page's head, as Starlight has it. */
export interface HeadElement {
	tag: string;
	attrs?: Record<string, string | boolean | undefined> | undefined;
	content?: string | undefined;
}

interface Page {
	/** Within the book. */
	pathname: string;
	title: string;
	/** Where the book is served, with a slash at its end; `undefined` when nobody said. */
	site: URL | undefined;
}

/**
 * What a page says of itself to those who link to it: https://ogp.me, and canonical links. Starlight takes the book to
 * be served at the top of its host, so the addresses are made anew here; and it refers to none without a host, which is
 * kept: a picture, too, wants its whole address.
 *
 * @param head as Starlight made it
 */
export function shareHead<Element extends HeadElement>(
	head: readonly Element[],
	{ pathname, title, site }: Page,
): (Element | HeadElement)[] {
	const rest = head.filter((element) => !OURS.some((isOurs) => isOurs(element)));
	const isFirstPage = pathname === '/';
	const own: HeadElement[] = [
		// The language and the region are joined in another way than in HTML.
		meta('og:locale', 'en_GB'),
		meta('og:type', isFirstPage ? 'website' : 'article'),
	];
	if (!isOfTheBook(pathname))
		return [...rest.filter(({ attrs }) => attrs?.['name'] !== 'robots'), ...own, named('robots', 'noindex')];
	if (!site) return [...rest, ...own, named('twitter:card', 'summary')];
	const addressOf = (file: string) => new URL(file.replace(/^\//u, ''), site).href;
	return [
		...rest,
		...own,
		{ tag: 'link', attrs: { rel: 'canonical', href: addressOf(pathname) } },
		meta('og:url', addressOf(pathname)),
		meta('og:image', addressOf(pictureFile(pathname))),
		meta('og:image:type', 'image/png'),
		meta('og:image:width', String(SIZE.width)),
		meta('og:image:height', String(SIZE.height)),
		meta('og:image:alt', isFirstPage ? title : `${title}: a page of Containers by Example`),
		named('twitter:card', 'summary_large_image'),
	];
}

/** What is said here in another way than Starlight says it. */
const OURS: readonly ((element: HeadElement) => boolean)[] = [
	({ attrs }) => attrs?.['rel'] === 'canonical',
	({ attrs }) => ['og:url', 'og:locale', 'og:type'].includes(String(attrs?.['property'])),
	({ attrs }) => attrs?.['name'] === 'twitter:card',
];

function meta(property: string, content: string): HeadElement {
	return { tag: 'meta', attrs: { property, content } };
}

function named(name: string, content: string): HeadElement {
	return { tag: 'meta', attrs: { name, content } };
}
