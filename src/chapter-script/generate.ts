import { withoutTerminal } from '../check-script/without-terminal.ts';
import { engineById, type EngineId } from '../engines/engines.ts';
import { commandsFor, variantsOf, type Step } from '../examples/commands.ts';
import type { Example } from '../examples/schema.ts';
import { withinSingleQuotes } from '../examples/single-quotes.ts';

/** A chapter with its examples, in the order of the page. */
export interface ScriptedChapter {
	title: string;
	examples: readonly Example[];
}

/** Seconds that a command without an end gets. The longest of the book needs five before it shows anything. */
const ENDLESS_FOR = 15;

/**
 * Writes all commands of a chapter as a script for one engine, which runs like the page reads: a title for each example,
 * and each command shown before it runs.
 *
 * What stands above the first blank line is for a file; what is below can also be pasted into an interactive bash or
 * zsh (`bodyOf`). So there is no comment in it, which zsh would take for a command, and no `exit`.
 */
export function chapterScript({ title, examples }: ScriptedChapter, engine: EngineId): string {
	const texts = examples.map((example) => {
		const variant = variantsOf(example).includes(engine) ? engine : 'linux';
		return { title: example.title, steps: commandsFor(example, variant) };
	});
	return [
		header(title, engine, texts),
		...texts.map((example) =>
			[print('', `== ${example.title} ==`), ...example.steps.map(stepText), ''].join('\n'),
		),
	].join('\n');
}

/** What of a chapter script is for pasting into a shell: everything but the comments at its head. */
export function bodyOf(script: string): string {
	return script.slice(script.indexOf('\n\n') + 2);
}

function header(title: string, engine: EngineId, examples: readonly { title: string; steps: Step[] }[]) {
	const failures = examples.flatMap((example) =>
		example.steps
			.filter(failsOnPurpose)
			.map(
				({ command, expect }) => `#   ${expect.exit}  ${firstLine(command)}\n#        in: ${example.title}\n`,
			),
	);
	const warning =
		failures.length === 0
			? '# It stops at nothing, so look at what it prints.\n'
			: `# It stops at nothing: some commands fail on purpose. These are they, each after the exit status that it should have:\n${failures.join('')}`;
	return `#!/bin/sh
# ${title}: all commands of this chapter of Containers by Example, for ${engineById(engine).label}.
#
# Run it in an empty folder, on an engine that has nothing of yours, at a terminal: sh FILE
# It uses the names and ports of the book, and cleans up as the chapter does. To check your engine against the book, with
# care for what is yours, there is check.sh.
#
${warning}#
# Licence: CC BY-SA 4.0, Containers by Example.
#
# The commands are the book’s, to the letter, and teach one thing at a time.
# shellcheck disable=SC1010,SC1112,SC2002,SC2009,SC2016,SC2034,SC2046,SC2086,SC2164
`;
}

function failsOnPurpose({ expect, interruptAfter }: Step): boolean {
	return expect.exit !== 0 && interruptAfter === undefined;
}

function firstLine(command: string): string {
	const [first = '', ...others] = command.split('\n');
	return others.length > 0 ? `${first} …` : first;
}

function stepText(step: Step): string {
	if (step.interruptAfter !== undefined)
		return [
			print(`$ ${step.command}`, `(has no end of its own: it is stopped after ${ENDLESS_FOR} seconds)`),
			// A pipeline's parts are children of the parentheses; a lone command takes their place.
			`(\n${step.command}\n) &`,
			`sleep ${ENDLESS_FOR}; pkill -P $! 2>/dev/null; kill $! 2>/dev/null; wait $! 2>/dev/null`,
		].join('\n');
	const remark = failsOnPurpose(step) ? [`(fails on purpose: exit status ${step.expect.exit})`] : [];
	const lines = step.session?.inputs.map(({ type }) => type) ?? [];
	if (lines.length === 0) return [print(`$ ${step.command}`, ...remark), step.command].join('\n');
	const run = withoutTerminal(step.command, lines);
	if ('cannot' in run)
		return [print(`$ ${step.command}`, '(type into it:)', ...lines, ...remark), step.command].join('\n');
	// Like check.sh: the engine would refuse a terminal that is none.
	const piped = `${print(...lines)} | ${run.command}`;
	return [print(`$ ${piped}`, ...remark), piped].join('\n');
}

/** A command that prints lines, to the letter. */
function print(...lines: string[]): string {
	return [String.raw`printf '%s\n'`, ...lines.map(quote)].join(' ');
}

/** A word for the shell. Single quotation marks keep everything, in an interactive shell even `!`. */
function quote(text: string): string {
	return `'${withinSingleQuotes(text)}'`;
}
