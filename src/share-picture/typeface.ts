import { readFile } from 'node:fs/promises';
import { Blob, Buffer as Text, Face, Feature, Font, shape } from 'harfbuzzjs';
import subsetFont from 'subset-font';

/** A line of text as outlines, in which no font of the machine has a say. */
export interface Line {
	/** SVG, with its origin at the left end of the base line. */
	svg: string;
	/** From the origin to where the next letter would be. */
	width: number;
}

/**
 * Sets a line of text.
 *
 * @param size of the type, in pixels
 * @param tracking room between letters besides their own, as a part of the size
 * @throws {Error} when the face has no such character
 */
export type Typeface = (text: string, size: number, tracking?: number) => Line;

/**
 * Opens a face.
 *
 * @param file WOFF2
 * @param characters all that it will be asked to set
 * @param weight of a file that has several
 */
export async function openTypeface(file: URL, characters: string, weight?: number): Promise<Typeface> {
	const sfnt = await subsetFont(await readFile(file), characters, {
		targetFormat: 'sfnt',
		...(weight === undefined ? {} : { variationAxes: { wght: weight } }),
	});
	const face = new Face(new Blob(new Uint8Array(sfnt)));
	const font = new Font(face);
	// A command has each of its letters.
	const features = [new Feature('liga', 0), new Feature('calt', 0)];
	return (text, size, tracking = 0) => {
		const buffer = new Text();
		buffer.addText(text);
		buffer.guessSegmentProperties();
		shape(font, buffer, features);
		const scale = size / face.upem;
		let width = 0;
		const glyphs = buffer.getGlyphInfosAndPositions().map(({ codepoint: glyph, cluster, ...position }) => {
			if (glyph === 0) throw new Error(`the face has no “${text[cluster] ?? ''}”, which is in “${text}”`);
			const { xAdvance = 0, xOffset = 0, yOffset = 0 } = position;
			const at = `translate(${rounded(width + xOffset * scale)} ${rounded(-yOffset * scale)})`;
			width += xAdvance * scale + tracking * size;
			// Outlines have their y axis upwards.
			return `<path transform="${at} scale(${rounded(scale)} ${rounded(-scale)})" d="${font.glyphToPath(glyph)}"/>`;
		});
		return { svg: glyphs.join(''), width };
	};
}

function rounded(value: number): string {
	return String(Number(value.toFixed(4)));
}
