/**
 * Makes the book's typeface: Literata, cut down to the characters that are set in it, weights 400 to 700, and its
 * kerning. Besides the file, the style sheet that declares it, with stand-ins of the same measures for readers whose
 * browser has not got it in time (a font within the style sheet comes late as well: Chromium decodes it after the first
 * layout, and lines move). `npm run font`; a test holds the result against what is committed.
 */
import { createFontStack } from '@capsizecss/core';
import literata from '@capsizecss/metrics/literata';
import georgia from '@capsizecss/metrics/georgia';
import notoSerif from '@capsizecss/metrics/notoSerif';
import timesNewRoman from '@capsizecss/metrics/timesNewRoman';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import subsetFont from 'subset-font';

const SOURCE = 'node_modules/@fontsource-variable/literata';
const TARGET = 'src/shell/font';

/** What is set in the typeface: the texts, not what machines say, which is in the reader's monospace. */
const CHARACTERS =
	'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789' + " \u00A0!#%&'()+,-./:;=?[]_·‘’“”–—…−";

/**
 * What browsers need none of: lines from top to bottom, how other programs name the weights. Without the table of glyph
 * classes the kerning of the regular weight is that of all, which halves it.
 */
const NEEDLESS_TABLES = ['vhea', 'vmtx', 'STAT', 'MVAR', 'GDEF'];

const root = path.resolve(import.meta.dirname, '..');

/** The typeface as WOFF2. */
export async function subsetOfLiterata(): Promise<Uint8Array> {
	const whole = await readFile(path.join(root, SOURCE, 'files/literata-latin-wght-normal.woff2'));
	return subsetFont(whole, CHARACTERS, {
		targetFormat: 'woff2',
		variationAxes: { wght: { min: 400, max: 700 } },
		keepFeatures: ['kern'],
		dropTables: NEEDLESS_TABLES,
		noLayoutClosure: true,
	});
}

/** The style sheet: the face itself, and system fonts stretched to its measures. */
export function styleSheet(): string {
	const { fontFaces } = createFontStack([
		{ ...literata, familyName: 'Literata' },
		{ ...georgia, familyName: 'Georgia' },
		{ ...notoSerif, familyName: 'Noto Serif' },
		{ ...timesNewRoman, familyName: 'Times New Roman' },
	]);
	// Liberation Serif has the measures of Times New Roman.
	const faces = fontFaces.replace("local('TimesNewRomanPSMT')", "$&, local('Liberation Serif')");
	return `/* Made by \`npm run font\`: not edited by hand. Literata is licensed under the SIL Open Font License 1.1: LICENSE.txt. */
@font-face {
	font-family: 'Literata';
	src: url('./literata.woff2') format('woff2');
	font-weight: 400 700;
	font-style: normal;
	/* A page that began with a stand-in keeps it: no line moves under the reader's eyes. */
	font-display: optional;
}
${faces}
`;
}

if (process.argv[1] === import.meta.filename) {
	const font = await subsetOfLiterata();
	await writeFile(path.join(root, TARGET, 'literata.woff2'), font);
	await writeFile(path.join(root, TARGET, 'font.css'), styleSheet());
	console.log(`${TARGET}/literata.woff2: ${(font.length / 1000).toFixed(1)} kB`);
}
