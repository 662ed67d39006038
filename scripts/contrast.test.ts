import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { contrasts, ratio, table } from './contrast.ts';

/** WCAG 2.2, 1.4.3. */
const LEAST = 4.5;

describe('the palette', () => {
	test('the ratio is that of WCAG: black on white 21, a known grey 4.54', () => {
		expect(ratio('#000000', '#ffffff')).toBeCloseTo(21, 5);
		expect(ratio('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
	});

	test.each(contrasts())('$front on $back', ({ ratios }) => {
		expect(ratios.light).toBeGreaterThanOrEqual(LEAST);
		expect(ratios.dark).toBeGreaterThanOrEqual(LEAST);
	});
});

test('the table in docs/look.md is what the style sheets say', () => {
	const document = readFileSync(path.resolve(import.meta.dirname, '../docs/look.md'), 'utf8');
	expect(document).toContain(`\n\n${table(contrasts())}\n`);
});
