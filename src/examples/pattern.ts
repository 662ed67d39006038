/**
 * The patterns of expectations: regular expressions that mean the same in JavaScript (flags `mu`), where the
 * recorder checks them, and in a POSIX shell, where a reader does. What only one of the two knows is refused.
 *
 * The POSIX form is an extended regular expression in which, as in grep, `^`, `$`, `.` and `[^…]` keep to one
 * line; `\n` in it goes on to the next line. Characters outside ASCII count as one character each that only `.`
 * and `[^…]` match. src/check-script/library.sh matches it.
 */
export interface PosixPattern {
	pattern: string;
	/** Which group of `pattern` is the first that captures in the JavaScript form; 0 (the whole) where none does. */
	firstGroup: number;
}

/** Something that is not in the subset; the message says what to write in its place. */
export class PatternError extends Error {
	override name = 'PatternError';
}

/** Stands for a value taken from an earlier output: `‹id›`. */
export const PLACEHOLDER = /‹(?<name>[a-z][a-z0-9-]*)›/u;
export const PLACEHOLDERS = new RegExp(PLACEHOLDER.source, 'gu');
const PLACEHOLDER_HERE = new RegExp(PLACEHOLDER.source, 'uy');

const SYNTAX = '^$\\.*+?()[]{}|/';
const QUANTIFIER = /[*+?]|\{(?<least>\d+)(?<open>,(?<most>\d*))?\}/uy;
/** POSIX promises no more repetitions than this. */
const MOST_REPETITIONS = 255;

/**
 * @param text a pattern that JavaScript accepts with the flags `mu`
 * @throws {PatternError} when it is outside the subset
 */
export function toPosix(text: string): PosixPattern {
	const translation = new Translation(text);
	return { pattern: translation.all(), firstGroup: translation.firstGroup };
}

/** A set of characters: of printable ASCII, the newline, and all characters outside ASCII, which go together. */
interface CharacterSet {
	ascii: Set<string>;
	newline: boolean;
	others: boolean;
}

const PRINTABLE = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
const DIGITS = charactersOf(/\d/u);
const WORD = charactersOf(/\w/u);
const SPACE: CharacterSet = { ascii: new Set(' '), newline: true, others: false };

const CLASS_ESCAPES: Record<string, CharacterSet> = {
	d: DIGITS,
	D: complement(DIGITS),
	w: WORD,
	W: complement(WORD),
	s: SPACE,
	S: complement(SPACE),
};

/**
 * Which anchors may have matched since the last character did. POSIX may read an anchor after another one, or
 * after something that can be empty, otherwise than JavaScript.
 */
interface Anchors {
	start: boolean;
	end: boolean;
}

/** A part of a pattern that has been translated. */
interface Part {
	posix: string;
	/** May match nothing at all. */
	empty: boolean;
	/** Anchors that may have matched at its end, given those before it. */
	after: Anchors;
	/** May be repeated as it is, without a group around it. */
	single: boolean;
}

class Translation {
	firstGroup = 0;
	readonly #text: string;
	#at = 0;
	#groups = 0;

	constructor(text: string) {
		this.#text = text;
	}

	all(): string {
		return this.#alternatives({ start: false, end: false }).posix;
	}

	#alternatives(before: Anchors): Part {
		const parts: Part[] = [];
		do parts.push(this.#sequence(before));
		while (this.#take('|'));
		return {
			posix: parts.map(({ posix }) => posix).join('|'),
			empty: parts.some(({ empty }) => empty),
			after: parts.map(({ after }) => after).reduce(either),
			single: false,
		};
	}

	#sequence(before: Anchors): Part {
		const from = this.#at;
		const whole: Part = { posix: '', empty: true, after: before, single: false };
		while (this.#at < this.#text.length && !'|)'.includes(this.#next())) {
			const part = this.#anchor(whole.after) ?? this.#repeated(whole.after);
			whole.posix += part.posix;
			whole.empty &&= part.empty;
			whole.after = part.after;
		}
		if (this.#at === from) refuse('an alternative or a group is empty; write (…)? in its place');
		return whole;
	}

	#anchor(before: Anchors): Part | undefined {
		const anchor = this.#next();
		if (anchor !== '^' && anchor !== '$') return undefined;
		if (before.end || (anchor === '^' && before.start))
			refuse(`${anchor} may come right after another ^ or $, and the shell would read that otherwise`);
		this.#at++;
		const after = anchor === '^' ? { ...before, start: true } : { ...before, end: true };
		return { posix: anchor, empty: true, after, single: false };
	}

