import { fromHtml } from 'hast-util-from-html';
import { select, selectAll } from 'hast-util-select';
import { describe, expect, test } from 'vitest';
import type { EngineId } from '../engines/engines.ts';
import { assemble, type Part } from './assemble.ts';
import { readPage, textOf } from './take-page.ts';

const FRAME =
	'<!doctype html><html lang="en-GB"><head><link rel="stylesheet" href="/edition.css"><script src="/page.js"></script></head><body><main><h1>Book</h1><nav class="contents"><h2>Contents</h2></nav></main></body></html>';

/** A page as the site has it, with both engines and what is for the screen. */
const page = (title: string, body: string) =>
	`<html><head><meta name="description" content="About ${title}."><link rel="stylesheet" href="/common.css"><script>away()</script></head><body><main><p class="chapter-images">Starts with <code>a:1</code>.</p><h1 id="_top">${title}</h1><details class="page-tools"><summary>Print</summary></details><div class="sl-markdown-content">${body}</div></main></body></html>`;

const HEADING = (id: string, title: string) =>
	`<div class="sl-heading-wrapper level-h2"><h2 id="${id}">${title}</h2><a class="sl-anchor-link" href="#${id}">#</a></div>`;
const variant = (engine: EngineId) =>
	`<div class="variant" data-for-engine="${engine}"><p class="variant-label">${engine}</p><div class="command" data-command="${engine} ps"><pre><code data-prompt="$ ">${engine} ps</code></pre><button>Copy</button></div><div class="output"><p class="throughout">differs</p><pre role="group">one\n<mark class="differs">${engine}</mark></pre><details><summary>Show the other line</summary><pre>two</pre></details></div></div>`;
const BLOCK = `<command-block role="group" aria-labelledby="example-x"><header><p class="title"><a id="example-x" href="#example-x">X</a><button>Link</button></p><div class="tools"><span class="badge">Plain Linux</span><button>Replay</button></div></header><p class="card difference" id="difference-x" popover>They differ.</p><div class="stack">${variant('podman')}${variant('docker')}</div><footer><p class="origin"><span>Recorded.</span><span class="more"><a href="/x.cast" download>Recording</a></span></p></footer></command-block>`;

const FIRST = page(
	'First',
	`${HEADING('run', 'Run <code>it</code>')}<p><span class="engine-word"><code data-for-engine="podman">podman</code><span class="without-choice"> or </span><code data-for-engine="docker">docker</code></span> and a <span class="term"><button popovertarget="t">word</button><span popover id="t" class="card term-card">Said. <a href="../glossary/#word">In the glossary</a></span></span>.</p>${BLOCK}<div class="only" data-for-engine="docker"><h2 id="swarm">Swarm</h2></div>`,
);
const SECOND = page(
	'Second',
	`${HEADING('run', 'Run')}<p><a href="../first/#example-x">X</a> <a href="/first/">First</a> <a href="#run">here</a> <a href="../first/#swarm">Swarm</a> <a href="../check.sh" download>script</a> <a href="https://a.example/">A</a> <a href="https://b.example/">B</a> <a href="https://a.example/">A</a></p><svg><defs><clipPath id="clip"></clipPath></defs><g clip-path="url(#clip)"><use href="#clip"></use></g></svg><h2 id="away">Away</h2><p>Not on paper.</p><h2 id="end">End</h2>`,
);
const GLOSSARY = page(
	'Glossary',
	'<dl class="glossary"><div id="word"><dt>word</dt><dd>Said.</dd></div></dl>',
);

const PARTS: Part[] = [
	{
		label: 'Run',
		number: 1,
		pages: [readPage('first', FIRST), readPage('second', SECOND, ['away'])],
	},
	{ label: 'Reference', pages: [readPage('glossary', GLOSSARY)] },
];
const edition = (engine: EngineId = 'podman') => assemble({ frame: FRAME, parts: PARTS, engine });
const tree = (engine?: EngineId) => fromHtml(edition(engine));

test('ids are unique, and everything that refers to one has it', () => {
	const root = tree();
	const ids = selectAll('[id]', root).map(({ properties: { id } }) => id!);
	expect(ids.length).toBeGreaterThan(10);
	expect(new Set(ids).size).toBe(ids.length);
	const referred = [
		...selectAll('a[href^="#"], use', root).map(({ properties: { href } }) => String(href).slice(1)),
		...selectAll('[aria-labelledby]', root).map(({ properties }) => String(properties['ariaLabelledBy'])),
	];
	expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
	expect(edition()).toContain('clip-path="url(#second.clip)"');
});

