import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { styleSheet, subsetOfLiterata } from './subset-font.ts';

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
