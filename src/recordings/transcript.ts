import headless from '@xterm/headless';
import type { IBufferCell, IBufferLine, Terminal } from '@xterm/headless';
import type { Cast } from './asciicast.ts';

/** How a run of characters looks. Colours are indexes of the terminal's palette (0 to 255) or `#rrggbb`. */
export interface Style {
	foreground?: number | string;
	background?: number | string;
	bold?: true;
	dim?: true;
	italic?: true;
	underline?: true;
	inverse?: true;
}

/** Neighbouring characters of one look. */
export interface Span {
	text: string;
	style: Style;
}

/** One line as the program printed it: what the terminal wrapped is joined again. */
export type Line = Span[];

/** A line typed into the program that a command started, and what came of it. */
export interface Exchange {
	input: string;
	output: Line[];
}

/** What one command printed, as the screen stood when it ended. */
export interface StepTranscript {
	command: string;
	/** Without the blank lines at its end. In an interactive program: what came before its first prompt. */
	output: Line[];
	exchanges: Exchange[];
	exitStatus: number;
	/** Seconds since the start of the recording, at which the command is typed. */
	time: number;
}

export interface Transcript {
	steps: StepTranscript[];
	/** All lines of the screen and its history, as text, at the end of the recording. */
	screen: string[];
}

/** Lines of history that are kept; a recording that prints more is refused. */
const SCROLLBACK = 20_000;
/** OSC 133 are the marks of shell integration that the recorder's shell prints: C before a command's output, D;status after it. */
const SHELL_MARK = 133;
/** Carries a marker of the cast through the terminal, so that it meets the cursor where it stood. Not in use elsewhere. */
const CAST_MARK = 7_133;

const INTERRUPT = '^C';

/** Where a command's output starts, and where lines are typed into it: absolute rows. */
interface StepPlaces {
	command: string;
	time: number;
	outputRow?: number;
	inputs: { text: string; row: number }[];
	/** Read off the screen as soon as the command has ended: a later one may clear it. */
	transcript?: StepTranscript;
}

/** The cursor when a command ended: in column 0, unless its last line had no newline. */
interface End {
	row: number;
	column: number;
}

/**
 * Plays a recording into a terminal without a screen and reads off what each command left on it. Progress
 * bars, cursor moves and colours are therefore what a reader's terminal would show in the end.
 *
 * @throws {Error} when a command of the recording has no end, or the recording prints too many lines
 */
export async function transcribe(cast: Cast): Promise<Transcript> {
	const terminal = new headless.Terminal({
		cols: cast.cols,
		rows: cast.rows,
		scrollback: SCROLLBACK,
		allowProposedApi: true,
	});
	const places = notePlaces(terminal, cast);
	await write(terminal, cast);
	const buffer = terminal.buffer.normal;
	if (buffer.length >= SCROLLBACK + cast.rows)
		throw new Error(`the recording prints more than ${SCROLLBACK} lines`);
	const steps = places.map(({ command, transcript }) => {
		if (!transcript) throw new Error(`the recording ends before “${command}” has ended`);
		return transcript;
	});
	const screen = readLines(terminal, 0, { row: buffer.baseY + buffer.cursorY + 1, column: 0 }).map(textOf);
	terminal.dispose();
	return { steps, screen };
}

export function textOf(line: Line): string {
	return line.map(({ text }) => text).join('');
}

/** Everything that a step printed, the answers within its session included, as text. */
export function printedBy(step: StepTranscript): string {
	const lines = [...step.output, ...step.exchanges.flatMap(({ output }) => output)];
	return lines.map(textOf).join('\n');
}

function notePlaces(terminal: Terminal, cast: Cast): StepPlaces[] {
	const places: StepPlaces[] = [];
	const markers = cast.events.filter(({ code }) => code === 'm');
	const row = () => terminal.buffer.normal.baseY + terminal.buffer.normal.cursorY;
	const running = () => places.at(-1)?.outputRow !== undefined && !places.at(-1)!.transcript;
	terminal.parser.registerOscHandler(CAST_MARK, (data) => {
		const { data: text, time } = markers[Number(data)]!;
		if (!running()) places.push({ command: text, time, inputs: [] });
		else if (text !== INTERRUPT) places.at(-1)!.inputs.push({ text, row: row() });
		return true;
	});
	terminal.parser.registerOscHandler(SHELL_MARK, (data) => {
		const place = places.at(-1);
		if (data.startsWith('C') && place?.outputRow === undefined && place) place.outputRow = row();
		if (data.startsWith('D;') && running()) {
			const end = { row: row(), column: terminal.buffer.normal.cursorX };
			place!.transcript = readStep(terminal, place!, end, Number(data.slice(2)));
		}
		return true;
	});
	// ED: a command that clears the screen (2) prints from its top, one that clears the history (3) moves all rows up.
	terminal.parser.registerCsiHandler({ final: 'J' }, ([mode]) => {
		if (running() && terminal.buffer.active.type === 'normal') moveRows(places.at(-1)!, mode, terminal);
		return false;
	});
	return places;
}

