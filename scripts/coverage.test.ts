import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chapterOf } from '../src/examples/chapter.ts';

const text = readFileSync('content/COVERAGE.md', 'utf8');
const chapters = new Set(readdirSync('content/chapters').map((file) => chapterOf(file)!.name));

test('the table of what is covered names chapters and examples that there are', () => {
	const named = [...text.matchAll(/(?<![\w/.~-])([a-z][a-z-]+)\/([a-z0-9][a-z0-9-]*)/gu)].filter(
		([, chapter]) => chapters.has(chapter!),
	);
	expect(named.length).toBeGreaterThan(150);
	const missing = named.map(([id]) => id).filter((id) => !existsSync(`content/examples/${id}.yaml`));
	expect(missing).toEqual([]);
	// A chapter that takes up nothing of that text has no row; a chapter that is named must be there.
	const cells = [...text.matchAll(/\| ([a-z][a-z-]+), (?!heading )/gu)].map(([, chapter]) => chapter!);
	expect(new Set(cells).size).toBeGreaterThan(15);
	expect(cells.filter((chapter) => !chapters.has(chapter))).toEqual([]);
});

test('each mistake that was known has its row', () => {
	const rows = [...text.matchAll(/^\| (\d+) \|/gmu)].map(([, number]) => Number(number));
	expect(rows).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
});
