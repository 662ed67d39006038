/**
 * asciicast, the format of asciinema: one JSON value a line, a header, then events.
 * Version 3, which the recorder writes: https://docs.asciinema.org/manual/asciicast/v3/
 * Version 2, which is read too: https://docs.asciinema.org/manual/asciicast/v2/
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

/** A recording that cannot be read: line, what was expected, what was found. */
export class CastError extends Error {
	override name = 'CastError';
}

const EVENT_CODES: readonly string[] = ['o', 'i', 'm', 'r', 'x'] satisfies EventCode[];

/**
 * Reads an asciicast of version 2 or 3. Comments, empty lines and unknown event codes are passed over.
 *
 * @throws {CastError} naming the line, what was expected and what was found
 */
export function parseCast(text: string): Cast {
	const lines = text.split('\n');
	const header = object(json(lines[0] ?? '', 1), 1);
	const version = header['version'];
	if (version !== 2 && version !== 3)
		throw fault(1, 'a header with version 2 or 3', `version ${JSON.stringify(version)}`);
	const term = version === 3 ? object(header['term'], 1) : header;
	const [cols, rows] = version === 3 ? ['cols', 'rows'] : ['width', 'height'];
	const limit = header['idle_time_limit'];

	const events: CastEvent[] = [];
	let now = 0;
	for (const [index, line] of lines.entries()) {
		if (index === 0 || line.trim() === '' || line.startsWith('#')) continue;
		const { time, code, data } = event(json(line, index + 1), index + 1);
		// Version 3 counts from the event before (one that is passed over as well), version 2 from the start.
		now = version === 3 ? now + time : time;
		if (EVENT_CODES.includes(code)) events.push({ time: now, code: code as EventCode, data });
	}
	return {
		cols: size(term[cols], cols),
		rows: size(term[rows], rows),
		idleTimeLimit: typeof limit === 'number' && limit > 0 ? limit : undefined,
		header,
		events,
	};
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

function json(text: string, line: number): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw fault(line, 'a line of JSON', text === '' ? 'an empty line' : excerpt(text));
	}
}

function object(value: unknown, line: number): Record<string, unknown> {
	if (typeof value === 'object' && value !== null && !Array.isArray(value))
		return value as Record<string, unknown>;
	throw fault(line, 'an object', excerpt(jsonText(value)));
}

function event(value: unknown, line: number): { time: number; code: string; data: string } {
	const [time, code, data] = Array.isArray(value) ? (value as unknown[]) : [];
	if (
		typeof time === 'number' &&
		Number.isFinite(time) &&
		typeof code === 'string' &&
		typeof data === 'string'
	)
		return { time, code, data };
	throw fault(line, 'an event [seconds, code, text]', excerpt(jsonText(value)));
}

/** A terminal has at least one cell; beyond 1000 a header is wrong or hostile. */
function size(value: unknown, name: string): number {
	if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 1000) return value;
	throw fault(1, `${name} from 1 to 1000`, excerpt(jsonText(value)));
}

function fault(line: number, expected: string, found: string): CastError {
	return new CastError(`line ${line}: expected ${expected}, found ${found}`);
}

function jsonText(value: unknown): string {
	return value === undefined ? 'nothing' : JSON.stringify(value);
}

function excerpt(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
