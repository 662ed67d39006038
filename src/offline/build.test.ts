import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestOf, workerScript } from './build.ts';

let root: string;
beforeEach(() => {
	root = mkdtempSync(path.join(tmpdir(), 'offline-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => {
	mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
	writeFileSync(path.join(root, file), text);
};
const page = (title: string, more = '') => `<h1>${title}</h1>${more}`;

function writeBook(): void {
	// Not in the order in which they are listed.
	write('sw.js', 'a worker from before');
	write('glossary/index.html', page('Glossary'));
	write('offline/index.html', page('Read without\n a network'));
	write('images/index.html', page('Images', '<link rel="stylesheet" href="../_astro/a.css">'));
	write('why-containers/index.html', page('Why containers'));
	write('style/index.html', page('Style'));
	write('print/podman/index.html', page('Print'));
	write('404.html', page('Lost'));
	write('_astro/a.css', 'body {}');
	write('_astro/of-no-page.css', 'body {}');
	write('index.html', page('Containers&nbsp;by Example'));
	write('index.md', '# Containers by Example');
	write('book.pdf', '%PDF');
	write('search-index.json', '{}');
	write('sitemap-0.xml', '<urlset/>');
}

test('the pages of the book are in it, in its order, with what they need, and what only the whole book has', async () => {
	writeBook();
	const { files, pages } = await manifestOf(root);
	expect(Object.entries(pages).map(([file, { title }]) => [file, title])).toEqual([
		['index.html', 'Containers by Example'],
		['why-containers/index.html', 'Why containers'],
		['images/index.html', 'Images'],
		['glossary/index.html', 'Glossary'],
		['offline/index.html', 'Read without a network'],
	]);
	expect(pages['images/index.html']!.needs).toEqual(['images/index.html', '_astro/a.css']);
	expect(Object.keys(files)).toEqual(
		[...Object.keys(pages), '_astro/a.css', 'index.md', 'search-index.json'].sort(),
	);
	// The first 16 characters of `printf 'body {}' | openssl dgst -sha256 -binary | base64`.
	expect(files['_astro/a.css']).toEqual({ digest: 'YjaKGiklmzC6wjXA', bytes: 7 });
});

test('the same book gives the same worker, another book another one', async () => {
	writeBook();
	const first = await workerScript(await manifestOf(root));
	expect(first).not.toContain(root);
	write('sw.js', first);
	expect(await workerScript(await manifestOf(root))).toBe(first);
	write('images/index.html', page('Images, again'));
	expect(await workerScript(await manifestOf(root))).not.toBe(first);
});

test('a worker is one classic script, without what a strict policy forbids', async () => {
	writeBook();
	const script = await workerScript(await manifestOf(root));
	expect(script).not.toMatch(/\b(?:eval|importScripts|import|export)\b/u);
});

test('without the page for what is not kept there is no manifest', async () => {
	write('index.html', page('Book'));
	await expect(manifestOf(root)).rejects.toThrow('expected offline/index.html among the built pages');
});
