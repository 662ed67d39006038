import { ENGINES } from '../engines/engines.ts';
import { expectationFor } from '../examples/commands.ts';
import { DEFAULT_TIME_LIMIT, type Example, type Expectation } from '../examples/schema.ts';
import { toPosix } from '../examples/pattern.ts';
import { withinSingleQuotes } from '../examples/single-quotes.ts';
import { touchesOf } from './touches.ts';
import { withoutTerminal } from './without-terminal.ts';

/** A chapter with its examples, in the order of the page. */
export interface CheckedChapter {
	/** As in its address. */
	name: string;
	title: string;
	examples: readonly {
		/** `<chapter>/<name>` */
		id: string;
		example: Example;
	}[];
}

type Step = Example['steps'][number];
/** A keyword of `step` in library.sh, and its values. */
type Clause = readonly [keyword: string, ...values: (string | number)[]];

/**
 * Writes the script with which readers check the book on their own machine.
 *
 * @param library the text of library.sh
 */
export function checkScript(library: string, chapters: readonly CheckedChapter[]): string {
	const count = chapters.reduce((sum, { examples }) => sum + examples.length, 0);
	return [
		header(chapters.length, count),
		withoutFirstLine(library),
		'# --- The book ---------------------------------------------------------------------------------------------------------\n',
		`CHAPTERS='${chapters.map(({ name }) => name).join(' ')}'\n`,
		...chapters.map(chapterText),
		'main "$@"\n',
	].join('\n');
}

function header(chapters: number, examples: number): string {
	return `#!/bin/sh
# Containers by Example: runs the ${examples} examples of ${chapters} chapters on your own engine, Podman or Docker, and says of each
# whether it does what the book says.
#
#   sh check.sh                            on the engine that is installed
#   sh check.sh docker first-containers    one engine, one chapter
#   sh check.sh --help                     everything else
#
# How to read it: the chapters are at the end, and they are what you read in the book: each step is a command, then what
# must come of it. What is before them runs the steps, compares, reports and clears away. It is plain POSIX shell.
#
# What it touches: a folder of its own for files, and in your engine what the examples make. It looks at what you have
# first. A chapter that would need one of your names or ports is skipped, and so is a step that would change or remove
# something of yours. After each chapter, and when it is interrupted, it removes the containers, pods, volumes, networks
# and images that are there then and were not before, and gives tags back to the images that had them. So start
# nothing else on the engine while it runs. It pulls images; what Docker keeps of a build, in its cache, stays.
#
# What it prints: TAP. \`prove -e sh check.sh :: podman\` reads it, and so do you.
#
# Licence: MIT. Copyright (c) Containers by Example.
#
# Commands are in single quotes so that they are what you read in the book; the step's shell reads them. Sentences have the
# quotation marks of print.
# shellcheck disable=SC2016,SC1111,SC1112
`;
}

/** The first line of the library tells shellcheck which shell it is for; here the first line of the script does. */
function withoutFirstLine(library: string): string {
	return library.slice(library.indexOf('\n') + 1);
}

function chapterText({ name, title, examples }: CheckedChapter): string {
	return `chapter_${name.replaceAll('-', '_')}() {
chapter ${quote(name)} ${quote(title)}

${examples.map(({ id, example }) => exampleText(id.slice(name.length + 1), example)).join('\n')}}
`;
}

function exampleText(name: string, example: Example): string {
	const ports = example.steps.flatMap((step) =>
		commandsOf(step).flatMap((command) => touchesOf(command).publishes),
	);
	return [
		`example ${quote(name)} ${quote(example.title)}`,
		...needsOf(example).map((need) => `needs ${need}`),
		...[...new Set(ports)].map((port) => `publishes ${port}`),
		...example.steps.flatMap(stepTexts),
		'',
	].join('\n');
}

/** What not every machine has. */
function needsOf({ runsOn, needs }: Example): string[] {
	return [...(runsOn === 'linux' ? ['linux'] : []), ...(needs === undefined ? [] : [needs])];
}

function commandsOf({ command, commands }: Step): string[] {
	return commands ? Object.values(commands) : [command!];
}

/** One call for all engines, or one for each where they differ. */
function stepTexts(step: Step): string[] {
	if (!step.commands && !step.expectOn) return [stepText(step.command!, step, step.expect)];
	const texts = ENGINES.map(({ id }) => ({
		id,
		text: stepText(step.commands?.[id] ?? step.command!, step, expectationFor(step, id)),
	}));
	if (texts.every(({ text }) => text === texts[0]!.text)) return [texts[0]!.text];
	return texts.map(({ id, text }) => `on ${id} ${text}`);
}

function stepText(command: string, step: Step, expect: Expectation): string {
	const lines = step.session?.inputs.map(({ type }) => type) ?? [];
	const run = withoutTerminal(command, lines);
	const typed = 'command' in run ? run.command : command;
	const clauses = [
		...('cannot' in run ? [['cannot', run.cannot] as const] : []),
		...touchClauses(command),
		...timeClauses(step),
		...lines.map((line): Clause => ['types', line]),
		...expectClauses(step, expect),
	];
	const words = clauses.map(([keyword, ...values]) => [keyword, ...values.map(quote)].join(' '));
	return [`step ${quote(typed)}`, ...words].join(' \\\n\t');
}

function touchClauses(command: string): Clause[] {
	const { cannot, actsOnAll, removesImages, lists } = touchesOf(command);
	return [
		...(cannot === undefined ? [] : [['cannot', cannot] as const]),
		...actsOnAll.map((kind): Clause => ['acts_on_all', kind]),
		...removesImages.map((name): Clause => ['removes_image', name]),
		...lists.map((kind): Clause => ['lists', kind]),
	];
}

function timeClauses({ timeLimit, interruptAfter }: Step): Clause[] {
	return [
		...(timeLimit === DEFAULT_TIME_LIMIT ? [] : [['within', Math.ceil(timeLimit)] as const]),
		...(interruptAfter === undefined ? [] : [['interrupt_after', posix(interruptAfter)] as const]),
	];
}

function expectClauses(step: Step, { exit, output, noOutput }: Expectation): Clause[] {
	return [
		...(exit === 0 || step.interruptAfter !== undefined ? [] : [['exits', exit] as const]),
		...(output === undefined ? [] : [['shows', posix(output)] as const]),
		...(noOutput === undefined ? [] : [['hides', posix(noOutput)] as const]),
		...captureClauses(step),
	];
}

/** Values of the output that later patterns name. */
function captureClauses({ capture }: Step): Clause[] {
	return Object.entries(capture).map(([name, pattern]) => {
		const { pattern: inShell, firstGroup } = toPosix(pattern);
		return ['keeps', name, firstGroup, inShell];
	});
}

function posix(pattern: string): string {
	return toPosix(pattern).pattern;
}

/** A word for the shell, to the letter: in the kind of quotation marks that leaves more of it as it is. */
function quote(value: string | number): string {
	const text = String(value);
	if (/^[\w./:-]+$/u.test(text)) return text;
	const single = `'${withinSingleQuotes(text)}'`;
	const double = `"${text.replaceAll(/[\\$"`]/gu, String.raw`\$&`)}"`;
	return double.length < single.length ? double : single;
}
