/** A colour as three numbers from 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** What text must have against its background: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const CONTRAST = 4.5;

/** The steps of the colour cube, as xterm has them. */
const CUBE = [0, 95, 135, 175, 215, 255];

/** Colour of the palette from 16 to 255: a cube of 6 × 6 × 6, then a row of greys. */
export function paletteColour(index: number): Rgb {
	if (index >= 232) {
		const grey = 8 + (index - 232) * 10;
		return [grey, grey, grey];
	}
	const at = index - 16;
	return [CUBE[Math.floor(at / 36)]!, CUBE[Math.floor(at / 6) % 6]!, CUBE[at % 6]!];
}

/** From 1 (the same) to 21 (black and white): https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Rgb, other: Rgb): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter! + 0.05) / (darker! + 0.05);
}

/** A colour for text as near to `text` as can be read on `background`: moved towards white or black, whichever is further from it. */
export function readable(text: Rgb, background: Rgb): Rgb {
	const [white, black]: Rgb[] = [
		[255, 255, 255],
		[0, 0, 0],
	];
	const target = contrast(white!, background) > contrast(black!, background) ? white! : black!;
	for (let share = 0; share < 1; share += 0.1) {
		const mixed = mix(text, target, share);
		if (contrast(mixed, background) >= CONTRAST) return mixed;
	}
	return target;
}

/** @param share of the other colour, from 0 to 1 */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
	const channel = (index: 0 | 1 | 2) => Math.round(one[index] * (1 - share) + other[index] * share);
	return [channel(0), channel(1), channel(2)];
}

function luminance(colour: Rgb): number {
	const [red, green, blue] = colour.map((value) => {
		const share = value / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
