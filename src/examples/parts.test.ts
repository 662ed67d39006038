import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chapterOf } from './chapter.ts';
import { PARTS } from './parts.ts';

test('the parts have every chapter once, in the order of their numbers', () => {
	const chapters = readdirSync('content/chapters').map((file) => chapterOf(file)!);
	expect(PARTS.flatMap((part) => part.chapters)).toEqual(
		chapters.sort((one, other) => one.number - other.number).map(({ name }) => name),
	);
});