test.each(['podman', 'docker'] as const)('only the commands of %s are there, to the letter', (engine) => {
	const root = tree(engine);
	expect(selectAll('.command code', root).map(textOf)).toEqual([`${engine} ps`]);
	expect(selectAll('[data-for-engine]', root)).toEqual([]);
	expect(textOf(select('p:has(.term)', root)!)).toBe(`${engine} and a word.`);
});

test('what was printed is in one piece', () => {
	expect(selectAll('.output pre', tree()).map(textOf)).toEqual(['one\npodman\ntwo']);
});

test('there is no script and nothing to press, nor what only the screen has', () => {
	const html = edition();
	for (const away of ['<script', '<button', 'popover', 'Replay', 'Recording', 'differs', '.cast', 'style='])
		expect(html).not.toContain(away);
	expect(html).toContain('They differ.');
	expect(html).toContain('Plain Linux');
});

test('headings go down from the book to the sections, without a gap', () => {
	const headings = selectAll('h1, h2, h3, h4, h5, h6', tree('docker')).map((heading) => [
		heading.tagName,
		textOf(heading),
	]);
	expect(headings).toEqual([
		['h1', 'Book'],
		['h2', 'Contents'],
		['h2', 'Run'],
		['h3', 'First'],
		['h4', 'Run it'],
		['h4', 'Swarm'],
		['h3', 'Second'],
		['h4', 'Run'],
		['h4', 'End'],
		['h2', 'Reference'],
		['h3', 'Glossary'],
	]);
});

test('a section for one engine’s readers is in their contents', () => {
	expect(selectAll('nav a', tree('docker')).map(textOf)).toContain('Swarm');
});

test('the contents have parts, numbered chapters and their sections, in the order of the text', () => {
	const root = tree();
	const entries = selectAll('nav a', root);
	expect(entries.map(textOf)).toEqual([
		'Part 1: Run',
		'1. First',
		'Run it',
		'2. Second',
		'Run',
		'End',
		'Reference',
		'Glossary',
	]);
	const places = entries.map(({ properties: { href } }) => String(href).slice(1));
	const ids = selectAll('[id]', root).map(({ properties: { id } }) => id!);
	expect(ids.filter((id) => places.includes(id))).toEqual(places);
});

describe('a link', () => {
	const links = () =>
		Object.fromEntries(
			selectAll('#second p a', tree()).map((link) => [textOf(link), link.properties['href']]),
		);

	test('to another page leads to its chapter, to a place on it to that place', () => {
		expect(links()).toMatchObject({ X: '#first.example-x', First: '#first', here: '#second.run' });
	});

	test('to what only the other engine has leads to its chapter', () => {
		expect(links()['Swarm']).toBe('#first');
	});

	test('to a file of the site starts from its root', () => {
		expect(links()['script']).toBe('/check.sh');
	});

	test('to elsewhere has a number, and its address stands under the chapter, once', () => {
		expect(links()).toMatchObject({ 'A[1]': 'https://a.example/', 'B[2]': 'https://b.example/' });
		expect(selectAll('#second .addresses li', tree()).map(textOf)).toEqual([
			'https://a.example/',
			'https://b.example/',
		]);
	});

	test('of a word leads to the glossary', () => {
		expect(select('.term', tree())!.properties['href']).toBe('#glossary.word');
	});

	test('to nowhere is a fault', () => {
		const frame = FRAME.replace('<nav', '<a href="#gone">Gone</a><nav');
		expect(() => assemble({ frame, parts: PARTS, engine: 'podman' })).toThrow('“#gone”');
	});
});

test('a section that is for the screen is left out, up to the next; one that is not there is a fault', () => {
	expect(edition()).not.toContain('Not on paper.');
	expect(edition()).toContain('End');
	const parts = [{ label: 'Run', pages: [readPage('second', SECOND, ['gone'])] }];
	expect(() => assemble({ frame: FRAME, parts, engine: 'podman' })).toThrow(
		'/second/: there is no section “gone” to leave out',
	);
});

test('an id that would be there twice is a fault', () => {
	const twice = [readPage('first', FIRST), readPage('first', FIRST)];
	expect(() => assemble({ frame: FRAME, parts: [{ label: 'Run', pages: twice }], engine: 'podman' })).toThrow(
		'would be there twice',
	);
});

test('what is no page of the book is a fault', () => {
	const parts = [{ label: 'Run', pages: [readPage('first', '<p>Hello</p>')] }];
	expect(() => assemble({ frame: FRAME, parts, engine: 'podman' })).toThrow('/first/: expected “main h1”');
});

test('the pages’ style sheets come before the edition’s, each once', () => {
	expect(selectAll('link[rel="stylesheet"]', tree()).map(({ properties: { href } }) => href)).toEqual([
		'/common.css',
		'/edition.css',
	]);
});
