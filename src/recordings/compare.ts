import { diffArrays } from 'diff';
import type { Step } from '../examples/commands.ts';
import { captureFrom, CaptureError, namesFor, type Captured } from './capture.ts';
import { linesOf, placed, replaceAll, type PlacedText, type Replacement } from './placed-text.ts';
import { printedBy, type Transcript } from './transcript.ts';

/** A kind of text that is another one each time although the same thing has happened. */
interface Rule {
	name: string;
	pattern: RegExp;
}

/**
 * What may differ between two runs of the same command. Order matters: the long and particular before the
 * short and general. Each match becomes `‹name›`.
 */
const RULES: readonly Rule[] = [
	{ name: 'process number', pattern: /(?<="(?:Conmon)?Pid": )[1-9]\d*/gu },
	{ name: 'process number', pattern: /\b\d+#\d+:/gu },
	// A line of `ps`, as `container top` prints it: user, process, parent.
	{ name: 'process number', pattern: /(?<=^[\w-]+ +)\d+ +\d+(?= +\d+ +)/gmu },
	// Docker's `container top` has the share of a processor after them, in whole numbers.
	{ name: 'share', pattern: /(?<=‹process number› +)\d+(?= +\d{2}:\d{2} )/gu },
	// What a container may have of open files and processes, when nothing else is said: the machine's own figures.
	{ name: 'limit of the machine', pattern: /(?<="(?:Soft|Hard)": )\d{4,}/gu },
	{ name: 'digest', pattern: /\bsha256:[0-9a-f]{6,64}/gu },
	{ name: 'digest', pattern: /(?<=\bCopying (?:blob|config) )[0-9a-f]{10,12}\b/gu },
	{ name: 'id', pattern: /\b[0-9a-f]{64}\b/gu },
	{ name: 'id', pattern: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gu },
	{ name: 'MAC address', pattern: /\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/giu },
	{
		name: 'time',
		pattern: /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z| ?[+-]\d{2}:?\d{2}(?: [A-Z]{3,4})?)?/gu,
	},
	{ name: 'time', pattern: /\b\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4}/gu },
	{ name: 'time', pattern: /\b\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}\b/gu },
	{
		name: 'date',
		pattern:
			/\b(?:[A-Z][a-z]{2} {1,2})?[A-Z][a-z]{2} {1,2}\d{1,2} {1,2}(?:\d{2}:\d{2}(?::\d{2})?|\d{4})(?: UTC(?: \d{4})?| GMT)?/gu,
	},
	{ name: 'date', pattern: /\b[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT/gu },
	{
		name: 'age',
		pattern: /\b(?:About an?|Less than a|\d+) (?:second|minute|hour|day|week|month|year)s?(?: ago)?/gu,
	},
	{ name: 'address', pattern: /\b(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?\b/gu },
	{ name: 'address', pattern: /\b(?:fe80|f[cd][0-9a-f]{2})::?[0-9a-f:]+(?:\/\d+)?/giu },
	{ name: 'size', pattern: /\b\d+(?:\.\d+)? ?[kKMG]i?B\b/gu },
	{ name: 'duration', pattern: /\b(?:\d+h)?(?:\d+m)?\d+(?:\.\d+)? ?(?:ms|µs|s)\b/gu },
	{ name: 'share', pattern: /\b\d+(?:\.\d+)?%/gu },
	{ name: 'clock', pattern: /\b\d{1,2}:\d{2}(?::\d{2})?\b/gu },
	{ name: 'id', pattern: /\b(?=[a-f]*\d)[0-9a-f]{12}\b/gu },
	{ name: 'interface', pattern: /\b(?:eth\d+|veth[0-9a-f]+|tap\d+)@if\d+/gu },
];

/** A name that an engine makes up for a container without one: an adjective, then a surname. */
const MADE_UP_NAME = /\b[a-z]+_[a-z]+\b(?=\s*$)/gu;

/** Lines that a difference shows at most: enough to see what it is about. */
const SHOWN_LINES = 12;

/**
 * Tells two runs of one example apart. What the example captures by name must come back under that name wherever
 * it came back in the other run; everything else that differs from run to run is set aside by the rules above.
 *
 * @param before as recorded
 * @param after as it ran now
 * @param steps the example's, for what it captures; none captures nothing
 * @returns a readable text for each step that differs beyond the rules; empty when none does
 */
export function differences(before: Transcript, after: Transcript, steps: readonly Step[] = []): string[] {
	const [was, is] = [comparable(before, steps), comparable(after, steps)];
	return after.steps.flatMap((step, index) => {
		const recorded = before.steps[index];
		const place = `step ${index + 1}, “${step.command}”`;
		if (!recorded) return [`${place}, is not in the recording`];
		if (recorded.exitStatus !== step.exitStatus)
			return [`${place}: recorded exit status ${recorded.exitStatus}, now ${step.exitStatus}`];
		const lines = changedLines(was[index]!, is[index]!);
		return lines.length === 0 ? [] : [`${place}: the output differs (- recorded, + now)\n${show(lines)}`];
	});
}

/** The lines of the one that the other has not, and the reverse, each behind its sign, in order. */
function changedLines(was: readonly string[], is: readonly string[]): string[] {
	return diffArrays([...was], [...is]).flatMap(({ added, removed, value }) =>
		added || removed ? value.map((line) => `${added ? '+' : '-'} ${line}`) : [],
	);
}

function show(lines: readonly string[]): string {
	const more = lines.length - SHOWN_LINES;
	const shown = more > 0 ? [...lines.slice(0, SHOWN_LINES), `… and ${more} more`] : lines;
	return shown.map((line) => `    ${line}`).join('\n');
}

/** What each step printed, line by line, with everything that must differ between two runs replaced by its name. */
function comparable(transcript: Transcript, steps: readonly Step[]): string[][] {
	return comparableLines(transcript, steps).map((lines) => lines.map(({ text }) => text));
}

/**
 * The lines of what each step printed, with everything that must differ between two runs replaced by its name. They
 * are in an order in which they can be compared; their places are those in the text of `printedBy`.
 *
 * @param steps the example's, for what it captures and where the order of lines means nothing
 */
export function comparableLines({ steps: ran }: Transcript, steps: readonly Step[]): PlacedText[][] {
	const captured: Captured = new Map();
	return ran.map((step, index) => {
		const text = printedBy(step);
		try {
			captureFrom(text, steps[index]?.capture ?? {}, captured);
		} catch (cause) {
			// A recording from before the example captured it, or with another output: the difference will show.
			if (!(cause instanceof CaptureError)) throw cause;
		}
		const lines = text === '' ? [] : linesOf(replaceAll(placed(text), namesFor(captured)));
		const masked = sortEnvironments(lines.map((line) => replaceAll(line, NORMALISING)));
		return steps[index]?.anyOrder ? masked.sort(byText) : masked;
	});
}

/** Podman's `inspect` lists environment variables in another order each time: sorted, without the commas between them. */
function sortEnvironments(lines: readonly PlacedText[]): PlacedText[] {
	const sorted = [...lines];
	for (let start = 0; start < sorted.length; start++) {
		if (!/^ *"Env": \[$/u.test(sorted[start]!.text)) continue;
		const end = sorted.findIndex(({ text }, index) => index > start && /^ *\],?$/u.test(text));
		if (end < 0) break;
		const variables = sorted
			.slice(start + 1, end)
			.map((line) => replaceAll(line, [{ pattern: /,$/gu, by: '' }]));
		sorted.splice(start + 1, variables.length, ...variables.sort(byText));
	}
	return sorted;
}

/** By UTF-16 units, the same everywhere. */
function byText({ text: one }: PlacedText, { text: other }: PlacedText): number {
	return one < other ? -1 : one > other ? 1 : 0;
}

/** The rules in turn, then runs of spaces (columns move with their contents) become one, and none at the end. */
const NORMALISING: readonly Replacement[] = [
	...RULES.map(({ name, pattern }) => ({ pattern, by: `‹${name}›` })),
	{ pattern: MADE_UP_NAME, by: '‹made-up name›' },
	{ pattern: /\s+/gu, by: ' ' },
	{ pattern: / $/gu, by: '' },
];

/** One line with everything that must differ replaced by its name, and runs of spaces by one. */
export function normalise(line: string): string {
	return replaceAll(placed(line), NORMALISING).text;
}
