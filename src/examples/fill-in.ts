/**
 * Puts a reader's values into a command, quoted so that no value can mean anything to a shell. It runs in the page
 * too, so it is small and imports nothing.
 */

/**
 * What surrounds a value in its command. `none`: a bare word, within `$(…)` too. `single`, `double`: quotes of that
 * kind. `heredoc`: the text of a heredoc, where nothing can be quoted; only plain values are allowed there.
 */
export type Quote = 'none' | 'single' | 'double' | 'heredoc';

/** A piece of a command: text as it stands, or a value by its name. */
export type CommandPart = { text: string } | { value: string; quote: Quote; default: string };

/** Characters that no shell gives a meaning to, in any place in which a value may stand. */
const PLAIN = /^[\w./:@,+-]+$/u;

/** Characters that stand for themselves within double quotes, `!` and line ends left out. */
const PLAIN_IN_DOUBLE = /^[^"$\\`!\p{Cc}]*$/u;

/** Whether a text consists of characters that mean nothing to a shell. */
export function isPlain(value: string): boolean {
	return PLAIN.test(value);
}

/**
 * The command with its values.
 *
 * @param values values by name; one that is missing has its default
 * @throws {RangeError} for a value that has no place in a command: the NUL character, or in a heredoc one that is not plain
 */
export function fillIn(
	parts: readonly CommandPart[],
	values: Readonly<Record<string, string | undefined>>,
): string {
	return parts
		.map((part) => ('text' in part ? part.text : quoted(values[part.value] ?? part.default, part.quote)))
		.join('');
}

/** A value as it is written within a command; a harmless one stays as it is. */
export function quoted(value: string, quote: Quote): string {
	if (value.includes('\0')) throw new RangeError('a command cannot have the NUL character');
	if (isPlain(value)) return value;
	if (quote === 'heredoc') throw new RangeError(`“${value}” cannot be quoted in a heredoc`);
	// At the prompt of some versions of bash, `!` looks up old commands even in single quotes, where double quotes
	// stand around them. Behind a backslash it never does.
	const single = value.replaceAll(/['!]/gu, String.raw`'\$&'`);
	if (quote === 'single') return single;
	if (quote === 'none') return `'${single}'`;
	return PLAIN_IN_DOUBLE.test(value) ? value : `"'${single}'"`;
}

/** What a reader may give for a value. */
export interface Rule {
	/** A regular expression (flag `u`) that matches all of it. */
	pattern: string;
	/** A sentence that says what is asked for. */
	help: string;
}

/** Characters; more is a mistake at the keyboard. */
const LONGEST = 200;

/** Line ends and other control characters, and those that turn the direction of writing and so hide what is copied. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

/**
 * Why a value is refused, as a sentence for the reader; undefined when it is admitted. A value that begins with `-`
 * would be taken for an option, so none does.
 */
export function whyRefused(value: string, { pattern, help }: Rule): string | undefined {
	if (value === '') return `There must be something here. ${help}`;
	if (value.length > LONGEST) return `At most ${LONGEST} characters, please. ${help}`;
	if (INVISIBLE.test(value)) return `There is a character in it that cannot be seen. ${help}`;
	if (value.trim() !== value) return `There is a space at its beginning or end. ${help}`;
	if (value.startsWith('-')) return `A command would take what begins with “-” for an option. ${help}`;
	return new RegExp(`^(?:${pattern})$`, 'u').test(value) ? undefined : `“${value}” does not fit. ${help}`;
}
