import { ENGINE_IDS, engineById, type EngineId } from '../engines/engines.ts';
import type { CommandPart } from './fill-in.ts';
import type { Example, Expectation, Session } from './schema.ts';

/** What an example can be recorded as: on an engine, or on plain Linux without one. */
export type Variant = EngineId | 'linux';

/** A step with nothing left to decide: what is typed, and what must come of it. */
export interface Step {
	note: string | undefined;
	command: string;
	/** The command in pieces, where it has values that a reader may change; with their defaults it is `command`. */
	parts: readonly CommandPart[] | undefined;
	session: Session | undefined;
	interruptAfter: string | undefined;
	expect: Expectation;
	/** Patterns by the name of what they find in the output. */
	capture: Readonly<Record<string, string>>;
	/** The order of the lines of its output means nothing. */
	anyOrder: boolean;
	/** Seconds. */
	timeLimit: number;
}

/** The variants in which an example exists, in the order in which they are shown. */
export function variantsOf(example: Example): readonly Variant[] {
	return example.runsOn === 'linux' ? ['linux'] : ENGINE_IDS;
}

/**
 * The one place where a command gets its engine. The recorder types what this returns, the page shows it,
 * and the copy button copies it.
 *
 * @throws {RangeError} when the example does not exist in that variant: a fault of the caller.
 */
export function commandsFor(example: Example, variant: Variant): Step[] {
	if (!variantsOf(example).includes(variant))
		throw new RangeError(`“${example.title}” has no variant ${variant}`);
	return example.steps.map((step) => ({
		note: step.note,
		command: commandText(step, variant),
		parts: commandParts(step, variant),
		session: step.session,
		interruptAfter: step.interruptAfter,
		expect: expectationFor(step, variant),
		capture: step.capture,
		anyOrder: step.anyOrder,
		timeLimit: step.timeLimit,
	}));
}

/**
 * Everything that is typed, in order: commands, lines of a session, Ctrl-C. A recording carries the same
 * list as its markers, which is how the two are held together.
 */
export function typedTexts(steps: readonly Step[]): string[] {
	return steps.flatMap((step) => [
		step.command,
		...(step.session?.inputs.map((input) => input.type) ?? []),
		...(step.interruptAfter === undefined ? [] : [INTERRUPT_LABEL]),
	]);
}

/** How Ctrl-C is written in a list of typed texts: as the terminal echoes it. */
export const INTERRUPT_LABEL = '^C';

function commandText(step: Example['steps'][number], variant: Variant): string {
	if (variant === 'linux') return step.command!;
	return withEngine(step.commands?.[variant] ?? step.command!, variant);
}

function commandParts(
	{ parts, commands }: Example['steps'][number],
	variant: Variant,
): CommandPart[] | undefined {
	if (variant === 'linux') return parts?.command;
	return parts?.[commands ? variant : 'command']?.map((part) =>
		'text' in part ? { text: withEngine(part.text, variant) } : part,
	);
}

/** What a step must do in a variant: what it says for all, with what it says for the engine in its place. */
export function expectationFor(
	{ expect, expectOn }: Example['steps'][number],
	variant: Variant,
): Expectation {
	const change = variant === 'linux' ? undefined : expectOn?.[variant];
	return {
		exit: change?.exit ?? expect.exit,
		output: change?.output ?? expect.output,
		noOutput: change?.noOutput ?? expect.noOutput,
	};
}

/** Puts an engine's binary in the place of each `$CR`. */
export function withEngine(text: string, engine: EngineId): string {
	return text.replace(/\$CR\b/gu, engineById(engine).binary);
}
