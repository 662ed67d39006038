import { ENGINE_IDS, engineById } from '../engines/engines.ts';
import type { Step } from '../examples/commands.ts';
import { comparableLines } from './compare.ts';
import { placed, replaceAll, type PlacedText, type Replacement } from './placed-text.ts';
import { printedBy, type Transcript } from './transcript.ts';

/** In what one step of an example is not the same on all engines. */
export type Aspect = 'command' | 'status' | 'output';

/** A step on which the engines differ. */
export interface StepDifference {
	/** From 0. */
	step: number;
	aspects: Aspect[];
}

/** An example as it ran on one engine. */
export interface EngineRun {
	steps: readonly Step[];
	transcript: Transcript;
}

/**
 * Finds where engines differ in one example: in what is typed, in the exit status, or in what is printed. What differs
 * between two runs on one engine too (ids, times, sizes: the rules of `compare.ts`) is set aside, and so is the
 * engine's own name.
 *
 * @param runs one for each engine, all of the same example
 */
export function engineDifferences(runs: readonly EngineRun[]): StepDifference[] {
	const [first, ...others] = runs.map((run) => viewsOf(run).map(textsOf));
	if (!first) return [];
	return first.flatMap((view, step) => {
		const aspects = (['command', 'status', 'output'] as const).filter((aspect) =>
			others.some((other) => other[step]![aspect] !== view[aspect]),
		);
		return aspects.length === 0 ? [] : [{ step, aspects }];
	});
}

/**
 * Holds what the recordings show against what the author has written of it. An explanation may speak of what the rules
 * set aside, such as an address or a size; it may not speak of recordings that agree to the letter.
 *
 * @returns what is wrong and what to do, or undefined
 */
export function whyUnexplained(
	runs: readonly EngineRun[],
	explanation: string | undefined,
): string | undefined {
	const found = engineDifferences(runs);
	if (found.length > 0 && explanation === undefined) {
		const places = found.map(({ step, aspects }) => `step ${step + 1} (${aspects.join(', ')})`);
		return `the engines differ in ${places.join(', ')}: say why, in its field “difference”`;
	}
	if (explanation !== undefined && new Set(runs.map(lettersOf)).size < 2)
		return 'the engines do the same, to the letter: remove its field “difference”';
	return undefined;
}

/** A step as it can be held against the same step on another engine. */
export interface StepView {
	command: PlacedText;
	status: string;
	/** By lines; their places are those in the text of `printedBy`. */
	output: PlacedText[];
}

/** Each step of a run, without what differs from run to run and without the engine's name. */
export function viewsOf({ steps, transcript }: EngineRun): StepView[] {
	const outputs = comparableLines(transcript, steps);
	return transcript.steps.map(({ command, exitStatus }, index) => ({
		command: replaceAll(placed(command), [WITHOUT_ENGINE]),
		status: String(exitStatus),
		output: outputs[index]!.map((line) => replaceAll(line, [WITHOUT_ENGINE])),
	}));
}

function textsOf({ command, status, output }: StepView): Record<Aspect, string> {
	return { command: command.text, status, output: output.map(({ text }) => text).join('\n') };
}

/** Everything that an example shows, to the letter but for the engine's name. */
function lettersOf({ transcript }: EngineRun): string {
	return withoutEngine(
		transcript.steps.map((step) => `${step.command}\n${printedBy(step)}\n${step.exitStatus}`).join('\n'),
	);
}

const WITHOUT_ENGINE: Replacement = {
	pattern: new RegExp(
		`\\b(?:${ENGINE_IDS.flatMap((id) => [engineById(id).binary, engineById(id).label]).join('|')})\\b`,
		'gu',
	),
	by: '‹engine›',
};

function withoutEngine(text: string): string {
	return text.replaceAll(WITHOUT_ENGINE.pattern, WITHOUT_ENGINE.by);
}
