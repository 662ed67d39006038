import { mix, paletteColour, readable, type Rgb } from './colour.ts';
import type { Colour, Look } from './screen-rows.ts';

/** What a run of cells is painted with: CSS colours; `undefined` for the terminal's own. */
export interface Paint {
	text: string | undefined;
	background: string | undefined;
}

export interface Palette {
	paintOf(look: Look): Paint;
	/** Reads the colours of the page again, after its theme has changed. */
	refresh(): void;
}

/**
 * The colours of a terminal: the first sixteen, text and background are the page's own (custom properties), the others
 * the standard's. Text that would have less contrast than 4.5 : 1 is made lighter or darker until it has.
 *
 * @param element where the properties hold
 */
export function createPalette(element: HTMLElement): Palette {
	let resolved = new Map<string, Rgb>();
	let paints = new Map<string, Paint>();
	const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;

	/** Whatever a style sheet writes, as numbers: the browser draws it, and says what it has drawn. */
	const property = (name: string, fallback: string): Rgb => {
		const known = resolved.get(name);
		if (known) return known;
		const probe = document.createElement('span');
		probe.style.setProperty('color', `var(${name}, ${fallback})`);
		element.append(probe);
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = getComputedStyle(probe).color;
		probe.remove();
		canvas.fillRect(0, 0, 1, 1);
		const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
		const rgb: Rgb = [red!, green!, blue!];
		resolved.set(name, rgb);
		return rgb;
	};
	const rgbOf = (colour: Colour, own: Rgb): Rgb => {
		if (colour.kind === 'default') return own;
		if (colour.kind === 'rgb') return [colour.value >> 16, (colour.value >> 8) & 255, colour.value & 255];
		return colour.index < 16
			? property(`--ansi-${colour.index}`, 'currentcolor')
			: paletteColour(colour.index);
	};
	const paintOf = (look: Look): Paint => {
		const own = {
			text: property('--terminal-text', 'canvastext'),
			background: property('--terminal-background', 'canvas'),
		};
		let text = rgbOf(look.foreground, own.text);
		let background = rgbOf(look.background, own.background);
		// Inverse twice is as it was: the cursor on inverse text.
		if (look.inverse !== look.cursor) [text, background] = [background, text];
		if (look.dim) text = mix(text, background, 0.35);
		const isPlain = look.background.kind === 'default' && !look.inverse && !look.cursor;
		return {
			text:
				isPlain && look.foreground.kind === 'default' && !look.dim
					? undefined
					: css(readable(text, background)),
			background: isPlain ? undefined : css(background),
		};
	};
	return {
		paintOf(look) {
			const key = JSON.stringify([look.foreground, look.background, look.inverse, look.cursor, look.dim]);
			const known = paints.get(key);
			if (known) return known;
			const paint = paintOf(look);
			paints.set(key, paint);
			return paint;
		},
		refresh() {
			resolved = new Map();
			paints = new Map();
		},
	};
}

function css([red, green, blue]: Rgb): string {
	return `rgb(${red} ${green} ${blue})`;
}
