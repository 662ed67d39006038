import { withinSingleQuotes } from '../examples/single-quotes.ts';

/**
 * Puts the reader's values into a chapter's script: each command stands there as it runs, and in quotation marks as it is
 * printed before, behind a prompt.
 *
 * @param commands pairs of a command as executed and as the reader has it now
 */
export function fillScript(script: string, commands: readonly (readonly [string, string])[]): string {
	// The longest first: a short command may be the beginning of another.
	const pairs = [...commands].sort(([one], [other]) => other.length - one.length);
	return pairs.reduce(
		(text, [from, to]) =>
			text
				.replaceAll(`'$ ${withinSingleQuotes(from)}`, () => `'$ ${withinSingleQuotes(to)}`)
				.replaceAll(`\n${from}`, () => `\n${to}`),
		script,
	);
}
