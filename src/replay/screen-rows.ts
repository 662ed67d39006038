import type { IBufferCell, IBufferLine } from '@xterm/headless';

/** How a run of cells looks. Colours: index of the palette, `#rrggbb` as a number beyond it, or the terminal's own. */
export interface Look {
	foreground: Colour;
	background: Colour;
	bold: boolean;
	dim: boolean;
	italic: boolean;
	underline: boolean;
	strikethrough: boolean;
	inverse: boolean;
	invisible: boolean;
	/** The cursor stands on it. */
	cursor: boolean;
}

export type Colour =
	{ kind: 'default' } | { kind: 'palette'; index: number } | { kind: 'rgb'; value: number };

/** Neighbouring cells of one look. */
export interface Run {
	text: string;
	/** Columns that it takes, where the text alone might not take just these; 0 where it does. */
	width: number;
	look: Look;
}

const DEFAULT: Colour = { kind: 'default' };

/** Characters that every monospaced font has in the width of a cell: Latin, and lines and blocks for drawing. */

const CERTAIN = /^[\u0000-\u024F\u2018-\u2026\u2500-\u259F]*$/u;

/**
 * Reads a row of a terminal, up to its last used cell.
 *
 * @param cell is used again and again, so that none is made for each
 * @param cursor its column, or -1
 */
export function runsOf(line: IBufferLine, cell: IBufferCell, cursor: number): Run[] {
	const runs: Run[] = [];
	let previous = '';
	const end = Math.max(lastUsed(line, cell), cursor + 1);
	for (let column = 0; column < end; column++) {
		line.getCell(column, cell);
		const width = cell.getWidth();
		if (width === 0) continue; // the second half of a wide character
		const text = cell.getChars() || ' ';
		const isCursor = column === cursor;
		const key = keyOf(cell, isCursor);
		const isCertain = width === 1 && CERTAIN.test(text);
		const last = runs.at(-1);
		if (last && isCertain && last.width === 0 && key === previous) last.text += text;
		else runs.push({ text, width: isCertain ? 0 : width, look: lookOf(cell, isCursor) });
		previous = key;
	}
	return runs;
}

function lastUsed(line: IBufferLine, cell: IBufferCell): number {
	let end = line.length;
	while (end > 0) {
		line.getCell(end - 1, cell);
		if (cell.getChars() !== '' || cell.getWidth() === 0 || !cell.isBgDefault() || cell.isInverse()) break;
		end--;
	}
	return end;
}

/** Equal for cells of one look. */
function keyOf(cell: IBufferCell, isCursor: boolean): string {
	return `${cell.getFgColorMode()},${cell.getFgColor()},${cell.getBgColorMode()},${cell.getBgColor()},${cell.isBold()},${cell.isDim()},${cell.isItalic()},${cell.isUnderline()},${cell.isStrikethrough()},${cell.isInverse()},${cell.isInvisible()},${isCursor}`;
}

function lookOf(cell: IBufferCell, cursor: boolean): Look {
	return {
		foreground: colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor()),
		background: colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor()),
		bold: cell.isBold() !== 0,
		dim: cell.isDim() !== 0,
		italic: cell.isItalic() !== 0,
		underline: cell.isUnderline() !== 0,
		strikethrough: cell.isStrikethrough() !== 0,
		inverse: cell.isInverse() !== 0,
		invisible: cell.isInvisible() !== 0,
		cursor,
	};
}

function colour(isDefault: boolean, isRgb: boolean, value: number): Colour {
	if (isDefault) return DEFAULT;
	return isRgb ? { kind: 'rgb', value } : { kind: 'palette', index: value };
}
