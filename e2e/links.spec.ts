import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { EDITIONS, ORIGINS, PAGES } from './pages.ts';

/** Anything will do: the book does not know where it is served. */
const ROOT = 'https://book.example/';

const ALL = [...new Set([...PAGES, ...ORIGINS, ...EDITIONS])];
const fileOf = (page: string) =>
	new URL(`../dist/${page.endsWith('/') || page === '' ? `${page}index.html` : page}`, import.meta.url);
const html = new Map(ALL.map((page) => [page, readFileSync(fileOf(page), 'utf8')]));
const ids = new Map(
	[...html].map(([page, text]) => [
		page,
		new Set([...text.matchAll(/\sid="([^"]*)"/gu)].map(([, id]) => id!)),
	]),
);

function linksOf(page: string): { written: string; url: URL }[] {
	const written = [...html.get(page)!.matchAll(/<a\s[^>]*?href="([^"]*)"/gu)].map(([, href]) =>
		href!.replaceAll('&amp;', '&').replaceAll('&#38;', '&'),
	);
	return [...new Set(written)].map((href) => ({ written: href, url: new URL(href, `${ROOT}${page}`) }));
}

test('every link within the book leads to a page that is there, and to a place on it', () => {
	const astray = ALL.flatMap((page) =>
		linksOf(page)
			.filter(({ url }) => url.href.startsWith(ROOT))
			.filter(({ url }) => {
				const target = url.pathname.slice(1);
				if (!html.has(target)) return !/\.\w+$/u.test(target) || !existsSync(fileOf(target));
				const fragment = decodeURIComponent(url.hash.slice(1));
				return fragment !== '' && fragment !== '_top' && !ids.get(target)!.has(fragment);
			})
			.map(({ written }) => `${page}: ${written}`),
	);
	expect(astray).toEqual([]);
});

test('no id is on a page twice', () => {
	const twice = [...html].flatMap(([page, text]) => {
		const all = [...text.matchAll(/\sid="([^"]*)"/gu)].map(([, id]) => id!);
		return all.filter((id, index) => all.indexOf(id) !== index).map((id) => `${page}: ${id}`);
	});
	expect(twice).toEqual([]);
});

test('links to elsewhere are whole addresses, encrypted, without a user or a port', () => {
	const external = ALL.flatMap((page) => linksOf(page).map((link) => ({ page, ...link }))).filter(
		({ url }) => !url.href.startsWith(ROOT),
	);
	expect(external.length).toBeGreaterThan(20);
	const odd = external
		.filter(
			({ written, url }) =>
				url.protocol !== 'https:' ||
				url.username !== '' ||
				url.port !== '' ||
				!/^[\w-]+(?:\.[\w-]+)+$/u.test(url.hostname) ||
				/\s|[<>"]|\.$/u.test(written),
		)
		.map(({ page, written }) => `${page}: ${written}`);
	expect(odd).toEqual([]);
});
