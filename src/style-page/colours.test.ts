import { expect, it } from 'vitest';
import { coloursIn } from './colours.ts';

it('finds the colours of a sheet, each once, and nothing else', () => {
	const css = `
		/* --gone: #fff; */
		:root { --radius: 8px; --paper: #fffdf9; --shade: rgb(0 0 0 / 20%); --same: var(--paper); --sl-color-bg: var(--paper); --edge: var(--radius) }
		@media (min-width: 1px) { :root{--paper: #000;--ink:oklch(0.2 0 0)} }
		.x::--y { color: #123 }`;
	expect(coloursIn(css)).toEqual(['--paper', '--shade', '--same', '--ink']);
});
