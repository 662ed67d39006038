import { diffArrays } from 'diff';
import { viewsOf, type EngineRun, type StepView } from './engines-differ.ts';
import { linesOf, type PlacedText } from './placed-text.ts';
import { textOf, type Line, type StepTranscript } from './transcript.ts';

/** A part of a text, in UTF-16 units from its start; `end` is behind the last one. */
export interface Range {
	start: number;
	end: number;
}

/** What the other engine does not have in one output. */
export interface OutputDifference {
	/** In the output's lines joined by line feeds; in order, none touches another. Empty where `throughout`. */
	ranges: Range[];
	/** So much differs that marks would say nothing. */
	throughout: boolean;
}

/** What the other engine does not have in one step. */
export interface StepWords {
	command: Range[];
	output: OutputDifference;
	/** As many as the step has exchanges. */
	exchanges: OutputDifference[];
}

/** Of all words of both outputs, the share past which they differ throughout. */
const THROUGHOUT_SHARE = 0.6;
/** Words of both outputs: where there are no more, all may be marked. */
const THROUGHOUT_WORDS = 24;
/**
 * Insertions and deletions that are looked for in the lines of a step, and then in the words of each place where they
 * differ: with more, the step differs throughout. The time is at most in proportion to this times the length.
 */
const MOST_EDITS = 1000;

/**
 * Finds the words in which two engines differ in one example. What differs from run to run and the engine's own name
 * make no difference, as in `engineDifferences`: a command or an output has marks exactly where that finds one.
 *
 * @param runs one for each engine, of the same example; of an example with one run nothing differs
 * @returns for each run its steps
 * @throws {RangeError} for more than two runs: what the other engine has not is said of two
 */
export function wordDifferences(runs: readonly EngineRun[]): StepWords[][] {
	if (runs.length > 2) throw new RangeError(`words are compared between two engines, found ${runs.length}`);
	const [views, others] = runs.map(viewsOf);
	if (!views || !others) return runs.map(({ transcript }) => transcript.steps.map(nothing));
	const steps = views.map((view, index) =>
		compareStep(
			[view, others[index]!],
			[runs[0]!.transcript.steps[index]!, runs[1]!.transcript.steps[index]!],
		),
	);
	return [steps.map(([one]) => one), steps.map(([, other]) => other)];
}

type Both<T> = readonly [one: T, other: T];

/** A word in which what must differ has been replaced, and its place in the text of `printedBy` or in the command. */
interface Word extends Range {
	text: string;
}

function compareStep(views: Both<StepView>, steps: Both<StepTranscript>): Both<StepWords> {
	const commands = changedWords(both(views, ({ command }) => linesOf(command)));
	const outputs = changedWords(both(views, ({ output }) => output));
	const parts = both(steps, partsOf);
	const allWords = both(views, ({ output }) => output.flatMap(wordsOf));
	const differs = parts[0].map((_, index) =>
		differenceOf(
			both(parts, (of) => of[index]),
			allWords,
			outputs,
		),
	);
	return both([0, 1] as const, (side) => {
		const [output, ...exchanges] = differs.map((part) => part[side]);
		return {
			// A command of a thousand words that differ is none that a reader compares word by word.
			command: joined(
				steps[side].command,
				commands?.[side] ?? [{ start: 0, end: steps[side].command.length }],
			),
			output: output!,
			exchanges,
		};
	});
}

/** One output of a step. */
interface Part {
	text: string;
	/** Where it begins in the text of `printedBy`. */
	start: number;
}

function partsOf({ output, exchanges }: StepTranscript): Part[] {
	let start = 0;
	return [output, ...exchanges.map((exchange) => exchange.output)].map((lines) => {
		const part = { text: textWithin(lines), start };
		start += lines.length === 0 ? 0 : part.text.length + 1;
		return part;
	});
}

function textWithin(lines: readonly Line[]): string {
	return lines.map(textOf).join('\n');
}