function moveRows(place: StepPlaces, mode: number | number[] | undefined, terminal: Terminal): void {
	const top = terminal.buffer.normal.baseY;
	const moved = (row: number) =>
		mode === 2 ? Math.min(row, top) : mode === 3 ? Math.max(row - top, 0) : row;
	place.outputRow = moved(place.outputRow!);
	for (const input of place.inputs) input.row = moved(input.row);
}

function readStep(terminal: Terminal, place: StepPlaces, end: End, exitStatus: number): StepTranscript {
	const { command, time, inputs, outputRow } = place;
	const ends = [...inputs.map(({ row }) => ({ row, column: 0 })), end];
	return {
		command,
		time,
		exitStatus,
		output: readLines(terminal, outputRow!, ends[0]!),
		exchanges: inputs.map((input, index) => ({
			input: input.text,
			// The first line is the program's prompt with what was typed at it.
			output: readLines(terminal, input.row, ends[index + 1]!).slice(1),
		})),
	};
}

async function write(terminal: Terminal, cast: Cast): Promise<void> {
	let marker = 0;
	for (const { code, data } of cast.events) {
		if (code === 'o') terminal.write(data);
		if (code === 'm') terminal.write(`\u001B]${CAST_MARK};${marker++}\u0007`);
		if (code === 'r') {
			const [cols, rows] = data.split('x').map(Number);
			await flush(terminal);
			terminal.resize(cols!, rows!);
		}
	}
	await flush(terminal);
}

function flush(terminal: Terminal): Promise<void> {
	return new Promise((resolve) => {
		terminal.write('', resolve);
	});
}

/** The lines from row `from` up to the place `to`, which is not included; blank ones at the end are left out. */
function readLines(terminal: Terminal, from: number, to: End): Line[] {
	const lines: Line[] = [];
	const lastRow = to.column > 0 ? to.row : to.row - 1;
	for (let row = from; row <= lastRow; row++) {
		const bufferLine = terminal.buffer.normal.getLine(row);
		if (!bufferLine) break;
		const columns = row === to.row ? to.column : bufferLine.length;
		const spans = readSpans(bufferLine, columns);
		if (bufferLine.isWrapped && lines.length > 0) lines.at(-1)!.push(...spans);
		else lines.push(spans);
	}
	while (lines.length > 0 && textOf(lines.at(-1)!).trim() === '') lines.pop();
	return lines;
}

/** Leaves out the empty cells at the end: nothing was printed to them, or a wide character did not fit. */
function readSpans(line: IBufferLine, columns: number): Span[] {
	const spans: Span[] = [];
	const end = lastUsedColumn(line, columns);
	for (let column = 0; column < end; column++) {
		const cell = line.getCell(column)!;
		if (cell.getWidth() === 0) continue; // the second half of a wide character
		const text = cell.getChars() || ' ';
		const style = styleOf(cell);
		const last = spans.at(-1);
		if (last && sameStyle(last.style, style)) last.text += text;
		else spans.push({ text, style });
	}
	return spans;
}

function lastUsedColumn(line: IBufferLine, columns: number): number {
	let end = columns;
	while (end > 0 && line.getCell(end - 1)!.getChars() === '') end--;
	return end;
}

function styleOf(cell: IBufferCell): Style {
	const style: Style = {};
	if (!cell.isFgDefault()) style.foreground = colour(cell.getFgColor(), cell.isFgRGB());
	if (!cell.isBgDefault()) style.background = colour(cell.getBgColor(), cell.isBgRGB());
	if (cell.isBold()) style.bold = true;
	if (cell.isDim()) style.dim = true;
	if (cell.isItalic()) style.italic = true;
	if (cell.isUnderline()) style.underline = true;
	if (cell.isInverse()) style.inverse = true;
	return style;
}

/** Keys are always set in the order above, so equal styles have equal texts. */
function sameStyle(one: Style, other: Style): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}

function colour(value: number, isRgb: boolean): number | string {
	return isRgb ? `#${value.toString(16).padStart(6, '0')}` : value;
}
