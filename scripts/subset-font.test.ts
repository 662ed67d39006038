import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CHARACTERS, styleSheet, subsetOfLiterata } from './subset-font.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FONT = path.join(ROOT, 'src/shell/font');

/** Keeps what differs between two ways to lay out the same style sheet: nothing. */
const withoutLayout = (css: string) => css.replaceAll(/\s+/gu, '').replaceAll('"', "'");

test('the committed typeface is what the script makes', async () => {
	const [made, committed] = await Promise.all([
		subsetOfLiterata(),
		readFile(path.join(FONT, 'literata.woff2')),
	]);
	expect(Buffer.from(made).equals(committed)).toBe(true);
	expect(withoutLayout(await readFile(path.join(FONT, 'font.css'), 'utf8'))).toBe(
		withoutLayout(styleSheet()),
	);
});

test('it has every character of the texts', async () => {
	const content = path.join(ROOT, 'content');
	const files = (await readdir(content, { recursive: true })).filter((file) =>
		/\.(?:mdx|ya?ml)$/u.test(file),
	);
	expect(files.length).toBeGreaterThan(200);
	const missing = new Map<string, string>();
	for (const file of files)
		for (const character of await readFile(path.join(content, file), 'utf8'))
			if (!CHARACTERS.includes(character) && !/\s/u.test(character)) missing.set(character, file);
	expect([...missing]).toEqual([]);
});