/** One output on both engines. Where the one has a session of fewer lines, it has printed nothing. */
function differenceOf(
	parts: Both<Part | undefined>,
	allWords: Both<readonly Word[]>,
	changed: Both<Word[]> | undefined,
): Both<OutputDifference> {
	const sides = both([0, 1] as const, (side) => {
		const { start, text } = parts[side] ?? { start: 0, text: '' };
		const cut = (words: readonly Word[]) => rangesWithin(words, start, start + text.length);
		const words = cut(allWords[side]);
		return { text, words: words.length, marked: changed ? cut(changed[side]) : words };
	});
	const count = (of: 'words' | 'marked') =>
		sides.reduce((sum, side) => sum + (of === 'words' ? side.words : side.marked.length), 0);
	const throughout =
		count('words') > 0 &&
		(!changed || (count('marked') > THROUGHOUT_WORDS && count('marked') > THROUGHOUT_SHARE * count('words')));
	return both(sides, ({ text, marked }) => ({ ranges: throughout ? [] : joined(text, marked), throughout }));
}

/**
 * What of some ranges lies in a part of their text, counted from the start of the part.
 *
 * @param start of the part
 * @param end behind its last UTF-16 unit
 */
export function rangesWithin(ranges: readonly Range[], start: number, end: number): Range[] {
	return ranges
		.filter((range) => range.start < end && range.end > start)
		.map((range) => ({ start: Math.max(range.start, start) - start, end: Math.min(range.end, end) - start }));
}

/** Ranges in order, as one where nothing but spaces is between them. */
function joined(text: string, ranges: readonly Range[]): Range[] {
	const result: Range[] = [];
	for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
		const last = result.at(-1);
		if (last && /^[^\S\n]*$/u.test(text.slice(last.end, start))) last.end = Math.max(last.end, end);
		else result.push({ start, end });
	}
	return result;
}

/** A step of an example that no other engine runs. */
function nothing({ exchanges }: StepTranscript): StepWords {
	const none = { ranges: [], throughout: false };
	return { command: [], output: none, exchanges: exchanges.map(() => none) };
}

/**
 * The words of each text that are not in the other, in any order.
 *
 * @returns undefined where there are too many edits to be counted
 */
function changedWords(texts: Both<readonly PlacedText[]>): Both<Word[]> | undefined {
	const changed: Both<Word[]> = [[], []];
	for (const place of edits(texts) ?? [undefined]) {
		const words = place && changedWordsAt(place);
		if (!words) return undefined;
		changed[0].push(...words[0]);
		changed[1].push(...words[1]);
	}
	return changed;
}

/** The words of one place at which lines differ. */
function changedWordsAt(lines: Both<readonly PlacedText[]>): Both<Word[]> | undefined {
	const words = both(lines, (of) => of.flatMap(wordsOf));
	const places = edits(words);
	if (!places) return undefined;
	// The same words in other lines, or indented otherwise.
	if (places.length === 0) return words;
	return both([0, 1] as const, (side) => places.flatMap((place) => place[side]));
}

/** The places at which two lists differ: what the one has there, and the other. Undefined where there are too many edits. */
function edits<T extends { text: string }>([one, other]: Both<readonly T[]>): Both<T[]>[] | undefined {
	const pieces = diffArrays([...one], [...other], {
		comparator: (left, right) => left.text === right.text,
		maxEditLength: MOST_EDITS,
	});
	if (!pieces) return undefined;
	const places: Both<T[]>[] = [];
	let open = false;
	for (const { added, removed, value } of pieces) {
		if (!open && (added || removed)) places.push([[], []]);
		open = added || removed;
		if (removed) places.at(-1)![0].push(...value);
		if (added) places.at(-1)![1].push(...value);
	}
	return places;
}

/** What stands between white space; the name of what was replaced is one word, or part of one. */
function wordsOf({ text, from, to }: PlacedText): Word[] {
	return [...text.matchAll(/(?:‹[^›]*›|\S)+/gu)].map(({ index, 0: word }) => ({
		text: word,
		start: from[index]!,
		end: to[index + word.length - 1]!,
	}));
}

function both<T, U>([one, other]: Both<T>, change: (value: T) => U): Both<U> {
	return [change(one), change(other)];
}
