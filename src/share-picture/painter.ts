import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { coloursByDay } from './colours.ts';
import { pictureSvg, type Look } from './picture.ts';
import type { Subject } from './subject.ts';
import { openTypeface } from './typeface.ts';

/** Readers' own file, and as many characters as it has been made for. */
const SERIF = new URL('../shell/font/literata.woff2', import.meta.url);
const MONO = new URL(
	import.meta.resolve('@fontsource/ibm-plex-mono/files/ibm-plex-mono-latin-500-normal.woff2'),
);
const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index)).join('');
const IN_TEXTS = `${ASCII}‘’“”–—…`;

/** What the pictures of the book have in common: its palette, its mark, its faces. */
export async function lookOf(book: string): Promise<Look> {
	const palette = await readFile(new URL('../shell/palette.css', import.meta.url), 'utf8');
	const favicon = await readFile(new URL('../../public/favicon.svg', import.meta.url), 'utf8');
	return {
		colours: coloursByDay(palette),
		book,
		mark: markIn(favicon),
		title: await openTypeface(SERIF, IN_TEXTS, 600),
		text: await openTypeface(SERIF, IN_TEXTS, 400),
		mono: await openTypeface(MONO, ASCII),
	};
}

/**
 * Paints pictures of pages as PNG. The same page gives the same bytes on every machine: letters are outlines of the
 * book's own faces.
 *
 * @param book its title
 */
export async function openPainter(book: string): Promise<(subject: Subject) => Promise<Buffer>> {
	const look = await lookOf(book);
	return (subject) =>
		sharp(Buffer.from(pictureSvg(subject, look)))
			.png({ palette: true, colours: 64, dither: 0, effort: 10, compressionLevel: 9 })
			.toBuffer();
}

/** What is inside of an SVG, without its style sheet: the colours are the picture's business. */
function markIn(svg: string): string {
	const inside = /<svg[^>]*>(?<inside>[^]*)<\/svg>/u.exec(svg)?.groups?.['inside'];
	if (inside === undefined) throw new Error('favicon.svg: expected an <svg> around the mark');
	return inside.replace(/<style>[^]*?<\/style>/u, '').trim();
}
