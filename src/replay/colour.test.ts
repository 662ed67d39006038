import { expect, test } from 'vitest';
import { contrast, paletteColour, readable, type Rgb } from './colour.ts';

test.each([
	[16, [0, 0, 0]],
	[21, [0, 0, 255]],
	[196, [255, 0, 0]],
	[231, [255, 255, 255]],
	[232, [8, 8, 8]],
	[255, [238, 238, 238]],
])('colour %d of the palette', (index, colour) => {
	expect(paletteColour(index)).toEqual(colour);
});

test.each([
	[[0, 0, 0], [255, 255, 255], 21],
	[[119, 119, 119], [255, 255, 255], 4.48],
	[[10, 20, 30], [10, 20, 30], 1],
] as [Rgb, Rgb, number][])('contrast of %j and %j is %d', (one, other, ratio) => {
	expect(contrast(one, other)).toBeCloseTo(ratio, 2);
	expect(contrast(other, one)).toBeCloseTo(ratio, 2);
});

test('every text can be read on every background, and stays as it is where it could be before', () => {
	for (let text = 16; text < 256; text++) {
		for (let background = 16; background < 256; background++) {
			const [one, other] = [paletteColour(text), paletteColour(background)];
			const shown = readable(one, other);
			expect(contrast(shown, other)).toBeGreaterThanOrEqual(4.5);
			if (contrast(one, other) >= 4.5) expect(shown).toEqual(one);
		}
	}
});
