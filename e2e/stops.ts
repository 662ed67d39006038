import type { CDPSession, Page } from '@playwright/test';
import sharp from 'sharp';

/** Pixels around a thing within which its ring lies. */
const EDGE = 5;

/** What the Tab key has come to, as a reader meets it. */
export interface Stop {
	/** As assistive technology has it, from the browser's own accessibility tree. */
	role: string;
	name: string;
	/** Says where it is in the markup; the same for the same stop. */
	path: string;
	/** From the top of the document, in pixels; from that of the window for what stays there. */
	top: number;
	left: number;
	/** Whether it moves with the page. */
	scrolls: boolean;
	/** Grows along the page: the place among all elements. */
	order: number;
	/** What kind of thing it is, by its markup. */
	kind: string;
	/** Whether it lies in the text of the page, not in what is around it. */
	inText: boolean;
	/** Share of its area that can be seen, from 0 to 1: not out of the window, not under anything. */
	visible: number;
	/** Narrowest line of the ring around it, in pixels; 0 for none. */
	ring: number;
	/** Contrast of the ring with what is behind it. */
	ringContrast: number;
}

/** Presses keys in a page and tells where the focus is afterwards. */
export class Walker {
	#page: Page;
	#session: Promise<CDPSession>;

	constructor(page: Page) {
		this.#page = page;
		this.#session = page.context().newCDPSession(page);
	}

	/** @returns the stop that the key leads to; undefined where the focus has left the page */
	async press(key: string): Promise<Stop | undefined> {
		await this.#page.keyboard.press(key);
		return this.here();
	}

	/** Tabs on until a stop is as wanted. */
	async to(wanted: (stop: Stop) => boolean, key = 'Tab', most = 120): Promise<Stop> {
		const passed: string[] = [];
		for (let count = 0; count < most; count++) {
			const stop = await this.press(key);
			if (!stop) break;
			if (wanted(stop)) return stop;
			passed.push(`${stop.role} “${stop.name}”`);
		}
		throw new Error(`No such stop after ${passed.slice(-12).join(', ')}`);
	}

	/**
	 * What the ring around the focus paints: its share of each of the four sides, from 0 to 1. A ring may be asked for
	 * and still be cut off by what lies around it.
	 */
	async ringSides(): Promise<{ top: number; right: number; bottom: number; left: number }> {
		const box = await this.#page.evaluate(() => {
			const active = document.activeElement!;
			const shown =
				active.matches('input') && getComputedStyle(active).opacity === '0'
					? (active.closest('label') ?? active)
					: active;
			const { left, top, width, height } = shown.getClientRects()[0]!;
			return { x: left, y: top, width, height };
		});
		const clip = {
			x: Math.max(0, Math.floor(box.x - EDGE)),
			y: Math.max(0, Math.floor(box.y - EDGE)),
			width: Math.ceil(box.width + 2 * EDGE),
			height: Math.ceil(box.height + 2 * EDGE),
		};
		const picture = async () => {
			const png = await this.#page.screenshot({ clip, caret: 'hide', animations: 'allow' });
			return sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
		};
		const withRing = await picture();
		await this.#page.evaluate(() => {
			const sheet = new CSSStyleSheet();
			sheet.replaceSync('* { outline: none !important }');
			document.adoptedStyleSheets.push(sheet);
		});
		const without = await picture();
		await this.#page.evaluate(() => void document.adoptedStyleSheets.pop());
		const { width, height } = withRing.info;
		const differs = (x: number, y: number) =>
			[0, 1, 2].some((channel) => {
				const at = (y * width + x) * 3 + channel;
				return Math.abs(withRing.data[at]! - without.data[at]!) > 40;
			});
		// The best line of pixels near an edge counts: a ring may lie within or without.
		const best = (lines: number, across: number, at: (line: number, place: number) => [number, number]) =>
			Math.max(
				...Array.from({ length: lines }, (_, line) => {
					const places = Array.from({ length: across }, (_each, place) => at(line, place));
					return places.filter(([x, y]) => differs(x, y)).length / across;
				}),
			);
		const [tall, wide] = [Math.min(2 * EDGE, height >> 1), Math.min(2 * EDGE, width >> 1)];
		return {
			top: best(tall, width, (line, place) => [place, line]),
			bottom: best(tall, width, (line, place) => [place, height - 1 - line]),
			left: best(wide, height, (line, place) => [line, place]),
			right: best(wide, height, (line, place) => [width - 1 - line, place]),
		};
	}

	async here(): Promise<Stop | undefined> {
		const seen = await this.#page.evaluate(look);
		if (!seen) return undefined;
		const session = await this.#session;
		const { result } = await session.send('Runtime.evaluate', { expression: 'document.activeElement' });
		const { nodes } = await session.send('Accessibility.getPartialAXTree', {
			objectId: result.objectId!,
			fetchRelatives: false,
		});
		const textOf = (value: { value?: unknown } | undefined) =>
			typeof value?.value === 'string' ? value.value.trim() : '';
		return { ...seen, role: textOf(nodes[0]?.role), name: textOf(nodes[0]?.name) };
	}
}

