import { PLACEHOLDERS } from '../examples/pattern.ts';
import type { Replacement } from './placed-text.ts';

/**
 * Values that one step prints and a later one prints again: a container's id, an address. They differ from run
 * to run, but within a run they must be the same ones, so they are not set aside like other ids: an example gives
 * them names.
 */

/** Values by the name that the example gives them. */
export type Captured = Map<string, string>;

/** A full id is 64 hexadecimal digits; engines shorten it to the first twelve. Either may have been captured. */
const ID = /^(?<short>[0-9a-f]{12})(?:[0-9a-f]{52})?$/u;
/** Characters: a shorter value would be met by chance. */
const SHORTEST = 4;

/** A step's output has not the one value that its example wants captured. */
export class CaptureError extends Error {
	override name = 'CaptureError';
	expected: string;
	found: string;
	constructor(expected: string, found: string) {
		super(`expected ${expected}, found ${found}`);
		this.expected = expected;
		this.found = found;
	}
}

/**
 * Takes the values that a step's example names out of what the step printed, into `captured`.
 *
 * @param patterns regular expressions (flags `mu`) by name; the value is the first group, else the whole match
 * @throws {CaptureError} when there is no match, or one too short to be told from chance
 */
export function captureFrom(
	text: string,
	patterns: Readonly<Record<string, string>>,
	captured: Captured,
): void {
	for (const [name, pattern] of Object.entries(patterns)) {
		const match = new RegExp(pattern, 'mu').exec(text);
		const value = match?.[1] ?? match?.[0] ?? '';
		if (value === '') throw new CaptureError(`output that has the ${name}, /${pattern}/`, 'no match');
		if (value.length < SHORTEST)
			throw new CaptureError(`a value of ${SHORTEST} characters or more for the ${name}`, `“${value}”`);
		captured.set(name, value);
	}
}

/**
 * A pattern with the captured values in the place of their names, each to the letter.
 *
 * @throws {RangeError} for a name that has not been captured: the example's schema refuses it before
 */
export function fillIn(pattern: string, captured: Captured): string {
	return pattern.replaceAll(PLACEHOLDERS, (_, name: string) => {
		const value = captured.get(name);
		if (value === undefined) throw new RangeError(`nothing has been captured as ${name}`);
		return literally(value);
	});
}

/** A pattern that matches a text and nothing else. */
function literally(text: string): string {
	return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

/** What puts the names of the captured values in the place of the values; of an id, in its full and its short form. */
export function namesFor(captured: Captured): Replacement[] {
	return [...captured].flatMap(([name, value]) => {
		const short = ID.exec(value)?.groups!['short'];
		return short === undefined
			? [{ pattern: new RegExp(literally(value), 'gu'), by: `‹${name}›` }]
			: [
					{ pattern: new RegExp(`${short}[0-9a-f]{52}`, 'gu'), by: `‹${name}›` },
					{ pattern: new RegExp(short, 'gu'), by: `‹${name}, short›` },
				];
	});
}
