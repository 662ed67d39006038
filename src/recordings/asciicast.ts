/**
 * asciicast, the format of asciinema: one JSON value a line, a header, then events.
 * Version 3, which the recorder writes: https://docs.asciinema.org/manual/asciicast/v3/
 * Version 2, which is read too: https://docs.asciinema.org/manual/asciicast/v2/
 * Version 1, one JSON object, is read as well: https://docs.asciinema.org/manual/asciicast/v1/
 */

/**
 * What an event is: `o` output of the terminal, `i` input, `m` marker, `r` resize, `x` exit.
 * The format lets others be; readers pass over codes that they do not know.
 */
export type EventCode = 'o' | 'i' | 'm' | 'r' | 'x';

export interface CastEvent {
	/** Seconds since the start of the recording. */
	time: number;
	code: EventCode;
	/** Output text, marker label, `COLSxROWS`, or exit status. */
	data: string;
}

export interface Cast {
	/** Columns. */
	cols: number;
	/** Rows. */
	rows: number;
	/** Seconds: a reader shortens silences that are longer. */
	idleTimeLimit: number | undefined;
	/** The header as it stands in the file, fields of our own included. */
	header: Readonly<Record<string, unknown>>;
	events: CastEvent[];
}

/** A recording that cannot be read: where, what was expected there, what was found. */
export class CastError extends Error {
	override name = 'CastError';
	/** From 1. */
	readonly line: number;
	/** Characters, from 1. */
	readonly column: number;
	readonly expected: string;
	/** An excerpt, without control characters. */
	readonly found: string;

	constructor(line: number, column: number, expected: string, found: string) {
		super(`line ${line}, column ${column}: expected ${expected}, found ${found}`);
		this.line = line;
		this.column = column;
		this.expected = expected;
		this.found = found;
	}
}

/**
 * What a recording may be at most. A recording comes from anywhere, so that a reader must not be led to use up
 * memory: each bound is far beyond what people record, and within what a browser's tab bears.
 */
export const BOUNDS = {
	/** Characters in all. */
	size: 64 * 1024 * 1024,
	/** Characters of one line. */
	line: 4 * 1024 * 1024,
	events: 2_000_000,
	/** Seconds: thirty days. */
	duration: 30 * 24 * 60 * 60,
	/** Columns or rows. */
	cells: 1000,
} as const;

const EVENT_CODES: ReadonlySet<string> = new Set<EventCode>(['o', 'i', 'm', 'r', 'x']);

/**
 * Reads a recording as it arrives, in pieces of any length.
 * Comments, empty lines and event codes that it does not know are passed over.
 */
export class CastReader {
	#pieces: string[] = [];
	/** Characters of the pieces, and of everything so far. */
	#waiting = 0;
	#size = 0;
	#line = 0;
	#header: Header | undefined;
	/** Version 1, and a file whose first line is no header, are read as a whole. */
	#isWhole = false;
	#events: CastEvent[] = [];
	#now = 0;

