import { expect, test } from 'vitest';
import { readPage } from './read-page.ts';

const page = (content: string) =>
	`<html><body><main><h1>First containers</h1><div class="sl-markdown-content">${content}</div></main></body></html>`;
const read = (content: string) => readPage(page(content), 'first/index.html', true).places;

const BLOCK = `<command-block aria-labelledby="example-list">
	<header><p class="title" id="example-list"><a href="#example-list">List &amp; look</a></p><div class="tools"><button>Copy</button></div></header>
	<ol><li><p class="note">A note with <code>--rm</code>.</p>
	${['podman', 'docker']
		.map(
			(
				engine,
			) => `<div class="variant" data-step="0" data-for-engine="${engine}"><p class="variant-label">X</p>
		<div class="command" data-command="${engine} ps &quot;a&quot;"><pre><code>other <mark>words</mark></code></pre></div>
		<div class="output"><pre>out <span>of</span> ${engine}</pre><details><summary>Show</summary><pre>the rest</pre></details></div>
		<p class="ending failure">Fails on purpose: exit status 125</p></div>`,
		)
		.join('')}
	</li></ol><footer>Recorded</footer></command-block>`;

test('an example is what was executed, what it printed and what is said of it, for each engine', () => {
	expect(read(BLOCK)).toEqual([
		{
			kind: 'example',
			fragment: 'example-list',
			words: Object.fromEntries(
				['podman', 'docker'].map((engine) => [
					engine,
					{
						title: 'List & look',
						commands: [`${engine} ps "a"`],
						text: 'A note with --rm.\nFails on purpose: exit status 125',
						outputs: [`out of ${engine}\nthe rest`],
					},
				]),
			),
		},
	]);
});

test('an example without an engine belongs to all', () => {
	const [place] = read(BLOCK.replaceAll(/ data-for-engine="\w+"/gu, '').replaceAll('podman', 'docker'));
	expect(Object.keys(place!.words)).toEqual(['all']);
});

test('only the beginning of a long output is kept', () => {
	const [place] = read(BLOCK.replaceAll('the rest', 'x'.repeat(99_999)));
	expect(place!.words.podman!.outputs[0]!.length).toBeLessThan(2000);
});

test('text is cut at its headings, and what belongs to an engine is only in its text', () => {
	const places = read(`<p>Before all.</p>
		<div class="sl-heading-wrapper"><h2 id="two">Two of <span data-for-engine="podman">Podman</span><span class="without-choice"> or </span><span data-for-engine="docker">Docker</span></h2><a class="sl-anchor-link"><span class="sr-only">Section titled</span></a></div>
		<p>For all.</p><div class="only" data-for-engine="docker"><p class="variant-label">Docker</p><p>A daemon.</p></div>
		<command-block class="fenced"><pre><code>FROM <span>alpine:3</span></code></pre></command-block>
		${BLOCK}`).filter(({ kind }) => kind === 'text');
	expect(places).toEqual([
		{
			kind: 'text',
			fragment: '',
			words: { all: { title: 'First containers', commands: [], text: 'Before all.', outputs: [] } },
		},
		{
			kind: 'text',
			fragment: 'two',
			words: {
				podman: { title: 'Two of Podman', commands: ['FROM alpine:3'], text: 'For all.', outputs: [] },
				docker: {
					title: 'Two of Docker',
					commands: ['FROM alpine:3'],
					text: 'For all.\nA daemon.',
					outputs: [],
				},
			},
		},
	]);
});

test('an entry of a list of terms is a place by its name', () => {
	const places = read('<dl><div id="image"><dt>image</dt><dd>A packed set of files.</dd></div></dl>');
	expect(places.map(({ fragment, words }) => [fragment, words.all?.title, words.all?.text])).toEqual([
		['image', 'image', 'A packed set of files.'],
	]);
});

test.each([
	[
		'<html><body><h1>x</h1></body></html>',
		'a.html: expected an h1 and an element .sl-markdown-content, found no content',
	],
	[page(BLOCK.replace(' id="example-list"', '')), 'a.html: the command block “example-list” has no title'],
	[
		page(BLOCK.replaceAll('data-command', 'data-other')),
		'a.html: the command block “example-list” has no command for podman',
	],
])('what it cannot read is an error that names the file and what was expected', (html, message) => {
	expect(() => readPage(html, 'a.html', true)).toThrow(message);
});