	#repeated(before: Anchors): Part {
		const from = this.#at;
		const groups = this.#groups;
		let part = this.#atom(before);
		QUANTIFIER.lastIndex = this.#at;
		const found = QUANTIFIER.exec(this.#text);
		if (!found) return part;
		const [quantifier] = found;
		const { least = '', most = '' } = found.groups!;
		if (part.posix.endsWith('›')) refuse(`${quantifier} after ${part.posix}: put a group around it`);
		if (Math.max(Number(least), Number(most)) > MOST_REPETITIONS)
			refuse(`${quantifier}: at most ${MOST_REPETITIONS} repetitions mean the same everywhere`);
		// What a repetition leaves behind comes before its next one.
		if (part.after.start || part.after.end) {
			this.#at = from;
			this.#groups = groups;
			part = this.#atom(either(before, part.after));
		}
		this.#at += quantifier.length;
		if (this.#next() === '?') refuse(`${quantifier}? is lazy; leave out the ?: a match is a match`);
		const mayBeNone = quantifier === '*' || quantifier === '?' || Number(least || 1) === 0;
		return {
			posix: (part.single ? part.posix : this.#grouped(part.posix)) + quantifier,
			empty: part.empty || mayBeNone,
			after: mayBeNone ? either(before, part.after) : part.after,
			single: false,
		};
	}

	#grouped(posix: string): string {
		this.#groups++;
		return `(${posix})`;
	}

	#atom(before: Anchors): Part {
		const character = this.#next();
		if (character === '(') return this.#group(before);
		PLACEHOLDER_HERE.lastIndex = this.#at;
		const [placeholder] = PLACEHOLDER_HERE.exec(this.#text) ?? [];
		const posix = placeholder ?? this.#posixOf(this.#set());
		if (placeholder !== undefined) this.#at += placeholder.length;
		return { posix, empty: false, after: { start: false, end: false }, single: posix !== String.raw`\n` };
	}

	#group(before: Anchors): Part {
		this.#at++;
		const captures = !this.#take('?:');
		if (captures && this.#next() === '?')
			refuse(
				`(${this.#text.slice(this.#at, this.#at + 2)}…: look-ahead, look-behind, named groups and flags mean nothing to the shell; groups are (…) and (?:…)`,
			);
		this.#groups++;
		if (captures && this.firstGroup === 0) this.firstGroup = this.#groups;
		const inner = this.#alternatives(before);
		this.#at++;
		return { ...inner, posix: `(${inner.posix})`, single: true };
	}

	#set(): CharacterSet {
		if (this.#next() === '[') return this.#bracket();
		if (this.#take('.')) return complement({ ascii: new Set(), newline: true, others: false });
		return this.#oneOrEscape();
	}

	/** One character, or an escape that stands for one or for several. */
	#oneOrEscape(alsoEscaped = ''): CharacterSet {
		const character = this.#take('\\') ? '\\' : this.#character();
		if (character !== '\\') return one(character);
		const escaped = this.#character();
		if (escaped === 'n') return one('\n');
		if (SYNTAX.includes(escaped) || alsoEscaped.includes(escaped)) return one(escaped);
		return (
			CLASS_ESCAPES[escaped] ??
			refuse(
				`\\${escaped} means nothing to the shell; the escapes are \\d \\D \\w \\W \\s \\S \\n and those of punctuation`,
			)
		);
	}

	#bracket(): CharacterSet {
		this.#at++;
		const negated = this.#take('^');
		const set: CharacterSet = { ascii: new Set(), newline: false, others: false };
		while (!this.#take(']')) {
			const from = this.#oneOrEscape('-');
			const isRange = this.#next() === '-' && this.#text[this.#at + 1] !== ']';
			if (isRange) this.#at++;
			add(set, isRange ? range(from, this.#oneOrEscape('-')) : from);
		}
		return negated ? complement(set) : set;
	}

	/** As the shell writes a set: a character, a dot, a bracket expression; with the newline, a group. */
	#posixOf({ ascii, newline, others }: CharacterSet): string {
		const missing = PRINTABLE.filter((character) => !ascii.has(character));
		let inLine = '';
		if (others) inLine = missing.length === 0 ? '.' : bracket(missing, '^');
		else if (ascii.size === 1) inLine = literal([...ascii][0]!);
		else if (ascii.size > 1) inLine = bracket([...ascii], '');
		if (!newline) return inLine === '' ? refuse('[] matches nothing') : inLine;
		return inLine === '' ? String.raw`\n` : this.#grouped(String.raw`${inLine}|\n`);
	}

	#next(): string {
		return this.#text[this.#at] ?? '';
	}

