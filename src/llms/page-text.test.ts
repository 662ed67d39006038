import { expect, test } from 'vitest';
import { deepen, readPageText, relink } from './page-text.ts';

test('a page is read in its parts', () => {
	expect(
		readPageText('# A *b*\n\nWhat it is.\n\n*From the book. Licence: [L](https://l.example/)*\n\nText.\n'),
	).toEqual({
		title: 'A *b*',
		description: 'What it is.',
		body: 'Text.',
	});
});

test('what begins in another way is refused, with what was found', () => {
	expect(() => readPageText('# A\n\nText.\n')).toThrow('found “# A');
});

const CODE = ['```sh', '# no heading', 'echo "[a](b)"', '```'].join('\n');

test('headings go deeper, and lines of code that look like them stay', () => {
	expect(deepen(`## A\n\n${CODE}\n\n### B\n\n#no heading`, 2)).toBe(
		`#### A\n\n${CODE}\n\n##### B\n\n#no heading`,
	);
});

test('code ends with the fence that it began with', () => {
	const nested = '````text\n```\n# not yet\n```\n# nor here\n````';
	expect(deepen(`${nested}\n# A`, 1)).toBe(`${nested}\n## A`);
	const inList = '- a\n\n  ```sh\n  # code\n  ```\n\n> ```sh\n> # code\n> ```';
	expect(deepen(`${inList}\n\n# A`, 1)).toBe(`${inList}\n\n## A`);
});

test('links within the book change, addresses and code do not', () => {
	expect(
		relink(
			`[a](b.md#c), [d](#e) and \`[f](g)\`, [h](https://i.example/), [j](mailto:k)\n${CODE}`,
			(href) => `/${href}`,
		),
	).toBe(`[a](/b.md#c), [d](/#e) and \`[f](g)\`, [h](https://i.example/), [j](mailto:k)\n${CODE}`);
});
