import { expect, test } from 'vitest';
import { noticesText } from './notices.ts';

const ASTRO = { name: 'astro', version: '7.0.0', identifier: 'MIT', text: 'Text of Astro.\n' };
const XTERM = { name: '@xterm/headless', version: '6.0.0', identifier: 'MIT' };
const TEXTS = {
	'@xterm/headless': 'Text of xterm.\n',
	'@fontsource-variable/literata': 'Text of the typeface.\n',
};

test('the licences of the book, of its scripts and of its typeface stand one below the other', () => {
	const text = noticesText('Text of MIT.\n', [ASTRO, XTERM], TEXTS);
	expect(text.split(/\n\n-{80}\n\n/u).slice(1)).toEqual([
		'Text of MIT.',
		'astro 7.0.0 (MIT)\n\nText of Astro.',
		'@xterm/headless 6.0.0 (MIT)\n\nText of xterm.',
		'@fontsource-variable/literata: the typeface, cut down to the characters of the book\n\nText of the typeface.\n',
	]);
	expect(text).toMatch(/^Containers by Example\n\nText, pictures and recordings: Creative Commons/u);
});

test('a package in the scripts that is not listed ends the build, with what to do', () => {
	expect(() => noticesText('', [ASTRO, { name: 'left-pad', version: '1.0.0' }], {})).toThrow(
		/^left-pad is in the book's scripts: expected one of @astrojs\/starlight, .* run npm run licences$/u,
	);
});

test('a package without the text of its licence ends the build', () => {
	expect(() => noticesText('', [XTERM], {})).toThrow('@xterm/headless has no file with its licence');
});
