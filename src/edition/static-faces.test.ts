import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withStaticFaces } from './static-faces.ts';

const load = () => readFile('src/shell/font/literata.woff2');

test('the typeface as it is declared becomes one face for each weight, with what is set in it', async () => {
	// As the build has it: short.
	const declared = `@font-face{font-family:Literata;src:url(/_astro/x.woff2)format("woff2");font-weight:400 700;font-display:optional}@font-face{font-family:Literata Fallback}`;
	const asked: string[] = [];
	const styles = await withStaticFaces(
		declared,
		(address) => {
			asked.push(address);
			return load();
		},
		'Abc',
	);
	expect(asked).toEqual(['/_astro/x.woff2']);
	expect([...styles.matchAll(/font-weight:(\d+);/gu)].map(([, weight]) => weight)).toEqual([
		'400',
		'600',
		'700',
	]);
	expect(styles).not.toContain('woff2');
	expect(styles).toContain('Literata Fallback');
});

test('another style sheet stays as it is', async () => {
	expect(await withStaticFaces('p { color: red }', load, 'Abc')).toBe('p { color: red }');
});