	/**
	 * Takes the next piece of text.
	 *
	 * @throws {CastError} as soon as something is wrong, or too large
	 */
	push(text: string): void {
		// A byte order mark is no part of the text.
		const piece = this.#size === 0 && text.startsWith('\uFEFF') ? text.slice(1) : text;
		this.#size += piece.length;
		if (this.#size > BOUNDS.size) throw this.#fault(1, `at most ${BOUNDS.size} characters`, 'more than that');
		let start = 0;
		for (let end = piece.indexOf('\n'); end >= 0 && !this.#isWhole; end = piece.indexOf('\n', start)) {
			const line = this.#take(piece.slice(start, end));
			start = end + 1;
			// What is read as a whole keeps its first line.
			if (this.#read(line) === 'whole') this.#keep(`${line}\n`);
		}
		this.#keep(piece.slice(start));
		if (!this.#isWhole && this.#waiting > BOUNDS.line)
			throw this.#fault(BOUNDS.line + 1, `at most ${BOUNDS.line} characters in a line`, 'more than that', 1);
	}

	/**
	 * The recording, once all of it has been pushed.
	 *
	 * @throws {CastError} when the end is missing
	 */
	end(): Cast {
		const rest = this.#take('');
		if (!this.#isWhole && (rest !== '' || this.#line === 0)) this.#read(rest);
		if (this.#isWhole) return this.#end1(rest);
		const { cols, rows, object } = this.#header!;
		return { cols, rows, idleTimeLimit: limitOf(object), header: object, events: this.#events };
	}

	#keep(text: string): void {
		if (text !== '') this.#pieces.push(text);
		this.#waiting += text.length;
	}

	/** What has been kept, and this. */
	#take(text: string): string {
		this.#pieces.push(text);
		const all = this.#pieces.join('');
		this.#pieces = [];
		this.#waiting = 0;
		return all;
	}

	#read(line: string): 'line' | 'whole' {
		this.#line++;
		if (line.length > BOUNDS.line)
			throw this.#fault(BOUNDS.line + 1, `at most ${BOUNDS.line} characters in a line`, 'more than that');
		if (!this.#header) this.#readHeader(line);
		else if (line.trim() !== '' && !line.startsWith('#')) this.#readEvent(line, this.#header.version);
		return this.#isWhole ? 'whole' : 'line';
	}

	#readHeader(line: string): void {
		const opening = line.trim();
		// Version 1 may be laid out over many lines: the first one is then no JSON by itself.
		if (opening === '{' || (opening.startsWith('{') && !opening.endsWith('}'))) {
			this.#isWhole = true;
			return;
		}
		const object = asObject(this.#json(line));
		if (!object) throw this.#fault(1, 'an object', excerpt(line));
		if (object['version'] === 1) {
			this.#isWhole = true;
			return;
		}
		this.#header = this.#headerOf(object, line);
	}

	#headerOf(object: Record<string, unknown>, text: string): Header {
		const { version } = object;
		if (version !== 1 && version !== 2 && version !== 3)
			throw this.#fault(
				columnOf(text, 'version'),
				'a header with version 1, 2 or 3',
				`version ${shown(version)}`,
			);
		const term = version === 3 ? asObject(object['term']) : object;
		if (!term) throw this.#fault(columnOf(text, 'term'), 'term to be an object', shown(object['term']));
		const [cols, rows] = version === 3 ? ['cols', 'rows'] : ['width', 'height'];
		const size = (name: string) => {
			const value = term[name];
			if (isSize(value)) return value;
			throw this.#fault(columnOf(text, name), `${name} from 1 to ${BOUNDS.cells}`, shown(value));
		};
		return { version, cols: size(cols), rows: size(rows), object };
	}

	#readEvent(line: string, version: 1 | 2 | 3): void {
		const value = this.#json(line);
		const wrong = (index: number, expected: string) =>
			this.#fault(columnOfElement(line, index), expected, shown(Array.isArray(value) ? value[index] : value));
		if (!Array.isArray(value)) throw this.#fault(1, 'an event [seconds, code, text]', shown(value));
		const [time, code, data] = value as unknown[];
		if (!isSeconds(time)) throw wrong(0, 'seconds, not negative');
		if (typeof code !== 'string') throw wrong(1, 'the code of an event');
		if (typeof data !== 'string') throw wrong(2, 'text');
		// Version 2 counts from the start, version 3 from the event before (one that is passed over as well).
		const now = version === 2 ? time : this.#now + time;
		if (now > BOUNDS.duration) throw wrong(0, `no more than ${BOUNDS.duration} seconds in all`);
		this.#now = now;
		if (code === 'r' && !isResize(data)) throw wrong(2, `COLSxROWS, each from 1 to ${BOUNDS.cells}`);
		if (EVENT_CODES.has(code)) this.#add({ time: now, code: code as EventCode, data });
	}

	#add(event: CastEvent): void {
		if (this.#events.length >= BOUNDS.events)
			throw this.#fault(1, `at most ${BOUNDS.events} events`, 'more than that');
		this.#events.push(event);
	}

	/** Version 1: one object, with its outputs as `[seconds since the one before, text]`. */
	#end1(text: string): Cast {
		this.#line = 1;
		const object = asObject(this.#json(text));
		if (!object) throw this.#fault(1, 'an object', excerpt(text));
		const { version, cols, rows } = this.#headerOf(object, text.split('\n').length > 1 ? '' : text);
		// A header that runs over several lines is no header of the later versions.
		if (version !== 1) throw this.#fault(1, 'the header on one line', `version ${version} over several`);
		const outputs = object['stdout'];
		if (!Array.isArray(outputs))
			throw this.#fault(columnOf(text, 'stdout'), 'stdout to be a list', shown(outputs));
		for (const [index, output] of (outputs as unknown[]).entries()) {
			const [delay, data] = Array.isArray(output) ? (output as unknown[]) : [];
			if (!isSeconds(delay) || typeof data !== 'string' || this.#now + delay > BOUNDS.duration)
				throw this.#fault(
					columnOf(text, 'stdout'),
					`output ${index + 1} to be [seconds, text]`,
					shown(output),
				);
			this.#now += delay;
			this.#add({ time: this.#now, code: 'o', data });
		}
		const header = { ...object };
		delete header['stdout'];
		return { cols, rows, idleTimeLimit: undefined, header, events: this.#events };
	}

	#json(text: string): unknown {
		try {
			return JSON.parse(text);
		} catch (error) {
			const { line, column } = placeOfError(text, (error as Error).message);
			throw this.#fault(
				column,
				'JSON',
				text.trim() === '' ? 'an empty line' : excerpt(text.slice(0, 80)),
				line - 1,
			);
		}
	}

