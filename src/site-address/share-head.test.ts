import { expect, test } from 'vitest';
import { robotsText } from './robots.ts';
import { shareHead, type HeadElement } from './share-head.ts';

const SITE = new URL('https://books.example/containers/');
/** As Starlight makes it where it knows a host. */
const HEAD: HeadElement[] = [
	{ tag: 'title', content: 'Images' },
	{ tag: 'link', attrs: { rel: 'canonical', href: 'https://books.example/images/' } },
	{ tag: 'meta', attrs: { property: 'og:url', content: 'https://books.example/images/' } },
	{ tag: 'meta', attrs: { property: 'og:locale', content: 'en-GB' } },
	{ tag: 'meta', attrs: { property: 'og:type', content: 'article' } },
	{ tag: 'meta', attrs: { property: 'og:title', content: 'Images' } },
	{ tag: 'meta', attrs: { name: 'twitter:card', content: 'summary_large_image' } },
];

/** What a head says, by name; a name that it says twice has two values. */
function saidBy(pathname: string, site?: URL): Record<string, string> {
	const said: Record<string, string> = {};
	for (const { attrs } of shareHead(HEAD, { pathname, title: 'Images', site })) {
		const name = attrs?.['property'] ?? attrs?.['name'] ?? attrs?.['rel'];
		if (typeof name !== 'string') continue;
		const value = String(attrs?.['content'] ?? attrs?.['href']);
		said[name] = name in said ? `${said[name]!} and ${value}` : value;
	}
	return said;
}

test('where the address of the book is known, a page says its own, within the folder, and that of its picture', () => {
	expect(saidBy('/images/', SITE)).toEqual({
		canonical: 'https://books.example/containers/images/',
		'og:url': 'https://books.example/containers/images/',
		'og:title': 'Images',
		'og:type': 'article',
		'og:locale': 'en_GB',
		'og:image': 'https://books.example/containers/pictures/images.png',
		'og:image:type': 'image/png',
		'og:image:width': '1200',
		'og:image:height': '630',
		'og:image:alt': 'Images: a page of Containers by Example',
		'twitter:card': 'summary_large_image',
	});
	expect(saidBy('/', SITE)).toMatchObject({
		canonical: 'https://books.example/containers/',
		'og:type': 'website',
		'og:image': 'https://books.example/containers/pictures/index.png',
	});
});

test('where it is not, nothing refers to an address', () => {
	expect(saidBy('/images/')).toEqual({
		'og:title': 'Images',
		'og:type': 'article',
		'og:locale': 'en_GB',
		'twitter:card': 'summary',
	});
});

test('what is no page of the book is not to be found', () => {
	for (const pathname of ['/404/', '/style/']) {
		const said = saidBy(pathname, SITE);
		expect(said['robots']).toBe('noindex');
		expect(Object.keys(said).filter((name) => /canonical|url|image/u.test(name))).toEqual([]);
	}
});

test('programs may read everything, and are told of the sitemap where it has an address', () => {
	expect(robotsText(undefined)).toBe('User-agent: *\nAllow: /\n');
	expect(robotsText(SITE)).toContain('\nSitemap: https://books.example/containers/sitemap-index.xml\n');
});
