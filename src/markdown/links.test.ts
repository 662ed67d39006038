import { expect, test } from 'vitest';
import { linkIn, placesOf } from './links.ts';
import { pageMarkdown, parsePage } from './page-markdown.ts';

const IMAGES = parsePage(
	'<main><h1 id="_top">Images</h1><div class="sl-markdown-content"><p id="first"></p><h2 id="tags">Tags</h2><div><p id="example-tag"></p></div><h3 id="more">More</h3><p id="example-more"></p></div></main>',
);
const PAGES = new Map([
	['', placesOf(parsePage('<main><div class="sl-markdown-content"></div></main>'))],
	['images', placesOf(IMAGES)],
]);

test('a place is known by the heading above it', () => {
	expect(Object.fromEntries(placesOf(IMAGES))).toEqual({
		first: '',
		tags: 'tags',
		'example-tag': 'tags',
		more: 'more',
		'example-more': 'more',
	});
});

test.each([
	['images/', 'images.podman.md'],
	['images/#tags', 'images.podman.md#tags'],
	['images/#example-more', 'images.podman.md#more'],
	['images/#first', 'images.podman.md'],
	['images/#_top', 'images.podman.md'],
	['./', 'index.podman.md'],
	['check.sh', 'check.sh'],
	['_astro/a.cast', '_astro/a.cast'],
	['style/', 'style/'],
	['https://a.example/images/', 'https://a.example/images/'],
	['mailto:a@a.example', 'mailto:a@a.example'],
])('on the first page, %s leads to %s', (href, target) => {
	expect(linkIn(PAGES, '', 'podman')(href)).toBe(target);
});

test('within a page, a link has no file in it, unless it leads to its top', () => {
	const linkTo = linkIn(PAGES, 'images', undefined);
	expect(['#example-tag', 'images/#tags', '#_top'].map(linkTo)).toEqual(['#tags', '#tags', 'images.md']);
});

test('a page has the links that it is given', () => {
	const page =
		'<main><h1>A</h1><div class="sl-markdown-content"><p><a href="../images/#tags">b</a> <a href="#tags">c</a></p></div></main>';
	const options = { linkTo: (href: string) => `x:${href}` };
	expect(pageMarkdown(page, options)).toContain('[b](x:images/#tags) [c](x:#tags)');
});