/** Runs in the page. */
function look(): Omit<Stop, 'role' | 'name'> | undefined {
	const active = document.activeElement;
	if (!active || active === document.body) return undefined;
	// A radio button without a look of its own fills its label.
	const shown =
		active.matches('input') && getComputedStyle(active).opacity === '0'
			? (active.closest('label') ?? active)
			: active;

	let points = 0;
	let seen = 0;
	for (const { left, top, width, height } of shown.getClientRects())
		for (const x of [0.1, 0.5, 0.9])
			for (const y of [0.15, 0.5, 0.85]) {
				points++;
				const hit = document.elementFromPoint(left + x * width, top + y * height);
				if (hit && (shown.contains(hit) || hit.contains(shown))) seen++;
			}

	const channels = (colour: string) => {
		const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
		canvas.fillStyle = colour;
		canvas.fillRect(0, 0, 1, 1);
		return [...canvas.getImageData(0, 0, 1, 1).data] as [number, number, number, number];
	};
	const luminance = (colour: string) => {
		const [red, green, blue] = channels(colour).map((value) => {
			const share = value / 255;
			return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
		}) as [number, number, number];
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const groundOf = (element: Element | null): string => {
		for (let each = element; each; each = each.parentElement) {
			const { backgroundColor } = getComputedStyle(each);
			if (channels(backgroundColor)[3] === 255) return backgroundColor;
		}
		return 'canvas';
	};
	const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(shown);
	const ring = outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
	const ground = groundOf(parseFloat(outlineOffset) < 0 ? shown : shown.parentElement);
	const [dark, light] = [luminance(outlineColor), luminance(ground)].sort((one, other) => one - other) as [
		number,
		number,
	];

	let stays = false;
	const path: string[] = [];
	for (let each: Element | null = shown; each; each = each.parentElement) {
		stays ||=
			['fixed', 'sticky'].includes(getComputedStyle(each).position) || each.matches('dialog, :popover-open');
		const siblings = each.parentElement ? [...each.parentElement.children] : [each];
		path.unshift(`${each.localName}:${siblings.indexOf(each)}`);
	}
	const { top, left } = shown.getBoundingClientRect();
	return {
		path: path.join(' '),
		order: [...document.querySelectorAll('*')].indexOf(active),
		kind: `${active.localName}.${active.classList.value}`,
		inText: active.closest('main') !== null && active.closest('nav') === null,
		top: top + (stays ? 0 : scrollY),
		left,
		scrolls: !stays,
		visible: points === 0 ? 0 : seen / points,
		ring,
		ringContrast: (light + 0.05) / (dark + 0.05),
	};
}
