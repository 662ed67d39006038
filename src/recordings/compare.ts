import { textOf, type Line, type StepTranscript, type Transcript } from './transcript.ts';

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
	{ name: 'process number', pattern: /(?<="(?:Conmon)?Pid": )\d+/gu },
	{ name: 'process number', pattern: /\b\d+#\d+:/gu },
	// A line of `ps`, as `container top` prints it: user, process, parent.
	{ name: 'process number', pattern: /(?<=^[\w-]+ +)\d+ +\d+(?= +\d+ +)/gmu },
	{ name: 'digest', pattern: /\bsha256:[0-9a-f]{6,64}/gu },
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
	{ name: 'duration', pattern: /\b\d+(?:\.\d+)? ?(?:ms|µs|s)\b/gu },
	{ name: 'share', pattern: /\b\d+(?:\.\d+)?%/gu },
	{ name: 'clock', pattern: /\b\d{1,2}:\d{2}(?::\d{2})?\b/gu },
	{ name: 'id', pattern: /\b(?=[a-f]*\d)[0-9a-f]{12}\b/gu },
	{ name: 'interface', pattern: /\b(?:eth\d+|veth[0-9a-f]+|tap\d+)@if\d+/gu },
];

/** A name that an engine makes up for a container without one: an adjective, then a surname. */
const MADE_UP_NAME = /\b[a-z]+_[a-z]+\b(?=\s*$)/gu;

/**
 * Tells two runs of one example apart.
 *
 * @param before as recorded
 * @param after as it ran now
 * @returns a readable line or two for each step that differs beyond the rules; empty when none does
 */
export function differences(before: Transcript, after: Transcript): string[] {
	return after.steps.flatMap((step, index) => {
		const recorded = before.steps[index];
		if (!recorded) return [`step ${index + 1}, “${step.command}”, is not in the recording`];
		const fault = stepDifference(recorded, step);
		return fault === undefined ? [] : [`step ${index + 1}, “${step.command}”: ${fault}`];
	});
}

function stepDifference(recorded: StepTranscript, step: StepTranscript): string | undefined {
	if (recorded.exitStatus !== step.exitStatus)
		return `recorded exit status ${recorded.exitStatus}, now ${step.exitStatus}`;
	const [was, is] = [normalised(recorded), normalised(step)];
	const at = is.findIndex((line, index) => line !== was[index]);
	if (at < 0 && was.length === is.length) return undefined;
	const line = at < 0 ? is.length : at;
	const shown = (lines: readonly string[]) => lines[line] ?? '(no more lines)';
	return `line ${line + 1} differs\n    recorded: ${shown(was)}\n    now:      ${shown(is)}`;
}

function normalised(step: StepTranscript): string[] {
	const lines: Line[] = [...step.output, ...step.exchanges.flatMap(({ output }) => output)];
	return sortEnvironments(lines.map(textOf).map(normalise));
}

/** Podman's `inspect` lists environment variables in another order each time: sorted, without the commas between them. */
function sortEnvironments(lines: readonly string[]): string[] {
	const sorted = [...lines];
	for (let start = 0; start < sorted.length; start++) {
		if (!/^ *"Env": \[$/u.test(sorted[start]!)) continue;
		const end = sorted.findIndex((line, index) => index > start && /^ *\],?$/u.test(line));
		if (end < 0) break;
		const variables = sorted.slice(start + 1, end).map((line) => line.replace(/,$/u, ''));
		sorted.splice(start + 1, variables.length, ...variables.sort());
	}
	return sorted;
}

/** One line with everything that must differ replaced by its name, and runs of spaces (columns move with their contents) by one. */
export function normalise(line: string): string {
	const masked = RULES.reduce((text, { name, pattern }) => text.replaceAll(pattern, `‹${name}›`), line);
	return masked.replaceAll(MADE_UP_NAME, '‹made-up name›').replaceAll(/\s+/gu, ' ').trimEnd();
}
