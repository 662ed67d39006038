import type { Colours } from './colours.ts';
import { SIZE } from './names.ts';
import type { PicturedCommand, Subject } from './subject.ts';
import type { Line, Typeface } from './typeface.ts';

/** What all pictures have in common. */
export interface Look {
	colours: Colours;
	/** The book's title, of which the small word is set back. */
	book: string;
	/** The drawing of the mark: what is inside of its SVG, 32 wide and high, in classes. */
	mark: string;
	/** For titles, and for text. */
	title: Typeface;
	text: Typeface;
	mono: Typeface;
}

const MARGIN = 72;
const MEASURE = SIZE.width - 2 * MARGIN;
const BAND = { height: 72, gap: 12, size: 25 };
/** The largest that has room is taken. */
const TITLE_SIZES = [104, 92, 80, 70];

/** A page's picture as SVG without fonts, in the look of the book by day: docs/look.md. */
export function pictureSvg(subject: Subject, look: Look): string {
	const { colours } = look;
	const isFirstPage = subject.title === look.book;
	const half = SIZE.width / 2;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}">`,
		rectangle(0, 0, SIZE.width, SIZE.height, colours('paper')),
		rectangle(0, 0, half, 10, colours('podman')),
		rectangle(half, 0, half, 10, colours('docker')),
		mark(look, isFirstPage ? 88 : 60),
		...(isFirstPage ? [] : [bookTitle(look, MARGIN + 60 + 20, 108)]),
		...head(subject, look),
		...(subject.commands.length > 0
			? bands(subject.commands, look)
			: [description(subject.description, look)]),
		'</svg>',
	].join('\n');
}

function mark({ mark, colours }: Look, size: number): string {
	const style = ['podman', 'docker']
		.map((engine) => `.${engine}{fill:${colours(engine)};stroke:${colours(engine)}}`)
		.concat(`.sign{stroke:${colours('paper')}}`)
		.join('');
	return `<svg x="${MARGIN}" y="${98 - size / 2}" width="${size}" height="${size}" viewBox="0 0 32 32" stroke-linejoin="round" stroke-linecap="round"><style>${style}</style>${mark}</svg>`;
}

function bookTitle({ book, title, text, colours }: Look, x: number, y: number): string {
	const [before, after] = book.split(' by ');
	let at = x;
	return [
		[title(`${before!} `, 32), 'ink'] as const,
		[text('by ', 32), 'soft'] as const,
		[title(after!, 32), 'ink'] as const,
	]
		.map(([line, colour]) => {
			const svg = put(line, at, y, colours(colour));
			at += line.width;
			return svg;
		})
		.join('');
}

/** The title in as many lines as it needs, over what is at the foot; the label above it. */
function head({ label, title }: Subject, { colours, mono, title: face }: Look): string[] {
	const { lines, size } = fitted(title, face);
	const last = 358;
	return [
		put(mono(label, 26), MARGIN, last - size * (1.02 + (lines.length - 1) * 1.08), colours('faint')),
		...lines.map((line, index) =>
			put(line, MARGIN - size * 0.03, last - (lines.length - 1 - index) * size * 1.08, colours('ink')),
		),
	];
}

function fitted(title: string, face: Typeface): { lines: Line[]; size: number } {
	for (const size of TITLE_SIZES) {
		const lines = wrapped(title, (text) => face(text, size, -0.02));
		if (lines.length === 1 || size * lines.length <= 2 * TITLE_SIZES.at(-1)!) return { lines, size };
	}
	throw new Error(
		`“${title}” has no room on a picture: expected at most two lines at ${TITLE_SIZES.at(-1)!} px`,
	);
}

/** Lines of words, none of them wider than the measure. */
function wrapped(text: string, set: (text: string) => Line): Line[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const longer = lines.length > 0 ? `${lines.at(-1)!} ${word}` : word;
		if (lines.length > 0 && set(longer).width <= MEASURE) lines[lines.length - 1] = longer;
		else lines.push(word);
	}
	return lines.map(set);
}

function bands(commands: readonly PicturedCommand[], { colours, mono }: Look): string[] {
	const { height, gap, size } = BAND;
	return commands.map(({ engine, text }, index) => {
		const top = 418 + index * (height + gap);
		const base = top + height / 2 + size * 0.34;
		return [
			rectangle(MARGIN, top, MEASURE, height, colours(`${engine}-wash`)),
			rectangle(MARGIN, top, 6, height, colours(engine)),
			put(mono('$', size), MARGIN + 32, base, colours(engine)),
			put(mono(text, size), MARGIN + 62, base, colours('ink')),
		].join('');
	});
}

function description(text: string, { colours, text: face }: Look): string {
	const size = 36;
	const lines = wrapped(text, (line) => face(line, size));
	return lines.map((line, index) => put(line, MARGIN, 456 + index * size * 1.4, colours('soft'))).join('');
}

function put({ svg }: Line, x: number, y: number, colour: string): string {
	return `<g transform="translate(${x} ${Number(y.toFixed(2))})" fill="${colour}">${svg}</g>`;
}

function rectangle(x: number, y: number, width: number, height: number, fill: string): string {
	return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}"/>`;
}
