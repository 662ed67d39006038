import { Terminal, type IBuffer, type IBufferCell } from '@xterm/headless';
import type { KeyFrame } from './key-frames.ts';
import type { Screen } from './player.ts';
import { watchState } from './terminal-state.ts';

/** Characters that are given to the terminal at once, at most and at least. */
const LARGEST_PIECE = 65_536;
const SMALLEST_PIECE = 256;
/** Milliseconds that the terminal may take for a piece; if it takes longer, the next ones are smaller, so that the page stays alive. */
const PIECE_TIME = 12;

/** Sequences that do something as often as their first parameter says, one by one: a hostile 2,147,483,647 would hang the page. */
const REPEATING = ['b', 'S', 'T', 'L', 'M', 'I', 'Z'];

/** What is still to be done, in its order: text to write, or a size to take. */
type Task = string | { cols: number; rows: number };

/**
 * A terminal without a screen, fed in order. What comes from a recording stays inside: no sequence opens a link,
 * reads or writes the clipboard, sets a title or rings, because nothing listens to what the terminal asks for.
 */
export interface Emulator extends Screen {
	readonly terminal: Terminal;
	/** Resolves when everything that was written has been taken in. */
	settled(): Promise<void>;
	/** Its state, to be restored later; `undefined` where it cannot be written down. */
	state(): string | undefined;
	/** Whether the program has the cursor shown. */
	isCursorVisible(): boolean;
	dispose(): void;
}

export interface EmulatorOptions {
	/** Columns. */
	cols: number;
	/** Rows. */
	rows: number;
	/** Lines of history. */
	history: number;
	/** Told after each piece that has been taken in. */
	onChange?: () => void;
}

export function createEmulator({ cols, rows, history, onChange = () => {} }: EmulatorOptions): Emulator {
	const terminal = new Terminal({ cols, rows, scrollback: history, allowProposedApi: true });
	for (const final of REPEATING) {
		// Taken for handled, and so passed over, where it goes beyond the whole screen.
		const isBeyond = ([count = 1]: (number | number[])[]) =>
			Number(count) > Math.max(terminal.cols, terminal.rows);
		terminal.parser.registerCsiHandler({ final }, isBeyond);
	}
	const stateReader = watchState(terminal);
	let tasks: Task[] = [];
	/** Whether a piece is with the terminal, which takes it in later. */
	let busy = false;
	let pieceSize = LARGEST_PIECE;
	let disposed = false;
	const waiting: (() => void)[] = [];

	const work = () => {
		if (busy || disposed) return;
		const task = tasks.shift();
		if (task === undefined) {
			for (const resolve of waiting.splice(0)) resolve();
		} else if (typeof task === 'string') {
			busy = true;
			const [piece, rest] = split(task, pieceSize);
			if (rest !== '') tasks.unshift(rest);
			const start = performance.now();
			terminal.write(piece, () => {
				busy = false;
				if (disposed) return;
				const slow = performance.now() - start > 2 * PIECE_TIME;
				pieceSize = slow ? Math.max(SMALLEST_PIECE, pieceSize / 4) : Math.min(LARGEST_PIECE, pieceSize * 2);
				onChange();
				work();
			});
		} else {
			terminal.resize(task.cols, task.rows);
			work();
		}
	};
	/** Whatever was still to be written is void. RIS, in its place in the stream, empties screen, history and modes. */
	const startFrom = (size: { cols: number; rows: number }, content: string) => {
		tasks = [RESET, size, content];
		work();
	};

	return {
		terminal,
		write(data) {
			const last = tasks.at(-1);
			if (typeof last === 'string' && last !== RESET && last.length + data.length < LARGEST_PIECE)
				tasks[tasks.length - 1] = last + data;
			else if (data !== '') tasks.push(data);
			work();
		},
		resize(toCols, toRows) {
			tasks.push({ cols: toCols, rows: toRows });
			work();
		},
		reset: (toCols, toRows) => startFrom({ cols: toCols, rows: toRows }, ''),
		restore: (frame: KeyFrame) => startFrom(frame, frame.content),
		settled: () =>
			new Promise((resolve) => {
				waiting.push(resolve);
				work();
			}),
		state: () => stateReader.read(),
		isCursorVisible: () => stateReader.isCursorVisible(),
		dispose() {
			disposed = true;
			terminal.dispose();
		},
	};
}

const RESET = '\u001Bc';

/** Never within a surrogate pair: each half would be shown as a character of its own. */
function split(text: string, size: number): [piece: string, rest: string] {
	if (text.length <= size) return [text, ''];
	const code = text.charCodeAt(size - 1);
	const at = code >= 0xd800 && code < 0xdc00 ? size - 1 : size;
	return [text.slice(0, at), text.slice(at)];
}

/** Whether two terminals hold the same in every cell, history and the screen behind an alternate one included, and have the cursor in the same place. */
export function sameScreen(one: Terminal, other: Terminal): boolean {
	return (
		one.buffer.active.type === other.buffer.active.type &&
		sameBuffer(one, one.buffer.active, other.buffer.active) &&
		sameBuffer(one, one.buffer.normal, other.buffer.normal)
	);
}

function sameBuffer({ cols }: Terminal, one: IBuffer, other: IBuffer): boolean {
	if (one.length !== other.length || one.cursorX !== other.cursorX || one.cursorY !== other.cursorY)
		return false;
	const [cellA, cellB] = [one.getNullCell(), other.getNullCell()];
	for (let row = 0; row < one.length; row++) {
		const [lineA, lineB] = [one.getLine(row)!, other.getLine(row)!];
		if (lineA.isWrapped !== lineB.isWrapped) return false;
		for (let column = 0; column < cols; column++)
			if (!sameCell(lineA.getCell(column, cellA)!, lineB.getCell(column, cellB)!)) return false;
	}
	return true;
}

function sameCell(one: IBufferCell, other: IBufferCell): boolean {
	return (
		// A cell that was never written to looks like a blank.
		(one.getChars() || ' ') === (other.getChars() || ' ') &&
		one.getFgColorMode() === other.getFgColorMode() &&
		one.getFgColor() === other.getFgColor() &&
		one.getBgColorMode() === other.getBgColorMode() &&
		one.getBgColor() === other.getBgColor() &&
		one.isBold() === other.isBold() &&
		one.isDim() === other.isDim() &&
		one.isItalic() === other.isItalic() &&
		one.isUnderline() === other.isUnderline() &&
		one.isInverse() === other.isInverse() &&
		one.isInvisible() === other.isInvisible() &&
		one.isStrikethrough() === other.isStrikethrough()
	);
}
