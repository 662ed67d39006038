import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What the book does with commands, held against the field. */
const SURVEY = 'docs/command-blocks.md';
/** Documents whose claims name the tests that show them. */
const DOCUMENTS = [SURVEY, 'docs/accessibility.md'];
/** The rows of the survey that are about command blocks and the choice between variants. */
const FIRST_ROW = 6;
const LAST_ROW = 27;

/** Cells of each row of a document's tables that names tests; the last cell does. */
const rowsOf = (document: string): string[][] =>
	readFileSync(document, 'utf8')
		.split('\n')
		.map((line) =>
			line
				.split(/(?<!\\)\|/u)
				.slice(1, -1)
				.map((cell) => cell.trim()),
		)
		.filter((cells) => cells.at(-1)?.includes('.ts: `'));
const rows = rowsOf(SURVEY);

/** Tests that a cell names: `file.ts: title`, the title between backticks. */
function testsIn(cell: string): { file: string; title: string }[] {
	return cell.split('<br>').map((name) => {
		const [, file, title] = /^(\S+\.ts): `([^`]+)`$/u.exec(name.trim()) ?? [];
		if (file === undefined || title === undefined)
			throw new Error(`Expected “file.ts: \`title\`”, found “${name}”`);
		return { file, title };
	});
}

/** Titles of a file's tests and of groups of them, as its source writes them. */
function titlesOf(file: string): string[] {
	const source = readFileSync(file, 'utf8');
	const calls = source.matchAll(/\b(?:test|describe)\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gu);
	return [...calls].map(([, , title]) => title!);
}

test('the rows of the survey are all there, each with a mark for this book', () => {
	const numbered = rows.filter(([number]) => /^\d+$/u.test(number!));
	const numbers = Array.from({ length: LAST_ROW - FIRST_ROW + 1 }, (_, index) => String(FIRST_ROW + index));
	expect(numbered.map(([number]) => number)).toEqual(numbers);
	for (const [number, feature, ...marks] of numbered) {
		expect(feature, number).not.toBe('');
		// Six of the field, and this book.
		expect(marks.slice(0, -1), number).toHaveLength(7);
		for (const mark of marks.slice(0, -1)) expect(mark, number).toMatch(/^(?:[YPN]°?|[–?])$/u);
	}
});

test('what goes beyond the field is there', () => {
	expect(rows.filter(([first]) => !/^\d+$/u.test(first!)).length).toBeGreaterThan(5);
});

test.each(DOCUMENTS)(
	'every test that %s names is one that there is, in the file that is named',
	(document) => {
		const named = rowsOf(document);
		expect(named.length).toBeGreaterThan(10);
		const missing = named
			.flatMap((cells) => testsIn(cells.at(-1)!))
			.filter(({ file, title }) => !titlesOf(file).includes(title))
			.map(({ file, title }) => `${file}: ${title}`);
		expect(missing).toEqual([]);
	},
);