	/** @param further lines after the one that is read */
	#fault(column: number, expected: string, found: string, further = 0): CastError {
		return new CastError(Math.max(1, this.#line) + further, column, expected, found);
	}
}

interface Header {
	version: 1 | 2 | 3;
	cols: number;
	rows: number;
	object: Record<string, unknown>;
}

/**
 * Reads a recording that is there as a whole.
 *
 * @throws {CastError} naming line, column, what was expected and what was found
 */
export function parseCast(text: string): Cast {
	const reader = new CastReader();
	reader.push(text);
	return reader.end();
}

/** Writes version 3. Intervals have three decimals; what rounding loses is carried on, so times do not drift. */
export function formatCast(cast: Cast): string {
	const header = {
		...cast.header,
		version: 3,
		term: { ...(cast.header['term'] as object | undefined), cols: cast.cols, rows: cast.rows },
		...(cast.idleTimeLimit === undefined ? {} : { idle_time_limit: cast.idleTimeLimit }),
	};
	let written = 0;
	const events = cast.events.map(({ time, code, data }) => {
		const interval = Math.max(0, Math.round(time * 1000) - written);
		written += interval;
		return JSON.stringify([interval / 1000, code, data]);
	});
	return [JSON.stringify(header), ...events, ''].join('\n');
}

/** Seconds from the first event to the last. */
export function durationOf(cast: Cast): number {
	return cast.events.at(-1)?.time ?? 0;
}

function asObject(value: unknown): Record<string, unknown> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}

function isSeconds(value: unknown): value is number {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isSize(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= BOUNDS.cells;
}

function isResize(data: string): boolean {
	const match = /^(\d{1,4})x(\d{1,4})$/u.exec(data);
	return match !== null && isSize(Number(match[1])) && isSize(Number(match[2]));
}

function limitOf(header: Record<string, unknown>): number | undefined {
	const limit = header['idle_time_limit'];
	return isSeconds(limit) && limit > 0 ? limit : undefined;
}

/** Where JSON broke, as far as the engine says: by position, or by line and column; else at its beginning. */
function placeOfError(text: string, message: string): { line: number; column: number } {
	const named = /line (\d+) column (\d+)/u.exec(message);
	if (named) return { line: Number(named[1]), column: Number(named[2]) };
	const position = /position (\d+)/u.exec(message);
	if (!position) return { line: 1, column: message.includes('end') ? text.length + 1 : 1 };
	const before = text.slice(0, Number(position[1]));
	return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

/** Column of the value of a key in a line of JSON; 1 where there is none. */
function columnOf(line: string, key: string): number {
	const match = new RegExp(`"${key}"\\s*:\\s*`, 'u').exec(line);
	return match ? match.index + match[0].length + 1 : 1;
}

/** Column of an element of the list that a line of JSON is: commas within texts and inner lists do not part elements. */
function columnOfElement(line: string, index: number): number {
	let [depth, element, inText] = [0, 0, false];
	for (let at = 0; at < line.length; at++) {
		const character = line[at]!;
		if (inText) {
			if (character === '\\') at++;
			else if (character === '"') inText = false;
		} else if (depth === 1 && element === index && !/[\s,\]]/u.test(character) && character !== '[')
			return at + 1;
		else if (character === '"') inText = true;
		else if (depth === 1 && element === index && character === '[') return at + 1;
		else if (character === '[' || character === '{') depth++;
		else if (character === ']' || character === '}') depth--;
		else if (character === ',' && depth === 1) element++;
	}
	// It is missing: where it should have come.
	return Math.max(1, line.trimEnd().length);
}

function shown(value: unknown): string {
	return value === undefined ? 'nothing' : excerpt(JSON.stringify(value));
}

/** At most 60 characters; control characters are written out, since the text may be shown on a terminal. */
function excerpt(text: string): string {
	const plain = text.replace(
		/\p{Cc}/gu,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
	return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
}
