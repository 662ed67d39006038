import { Terminal, type ITheme } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import type { Cast } from '../recordings/asciicast.ts';
import type { Screen } from './player.ts';

/** Pixels: below this size text is scrolled sideways rather than made smaller still. */
const SMALLEST_TEXT = 11;
/** Beyond so many rows a recording scrolls inside the terminal rather than in the box around it. */
const MOST_ROWS = 1000;

export interface TerminalView extends Screen {
	/** Every line of the screen and its history, what was wrapped joined again, without blank lines at the end. */
	text(): string;
	dispose(): void;
}

/**
 * Shows a recording in xterm. The terminal is as tall as the recording needs in all, and the box around it
 * scrolls: so touch, wheel and page zoom work as on any other text.
 *
 * @param box what the terminal is put into; it scrolls
 */
export async function openTerminal(box: HTMLElement, cast: Cast): Promise<TerminalView> {
	const style = getComputedStyle(box);
	const terminal = new Terminal({
		cols: cast.cols,
		rows: cast.rows,
		scrollback: MOST_ROWS,
		fontFamily: style.fontFamily,
		fontSize: parseFloat(style.fontSize),
		lineHeight: 1.35,
		disableStdin: true,
		cursorBlink: false,
		cursorInactiveStyle: 'block',
		minimumContrastRatio: 4.5,
		theme: themeOf(box),
	});
	terminal.open(box);
	// Nothing is typed into it: out of the tab order, or Tab would never leave it (xterm takes it for input).
	terminal.textarea!.tabIndex = -1;
	terminal.textarea!.readOnly = true;
	terminal.attachCustomKeyEventHandler(() => false);
	terminal.attachCustomWheelEventHandler(() => false);

	fitWidth(terminal, box);
	// Until it has had the focus xterm draws no cursor; a visit to the alternate screen counts as well.
	terminal.write('\u001B[?47h\u001B[?47l');

	const extraRows = await rowsNeeded(terminal, cast);
	const resize = (cols: number, rows: number) => terminal.resize(cols, rows + extraRows);
	resize(cast.cols, cast.rows);
	terminal.reset();

	const themeChange = new MutationObserver(() => (terminal.options.theme = themeOf(box)));
	themeChange.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-engine'] });
	return {
		reset: () => terminal.reset(),
		write: (data) => terminal.write(data, () => followCursor(box, terminal)),
		resize,
		text: () => textOf(terminal),
		dispose() {
			themeChange.disconnect();
			terminal.dispose();
		},
	};
}

/** Makes the text so much smaller, within reason, that all columns find room in the box. */
function fitWidth(terminal: Terminal, box: HTMLElement): void {
	const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(box);
	const room = box.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
	const needed = terminal.element!.querySelector('.xterm-screen')!.clientWidth;
	const size = terminal.options.fontSize!;
	// Rounded down to a tenth: letters are laid out in whole device pixels, and a hair too wide is too wide.
	const fitting = Math.floor(((size * room) / needed) * 10) / 10;
	if (fitting < size) terminal.options.fontSize = Math.max(SMALLEST_TEXT, fitting);
}

/** Plays everything once, unseen, to learn how many rows scroll off the top. */
async function rowsNeeded(terminal: Terminal, { events }: Cast): Promise<number> {
	for (const { code, data } of events) if (code === 'o') terminal.write(data);
	await new Promise<void>((resolve) => {
		terminal.write('', resolve);
	});
	return Math.min(MOST_ROWS, terminal.buffer.normal.baseY);
}

/** Scrolls the box so far that the line of the cursor can be seen, and no further. */
function followCursor(box: HTMLElement, terminal: Terminal): void {
	const rowHeight = terminal.element!.clientHeight / terminal.rows;
	const bottom = (terminal.buffer.active.cursorY + 1) * rowHeight;
	if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
	if (bottom - rowHeight < box.scrollTop) box.scrollTop = bottom - rowHeight;
}

function textOf(terminal: Terminal): string {
	const buffer = terminal.buffer.normal;
	const lines: string[] = [];
	for (let row = 0; row < buffer.length; row++) {
		const line = buffer.getLine(row)!;
		const wrapsOn = buffer.getLine(row + 1)?.isWrapped ?? false;
		const text = line.translateToString(!wrapsOn);
		if (line.isWrapped) lines.push(lines.pop()! + text);
		else lines.push(text);
	}
	return lines.join('\n').trimEnd();
}

/** The page's own colours, as its style sheet has them for the theme of the moment. */
function themeOf(element: HTMLElement): ITheme {
	const style = getComputedStyle(element);
	const colour = (name: string) => style.getPropertyValue(name).trim();
	const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
	const theme: ITheme = {
		foreground: colour('--terminal-text'),
		background: colour('--terminal-background'),
		cursor: colour('--terminal-text'),
		cursorAccent: colour('--terminal-background'),
		selectionBackground: colour('--terminal-selection'),
	};
	for (const [index, name] of names.entries()) {
		theme[name] = colour(`--ansi-${index}`);
		theme[`bright${name[0]!.toUpperCase()}${name.slice(1)}` as `brightRed`] = colour(`--ansi-${index + 8}`);
	}
	return theme;
}
