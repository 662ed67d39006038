import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import sharp from 'sharp';
import { sourceTime } from '../src/archive/source-time.ts';
import { isOfTheBook } from '../src/examples/book-pages.ts';
import { buildElsewhere, type OtherBuild } from '../scripts/build-elsewhere.ts';
import { differences } from '../scripts/compare-builds.ts';
import { PAGES } from './pages.ts';

/** Given without its slash, as one easily does. */
const GIVEN = 'https://books.example/containers';
const SITE = `${GIVEN}/`;
const fileOf = (page: string) => (page.endsWith('.html') ? page : `${page}index.html`);
const nameOf = (page: string) => page.replace(/\/$|\.html$/u, '');
const BOOK = PAGES.filter((page) => isOfTheBook(nameOf(page)));

// One build for all tests of this file, which therefore stay together.
test.describe.configure({ mode: 'default' });
test.skip(process.env['BOOK_URL'] !== undefined, 'it reads files, whoever serves them');

let known: OtherBuild;
test.beforeAll(async () => {
	test.setTimeout(600_000);
	const time = sourceTime();
	known = await buildElsewhere({
		SITE_URL: GIVEN,
		...(time ? { SOURCE_DATE_EPOCH: String(time.getTime() / 1000) } : {}),
		TZ: 'Pacific/Auckland',
		PDF: 'no',
	});
});
test.afterAll(() => known.remove());

const read = (folder: string, file: string) => readFileSync(path.join(folder, file), 'utf8');

/** What a page says of itself to others, by name. */
function saidBy(html: string): Record<string, string[]> {
	const said: Record<string, string[]> = {};
	for (const [tag] of html.matchAll(/<(?:meta|link) [^>]*>/gu)) {
		const { name } = /(?:property|name|rel)="(?<name>[^"]*)"/u.exec(tag)?.groups ?? {};
		const { value } = /(?:content|href)="(?<value>[^"]*)"/u.exec(tag)?.groups ?? {};
		if (name && value !== undefined) (said[name] ??= []).push(value);
	}
	return said;
}

test('each page says its address once, and that of its picture, which is there', async () => {
	for (const page of BOOK) {
		const said = saidBy(read(known.dist, fileOf(page)));
		const picture = `pictures/${nameOf(page) || 'index'}.png`;
		expect(said, page).toMatchObject({
			canonical: [SITE + page],
			'og:url': [SITE + page],
			'og:image': [SITE + picture],
			'twitter:card': ['summary_large_image'],
		});
		const file = path.join(known.dist, picture);
		expect(await sharp(file).metadata(), page).toMatchObject({ width: 1200, height: 630, format: 'png' });
		expect(readFileSync(file).length, page).toBeLessThan(40_000);
	}
	expect(readdirSync(path.join(known.dist, 'pictures')).length).toBe(BOOK.length);
});

test('each page has a title and a description of its own', () => {
	for (const what of [
		(page: string) => saidBy(read('dist', fileOf(page)))['description']?.join(' and '),
		(page: string) => /<title>(.*?)<\/title>/u.exec(read('dist', fileOf(page)))?.[1],
	]) {
		const all = BOOK.map(what);
		expect(all.filter((text) => text === undefined || text.length < 10 || text.length > 180)).toEqual([]);
		expect(new Set(all).size).toBe(BOOK.length);
	}
});

test('search engines are told of the pages of the book, and of no others', () => {
	const listed = [...read(known.dist, 'sitemap-0.xml').matchAll(/<loc>(.*?)<\/loc>/gu)].map(
		([, url]) => url!,
	);
	expect(listed.sort()).toEqual(BOOK.map((page) => SITE + page).sort());
	expect(read(known.dist, 'sitemap-index.xml')).toContain(`<loc>${SITE}sitemap-0.xml</loc>`);
	expect(read(known.dist, 'robots.txt')).toContain(`Sitemap: ${SITE}sitemap-index.xml`);
	for (const page of PAGES.filter((page) => !BOOK.includes(page))) {
		const said = saidBy(read(known.dist, fileOf(page)));
		expect(said, page).toMatchObject({ robots: ['noindex'] });
		expect(Object.keys(said).filter((name) => /canonical|og:url|og:image/u.test(name))).toEqual([]);
	}
});

test('the texts for programs lead to files of the book by their whole addresses', () => {
	for (const file of ['llms.txt', 'llms-full.txt', 'llms-full.podman.txt', 'llms-full.docker.txt']) {
		const links = [...read(known.dist, file).matchAll(/\]\((https:\/\/books\.example[^)#\s]*)/gu)].map(
			([, href]) => href!,
		);
		expect(links.length, file).toBeGreaterThan(50);
		const lost = links.filter(
			(href) => !href.startsWith(SITE) || !existsSync(path.join(known.dist, href.slice(SITE.length))),
		);
		expect(lost, file).toEqual([]);
		expect(read(known.dist, file), file).not.toMatch(/\]\([\w-]+(?:\.\w+)?\.(?:md|sh|txt)[#)]/u);
	}
});

test('without an address nothing refers to one', () => {
	for (const page of PAGES) {
		const names = Object.keys(saidBy(read('dist', fileOf(page))));
		expect(
			names.filter((name) => /canonical|sitemap|og:url|og:image/u.test(name)),
			page,
		).toEqual([]);
	}
	expect(readdirSync('dist').filter((name) => /^(?:sitemap.*|pictures)$/u.test(name))).toEqual([]);
	expect(read('dist', 'robots.txt')).toBe('User-agent: *\nAllow: /\n');
});

/**
 * What names the address, or has the hash or the size of something that does; the page for lost readers finds the book by
 * it. PDFs lead to it, and take a while: this build makes none.
 */
const MAY_DIFFER =
	/^(?:_disk\/)?(?:pictures\/.*|sitemap-.*|llms.*|404\.html|index(?:\.\w+)?\.(?:html|md)|search-index\.json|robots\.txt|_headers|sw\.js|print\/.*|containers-by-example\..*)(?:\.js)?$/u;

test('the same sources, built in another folder and time zone, give the same files but for the address', async () => {
	const found = await differences('dist', known.dist);
	const withoutAddress = (html: string) =>
		html.replaceAll(
			/<(?:link rel="(?:canonical|sitemap)"|meta (?:property="og:(?:url|image)|name="twitter:card"))[^>]*>/gu,
			'',
		);
	const differing = found.filter(
		({ file, sizes }) =>
			!MAY_DIFFER.test(file) &&
			(!file.endsWith('.html') ||
				sizes.includes(undefined) ||
				withoutAddress(read('dist', file)) !== withoutAddress(read(known.dist, file))),
	);
	expect(differing).toEqual([]);
	// And it does compare: each page has another head.
	expect(found.length).toBeGreaterThan(BOOK.length);
});
