import type { IBuffer, IMarker, Terminal } from '@xterm/headless';
import { createPalette, type Palette } from './palette.ts';
import { runsOf, type Run } from './screen-rows.ts';

/** A terminal in the page, as text. */
export interface ScreenView {
	/** Scrolls; holds a row for each line of history and screen. It takes font and size from where it is put. */
	element: HTMLElement;
	/** Paints in the next frame what has changed; however often it is called, once. */
	invalidate(): void;
	/** Paints now what has changed. */
	paint(): void;
	/** Every line of the screen and its history, what was wrapped joined again, without blank lines at the end. */
	text(): string;
	/** Follows the terminal no more; what it shows stays. */
	dispose(): void;
}

/** A row, and what it shows. */
interface Row {
	element: HTMLElement;
	/** The runs as text, to be held against what a row should show. */
	shown: string;
}

/** Pixels within which the reader still counts as being at the end. */
const NEAR_END = 4;

/** @param isCursorVisible whether the program in the terminal has the cursor shown */
export function createScreenView(terminal: Terminal, isCursorVisible: () => boolean): ScreenView {
	const element = document.createElement('div');
	element.className = 'terminal';
	// It scrolls by touch, wheel and the player's keys. As a tab stop it would be one without a name.
	element.tabIndex = -1;
	const palette = createPalette(element);
	const cell = terminal.buffer.active.getNullCell();
	const rows: Row[] = [];
	/** Where things stood at the last paint, so that history that cannot have changed is not read again. */
	let last:
		| {
				type: IBuffer['type'];
				cols: number;
				length: number;
				base: number;
				marker: IMarker | undefined;
				line: number;
		  }
		| undefined;
	let frame = 0;
	let cursorRow: Row | undefined;

	const paintRow = (row: Row, buffer: IBuffer, index: number, cursor: number) => {
		const runs = runsOf(buffer.getLine(index)!, cell, cursor);
		const shown = JSON.stringify(runs);
		if (shown === row.shown) return;
		row.shown = shown;
		row.element.replaceChildren(...runs.map((run) => nodeOf(run, palette)));
	};

	/** Drops the rows that have left the history at its top. @returns the first row that must be read again */
	const keepHistory = (buffer: IBuffer): number => {
		if (last?.type !== buffer.type || last.cols !== terminal.cols || buffer.length < last.length) return 0;
		const { marker } = last;
		if (!marker || marker.isDisposed) return 0;
		const trimmed = last.line - marker.line;
		if (trimmed < 0 || trimmed > last.base) return 0;
		for (const { element: gone } of rows.splice(0, trimmed)) gone.remove();
		const first = last.base - trimmed;
		// Lines that were moved about look like lines that were trimmed: the last one of the history must be what it was.
		const known = rows[first - 1];
		const isSame = !known || known.shown === JSON.stringify(runsOf(buffer.getLine(first - 1)!, cell, -1));
		return isSame ? first : 0;
	};

	const paint = () => {
		cancelAnimationFrame(frame);
		frame = 0;
		const buffer = terminal.buffer.active;
		const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - NEAR_END;
		const from = keepHistory(buffer);
		while (rows.length > buffer.length) rows.pop()!.element.remove();
		if (rows.length < buffer.length)
			element.append(...moreRows(rows, buffer.length).map((row) => row.element));
		const cursorAt = buffer.baseY + buffer.cursorY;
		for (let index = from; index < buffer.length; index++) {
			const isHere = index === cursorAt && isCursorVisible();
			paintRow(rows[index]!, buffer, index, isHere ? Math.min(buffer.cursorX, terminal.cols - 1) : -1);
		}
		cursorRow = rows[cursorAt];
		last?.marker?.dispose();
		const marker = buffer.type === 'normal' ? terminal.registerMarker(0) : undefined;
		last = {
			type: buffer.type,
			cols: terminal.cols,
			length: buffer.length,
			base: buffer.baseY,
			marker,
			line: marker?.line ?? 0,
		};
		if (isAtEnd) showCursor();
	};

	/** Scrolls down so far that the row of the cursor can be seen, and no further. */
	const showCursor = () => {
		if (!cursorRow) return;
		const { offsetTop, offsetHeight } = cursorRow.element;
		const bottom = offsetTop - element.offsetTop + offsetHeight;
		const top = bottom - offsetHeight;
		if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
		else if (top < element.scrollTop) element.scrollTop = top;
	};

	const themeChange = new MutationObserver(() => {
		palette.refresh();
		for (const row of rows) row.shown = '';
		last = undefined;
		paint();
	});
	themeChange.observe(document.documentElement, {
		attributeFilter: ['data-theme', 'data-engine', 'class', 'style'],
	});

	return {
		element,
		paint,
		invalidate: () => (frame ||= requestAnimationFrame(paint)),
		text: () => textOf(terminal),
		dispose() {
			cancelAnimationFrame(frame);
			themeChange.disconnect();
		},
	};
}

function moreRows(rows: Row[], count: number): Row[] {
	const first = rows.length;
	while (rows.length < count) {
		const element = document.createElement('div');
		element.className = 'row';
		rows.push({ element, shown: '[]' });
	}
	return rows.slice(first);
}

/** Text goes in as text, and styles through the object model: a recording is not trusted, and a policy may forbid style attributes. */
function nodeOf({ text, width, look }: Run, palette: Palette): Node {
	const { text: colour, background } = palette.paintOf(look);
	const marks = (['bold', 'italic', 'underline', 'strikethrough', 'invisible', 'cursor'] as const).filter(
		(name) => look[name],
	);
	const classes = [...marks, ...(width > 0 ? ['cell'] : []), ...(width > 1 ? ['wide'] : [])];
	if (colour === undefined && background === undefined && classes.length === 0)
		return document.createTextNode(text);
	const span = document.createElement('span');
	span.className = classes.join(' ');
	span.textContent = text;
	if (colour !== undefined) span.style.setProperty('color', colour);
	if (background !== undefined) span.style.setProperty('background-color', background);
	return span;
}

function textOf(terminal: Terminal): string {
	const buffer = terminal.buffer.active;
	const lines: string[] = [];
	for (let row = 0; row < buffer.length; row++) {
		const line = buffer.getLine(row)!;
		const wrapsOn = buffer.getLine(row + 1)?.isWrapped ?? false;
		const text = line.translateToString(!wrapsOn);
		if (line.isWrapped && lines.length > 0) lines.push(lines.pop()! + text);
		else lines.push(text);
	}
	return lines.join('\n').trimEnd();
}