	#character(): string {
		const character = String.fromCodePoint(this.#text.codePointAt(this.#at)!);
		this.#at += character.length;
		return character;
	}

	#take(text: string): boolean {
		const found = this.#text.startsWith(text, this.#at);
		if (found) this.#at += text.length;
		return found;
	}
}

function refuse(message: string): never {
	throw new PatternError(message);
}

function either(one: Anchors, other: Anchors): Anchors {
	return { start: one.start || other.start, end: one.end || other.end };
}

function charactersOf(pattern: RegExp): CharacterSet {
	const ascii = new Set(PRINTABLE.filter((character) => pattern.test(character)));
	return { ascii, newline: false, others: false };
}

function one(character: string): CharacterSet {
	if (character === '\n') return { ascii: new Set(), newline: true, others: false };
	if (!PRINTABLE.includes(character))
		refuse(
			character < ' '
				? 'a control character: a terminal shows spaces in the place of a tab, and no others'
				: `“${character}” is outside ASCII, where not every shell counts alike; write . in its place`,
		);
	return { ascii: new Set(character), newline: false, others: false };
}

function range(from: CharacterSet, to: CharacterSet): CharacterSet {
	const [first] = from.ascii;
	const [last] = to.ascii;
	if (first === undefined || last === undefined) refuse('a range that begins or ends with a newline');
	const ascii = PRINTABLE.filter((character) => first <= character && character <= last);
	return { ascii: new Set(ascii), newline: false, others: false };
}

function add(set: CharacterSet, more: CharacterSet): void {
	for (const character of more.ascii) set.ascii.add(character);
	set.newline ||= more.newline;
	set.others ||= more.others;
}

function complement({ ascii, newline, others }: CharacterSet): CharacterSet {
	const rest = PRINTABLE.filter((character) => !ascii.has(character));
	return { ascii: new Set(rest), newline: !newline, others: !others };
}

function literal(character: string): string {
	return '^$\\.*+?()[{|'.includes(character) ? `\\${character}` : character;
}

/** `]` first, `^` not first, `-` last: POSIX has no escapes between brackets. */
function bracket(characters: readonly string[], negation: '' | '^'): string {
	if (characters.length === PRINTABLE.length) return `[${negation} -~]`;
	const has = (character: string) => (characters.includes(character) ? character : '');
	const usual = characters.filter((character) => !'[]^-'.includes(character));
	const text = `${has(']')}${withRanges(usual)}${has('[')}${has('^')}${has('-')}`;
	// `[^-]` with nothing else in it would be a negation.
	return `[${negation}${negation === '' && text.startsWith('^') ? `${text.slice(1)}^` : text}]`;
}

/** `abcdxyz` → `a-dxyz`. Sorted; only letters and digits make ranges. */
function withRanges(characters: readonly string[]): string {
	const runs: string[] = [];
	for (const character of [...characters].sort()) {
		const last = runs.at(-1);
		const follows = last?.codePointAt(last.length - 1) === character.codePointAt(0)! - 1;
		if (last !== undefined && follows && /^[0-9A-Za-z]$/u.test(character) && /[0-9A-Za-z]$/u.test(last))
			runs[runs.length - 1] = last + character;
		else runs.push(character);
	}
	return runs.map((run) => (run.length > 3 ? `${run[0]!}-${run.at(-1)!}` : run)).join('');
}
