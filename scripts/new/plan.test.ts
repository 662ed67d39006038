import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { exampleIdsIn } from '../../src/examples/chapter.ts';
import { commandsFor } from '../../src/examples/commands.ts';
import { parseExample } from '../../src/examples/parse.ts';
import { planChapter, planExample, type BookFiles } from './plan.ts';
import { PROMPTS } from './templates.ts';

const PARTS = `export const PARTS = [
	{ label: 'Understand', chapters: ['why'] },
	{
		label: 'Run',
		chapters: [
			'first',
		],
	},
];
`;
const FIRST = `---
title: First
---

import { Cmd, Engine } from '@components';

Words.

<Example id="first/one" />

Last words.
`;
const BOOK: BookFiles = {
	chapters: ['01-why.mdx', '02-first.mdx'],
	examples: ['first/one', 'left/over'],
	pages: ['glossary'],
	read: (file) => ({ 'src/examples/parts.ts': PARTS, 'content/chapters/02-first.mdx': FIRST })[file] ?? '',
};

test('a new chapter has the next number, an example that its schema takes, and its place in the last part', () => {
	const { create, change, next } = planChapter(BOOK, 'pods-in-depth', 'Pods: in depth');
	expect(create.map(({ file }) => file)).toEqual([
		'content/chapters/03-pods-in-depth.mdx',
		'content/examples/pods-in-depth/first-example.yaml',
	]);
	const [chapter, example] = create;
	expect(chapter!.text).toContain("title: 'Pods: in depth'\n");
	expect(exampleIdsIn(chapter!.text)).toEqual(['pods-in-depth/first-example']);
	expect(parseExample(example!.text, example!.file).steps[0]!.command).toMatch(/^\$CR container run --rm /u);
	expect(chapter!.text).toContain(
		`pictured: ${commandsFor(parseExample(example!.text, example!.file), 'podman')[0]!.command}\n`,
	);
	expect(change).toEqual([
		{
			file: 'src/examples/parts.ts',
			text: PARTS.replace("chapters: [\n\t\t\t'first',\n\t\t]", "chapters: ['first', 'pods-in-depth']"),
		},
	]);
	expect(next.join('\n')).toContain('npm run record -- pods-in-depth');
});

test('a new example stands behind the last one, and its component is imported', () => {
	const { create, change, next } = planExample(BOOK, 'first/two', 'It is "two": again');
	expect(create.map(({ file }) => file)).toEqual(['content/examples/first/two.yaml']);
	expect(parseExample(create[0]!.text, create[0]!.file).title).toBe('It is "two": again');
	expect(change).toEqual([
		{
			file: 'content/chapters/02-first.mdx',
			text: FIRST.replace('Cmd, Engine', 'Cmd, Engine, Example').replace(
				'<Example id="first/one" />\n',
				'<Example id="first/one" />\n\n<Example id="first/two" />\n',
			),
		},
	]);
	const line = Number(/02-first\.mdx:(\d+)/u.exec(next.join('\n'))![1]);
	expect(change[0]!.text.split('\n')[line - 1]).toBe('<Example id="first/two" />');
});

test('in a chapter without examples, a new one stands at the end', () => {
	const bare = FIRST.replace('<Example id="first/one" />\n\n', '');
	const { change } = planExample({ ...BOOK, read: () => bare }, 'first/two', 'Two');
	expect(change[0]!.text).toMatch(/\nLast words\.\n\n<Example id="first\/two" \/>\n$/u);
});

test('what cannot be made is refused with the file, what was expected, what was found and what to do', () => {
	const chapter = (name: string, title = 'A title') => refusal(() => planChapter(BOOK, name, title));
	const example = (id: string, title = 'A title', book = BOOK) => refusal(() => planExample(book, id, title));
	expect(chapter('first')).toMatchInlineSnapshot(`
		"content/chapters/02-first.mdx
		  expected: a name that no chapter has
		  found:    first
		  to do:    choose another name, or write on in that file"
	`);
	expect(chapter('glossary')).toContain('expected: an address that no page has\n  found:    /glossary/');
	expect(chapter('left')).toContain(
		'content/examples/left/over.yaml\n  expected: no examples of a chapter left',
	);
	expect(example('first/one')).toContain(
		'content/examples/first/one.yaml\n  expected: a name that no example',
	);
	expect(example('first/two', 'Two', { ...BOOK, read: () => '<Example id="first/two" />' })).toContain(
		'expected: a chapter that does not show the example yet',
	);
	expect(example('nope/one')).toContain('expected: one of the chapters why, first\n  found:    nope');
	expect(example('first')).toContain('expected: chapter/name');
	expect(example('first/one/more')).toContain('expected: chapter/name');
	expect(example('first/two', 'Two', { ...BOOK, read: () => 'no import' })).toContain(
		"expected: a line like import { Example } from '@components';",
	);
	expect(
		refusal(() => planChapter({ ...BOOK, read: () => 'export const PARTS = other;' }, 'new', 'New')),
	).toContain('src/examples/parts.ts\n  expected: lists like chapters: [ … ]');
	expect(refusal(() => planChapter({ ...BOOK, chapters: ['99-last.mdx'] }, 'new', 'New'))).toContain(
		'expected: numbers of two digits',
	);
});

test.each(['', 'Pods', 'pods_in', '-pods', 'pods-', 'two--hyphens', '2pods', 'pods/..', '../pods', 'p.q'])(
	'“%s” is no name of a chapter or of an example',
	(name) => {
		expect(refusal(() => planChapter(BOOK, name, 'A title'))).toContain('expected: small letters');
		if (!name.includes('/'))
			expect(refusal(() => planExample(BOOK, `first/${name}`, 'A title'))).toContain(
				'expected: small letters',
			);
	},
);

test.each([
	['', 'nothing'],
	['  ', 'nothing'],
	[' Pods', 'white space around it'],
	['Pods.', 'a full stop'],
	['Two\nlines', 'a line end'],
	['x'.repeat(71), '71 characters'],
])('“%s” is no title', (title, found) => {
	expect(refusal(() => planChapter(BOOK, 'new', title))).toContain(`found:    ${found}`);
	expect(refusal(() => planExample(BOOK, 'first/new', title))).toContain(`found:    ${found}`);
});

test('no chapter of the book still has what its author was to replace', () => {
	for (const file of readdirSync('content/chapters')) {
		const mdx = readFileSync(`content/chapters/${file}`, 'utf8');
		for (const prompt of Object.values(PROMPTS)) expect(mdx, file).not.toContain(prompt);
	}
});

function refusal(make: () => unknown): string {
	try {
		make();
	} catch (cause) {
		expect((cause as Error).name).toBe('NewError');
		return (cause as Error).message;
	}
	throw new Error('was not refused');
}
