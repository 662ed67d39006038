import { ENGINES } from '../engines/engines.ts';
import { OTHER_NAMES } from './other-names.ts';

/** Where a term stands in a text, and how well it fits: 1 is the term itself, less is a part or another name of it. */
export interface Hit {
	start: number;
	end: number;
	fit: number;
}

export interface Term {
	/** As it was typed. */
	text: string;
	/** What the book writes in its place, where it uses another name. */
	otherNames: readonly string[];
	/** It makes a result a little better and need not be there: an engine's name, which the filter is for. */
	optional: boolean;
	find(text: string): Hit[];
}

/** Words that say nothing of what is looked for: they count only where there is nothing else. */
const FILLERS = new Set(
	'a an and are as at be by can do does for from how i in into is it my of on or that the this to what when where which why with you'.split(
		' ',
	),
);
const ENGINE_NAMES = new Set<string>(ENGINES.map(({ binary }) => binary));

/** How well a term fits that is … */
export const FIT = {
	whole: 1,
	/** … the same word in another form: `policies` for `policy`. */
	form: 0.9,
	/** … another name: `--publish` for `-p`. */
	otherName: 0.8,
	/** … the beginning of a longer one. */
	beginning: 0.4,
	/** … one letter of a group of flags: `-t` in `-it`. */
	grouped: 0.5,
	/** … within a longer one. */
	inside: 0.2,
};

/**
 * Takes a query apart: at white space, but not between double quotes.
 *
 * @returns its terms in the order in which they were typed; none for a query without anything to look for
 */
export function parseQuery(query: string): Term[] {
	const texts = [...query.normalize('NFC').matchAll(/"([^"]+)"?|[^\s"]+/gu)]
		.map(([whole, quoted]) => (quoted ?? whole).trim().replace(/\s+/gu, ' '))
		// A dash, or a lone quotation mark, is the beginning of something that is still being typed.
		.filter((text) => /[^-]/u.test(text));
	const distinct = [...new Set(texts)];
	const isFiller = (text: string) => FILLERS.has(text.toLowerCase());
	const isEngine = (text: string) => ENGINE_NAMES.has(text.toLowerCase());
	const telling = distinct.filter((text) => !isFiller(text));
	const kept = telling.length > 0 ? telling : distinct;
	const onlyEngines = kept.every(isEngine);
	return kept.map((text) => {
		const otherNames = OTHER_NAMES[isFlagLetter(text) ? text : text.toLowerCase()] ?? [];
		const finders = [finderOf(text), ...otherNames.map((name) => atMost(FIT.otherName, finderOf(name)))];
		return {
			text,
			otherNames,
			optional: !onlyEngines && isEngine(text),
			find: (hay) => finders.flatMap((find) => find(hay)).sort((a, b) => a.start - b.start),
		};
	});
}

type Finder = Term['find'];

function atMost(limit: number, find: Finder): Finder {
	return (hay) => find(hay).map((hit) => ({ ...hit, fit: Math.min(hit.fit, limit) }));
}

/** `-p` and `-P` are two flags; all else may be typed in any case. */
function isFlagLetter(text: string): boolean {
	return /^-[a-z]$/iu.test(text);
}

function finderOf(text: string): Finder {
	if (isFlagLetter(text)) return flagLetterFinder(text[1]!);
	return /^[\p{L}\p{N}]+$/u.test(text) ? wordFinder(text) : exactFinder(text);
}

/** A flag of one letter, also among others, such as `-t` in `-it`, or with its value, such as `-p80`. */
function flagLetterFinder(letter: string): Finder {
	const pattern = new RegExp(
		`(?<![\\w-])-(?:(?<alone>${letter}(?![A-Za-z]))|[A-Za-z]{0,3}${letter}[A-Za-z]{0,3}(?![\\w-]))`,
		'gu',
	);
	return (hay) =>
		[...hay.matchAll(pattern)].map((match) => ({
			start: match.index,
			end: match.index + match[0].length,
			fit: match.groups!['alone'] === undefined ? FIT.grouped : FIT.whole,
		}));
}

/** What has signs in it stands in the text to the letter: a flag, a path, a field, `:ro`. */
function exactFinder(text: string): Finder {
	const pattern = new RegExp(escaped(text), 'giu');
	const startsWithSign = !/^[\p{L}\p{N}]/u.test(text);
	const isFlag = text.startsWith('-');
	const endsWithSign = !/[\p{L}\p{N}]$/u.test(text);
	return (hay) =>
		[...hay.matchAll(pattern)].flatMap(({ index, 0: { length } }) => {
			const before = hay[index - 1] ?? ' ';
			const after = hay[index + length] ?? ' ';
			// The end of `--no-trunc` is not the flag `-trunc`.
			if (isFlag && /[\w-]/u.test(before)) return [];
			const begins = startsWithSign || !/[\p{L}\p{N}]/u.test(before);
			const ends = endsWithSign || !/[\p{L}\p{N}-]/u.test(after);
			const fit = begins ? (ends ? FIT.whole : FIT.beginning) : FIT.inside;
			return [{ start: index, end: index + length, fit }];
		});
}

/** A word in any of its forms, at the beginning of a longer word, and within one when it is long enough to mean it. */
function wordFinder(word: string): Finder {
	const stem = stemOf(word);
	const pattern = new RegExp(`${escaped(stem)}[\\p{L}\\p{N}]*`, 'giu');
	const typed = word.toLowerCase();
	return (hay) =>
		[...hay.matchAll(pattern)].flatMap((match) => {
			const start = match.index;
			const before = hay[start - 1] ?? ' ';
			const found = match[0].toLowerCase();
			const whole = { start, end: start + match[0].length };
			const part = { start, end: start + word.length };
			if (/[\p{L}\p{N}]/u.test(before))
				return word.length >= 4 && found.startsWith(typed) ? [{ ...part, fit: FIT.inside }] : [];
			// `rm` is what `--rm` has in it, and yet another thing.
			const share = before === '-' ? 0.5 : 1;
			if (found === typed) return [{ ...whole, fit: FIT.whole * share }];
			if (stemOf(found) === stem) return [{ ...whole, fit: FIT.form * share }];
			// One letter is the beginning of half of all words.
			return word.length > 1 && found.startsWith(typed) ? [{ ...part, fit: FIT.beginning * share }] : [];
		});
}

/** A word without the ending of its form, as far as that goes without knowing English. */
export function stemOf(word: string): string {
	const lower = word.toLowerCase();
	if (lower.length < 4 || /[^a-z]/u.test(lower)) return lower;
	return lower
		.replace(/(?<=[^s])s$/u, '')
		.replace(/(?<=.{3})(?:ies?|y)$/u, '')
		.replace(/(?<=[aeiouy].*.{2})(?:ing|ed|e)$/u, '')
		.replace(/(?<=.{2})([bdgmnprt])\1$/u, '$1');
}

function escaped(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
