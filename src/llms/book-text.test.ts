import { expect, test } from 'vitest';
import { fullText, summaryText, type BookText } from './book-text.ts';

const page = (name: string, title: string, body = 'Text.') => ({
	name,
	title,
	description: `On ${name}.`,
	body,
});
const BOOK: BookText = {
	title: 'The book',
	summary: 'What it is.',
	sections: [
		{
			label: 'Part 1: Run',
			pages: [
				{ ...page('first', 'First', '## Run\n\n[here](#run), [there](glossary.docker.md#a)'), number: 1 },
			],
		},
		{
			label: 'Reference',
			pages: [page('glossary', 'Glossary')],
		},
	],
};
const relative = (file: string) => file;
const absolute = (file: string) => new URL(file, 'https://books.example/containers/').href;

test('in short: title, summary, and a list of links for each part', () => {
	const text = summaryText(BOOK, relative);
	expect(text).toMatch(/^# The book\n\n> What it is\.\n\n/u);
	expect(text).toContain('## Part 1: Run\n\n- [1. First](first.md): On first.\n');
	expect(text).toContain('## Reference\n\n- [Glossary](glossary.md): On glossary.\n');
	expect(text).toContain('`first.podman.md` for Podman, `first.docker.md` for Docker');
	for (const file of ['llms-full.txt', 'llms-full.podman.txt', 'check.sh', 'first.docker.sh'])
		expect(text).toContain(`](${file}): `);
	expect(text).not.toContain('glossary.docker.sh');
});

test('where the address of the book is known, all links are absolute', () => {
	for (const text of [summaryText(BOOK, absolute), fullText(BOOK, 'docker', absolute)])
		expect([...text.matchAll(/\]\((.*?)\)/gu)].filter(([, href]) => !href!.startsWith('https://'))).toEqual(
			[],
		);
	expect(summaryText(BOOK, absolute)).toContain('(https://books.example/containers/first.md)');
});

test('in full: one title, parts, chapters, and what is in them below that', () => {
	const text = fullText(BOOK, 'docker', relative);
	expect([...text.matchAll(/^#+ .*/gmu)].map(([heading]) => heading)).toEqual([
		'# The book',
		'## Part 1: Run',
		'### 1. First',
		'#### Run',
		'## Reference',
		'### Glossary',
	]);
	expect(text).toContain('The whole text, for Docker.');
	expect(text).toContain('### 1. First\n\nOn first.\n\n');
	expect(text).toContain('[here](first.docker.md#run), [there](glossary.docker.md#a)');
});

test('the text for both engines says so', () => {
	expect(fullText(BOOK, undefined, relative)).toContain('The whole text, for Podman and Docker.');
});
