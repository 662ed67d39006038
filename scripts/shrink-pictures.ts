/**
 * Makes the pictures of the style page small enough to be kept: at most 256 colours each, which for letters on a plain
 * ground is less than the comparison sees (`TOLERANCE` in e2e/visual/pictures.spec.ts). A part of `npm run pictures`.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

const PICTURES = path.resolve(import.meta.dirname, '../e2e/visual/pictures');

let before = 0;
let after = 0;
for (const name of await readdir(PICTURES)) {
	const file = path.join(PICTURES, name);
	const picture = await readFile(file);
	const { isPalette } = await sharp(picture).metadata();
	// It has been made small before, and is as it was.
	const small = isPalette
		? picture
		: await sharp(picture).png({ palette: true, colours: 256, dither: 0, effort: 10 }).toBuffer();
	if (small !== picture) await writeFile(file, small);
	before += picture.length;
	after += small.length;
}
console.log(`Pictures: ${(before / 1e6).toFixed(1)} MB before, ${(after / 1e6).toFixed(1)} MB now`);
