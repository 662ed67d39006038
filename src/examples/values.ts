import { z } from 'zod';
import { fillIn, isPlain, whyRefused, type CommandPart } from './fill-in.ts';
import { placesIn, ShellTextError } from './shell-text.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]*$/u, 'expected a name of small letters, digits and hyphens');

const sentence = z.string().regex(/^[^\n]+[.?!]$/u, 'expected a sentence with its full stop');

const declaration = z
	.strictObject({
		/** What the value is, as the label of its field. No full stop. */
		label: z.string().min(1).max(50),
		/** What the book was recorded with. */
		default: z.string(),
		/** A regular expression (flag `u`) that matches all of a value that the reader may give. */
		pattern: z.string().min(1),
		/** A sentence that says what is asked for: shown in the field’s card, and when a value is refused. */
		help: sentence,
	})
	.superRefine((value, context) => {
		const fault = (key: string, message: string) =>
			context.addIssue({ code: 'custom', path: [key], message });
		let whole: RegExp;
		try {
			whole = new RegExp(`^(?:${value.pattern})$`, 'u');
		} catch (cause) {
			fault('pattern', `not a regular expression: ${(cause as Error).message}`);
			return;
		}
		if (whole.test('')) fault('pattern', 'admits an empty text, which no command could do with');
		const why = whyRefused(value.default, value);
		if (why !== undefined) fault('default', `would be refused itself: ${why}`);
	});

/** What `content/values.yaml` declares: values that readers may want to change, by name. */
export const valuesSchema = z.record(name, declaration);
export type Values = z.output<typeof valuesSchema>;
export type Value = Values[string];

/** The names that an example lists as its own. */
export const valueNames = z.array(name).min(1);

/**
 * A command in pieces: its text, and the values in it with their defaults.
 *
 * @param template the command, values in it written as `‹name›`
 * @param allowed the values that it may use
 * @throws {ShellTextError} when a value is unknown, or stands where it cannot be put safely
 */
export function partsOf(template: string, allowed: Values): CommandPart[] {
	const parts: CommandPart[] = [];
	let last = 0;
	for (const place of placesIn(template)) {
		const refuse = (why: string): never => {
			throw new ShellTextError(template, place.start, why);
		};
		const value = Object.hasOwn(allowed, place.name) ? allowed[place.name]! : undefined;
		if (!value) {
			const known = Object.keys(allowed).join(', ') || 'none';
			return refuse(`‹${place.name}› is not among the example’s values (${known})`);
		}
		if (!isPlain(value.default)) refuse(`the default of ‹${place.name}› would have to be quoted`);
		if (place.quote === 'heredoc' && !admitsOnlyPlain(value.pattern))
			refuse(
				`in a heredoc ‹${place.name}› cannot be quoted, and its pattern admits more than letters, digits and . _ / : @ , + -`,
			);
		if (place.start > last) parts.push({ text: template.slice(last, place.start) });
		parts.push({ value: place.name, quote: place.quote, default: value.default });
		last = place.end;
	}
	if (last < template.length) parts.push({ text: template.slice(last) });
	return parts;
}

/** The command as it is recorded: every value has its default. */
export function withDefaults(parts: readonly CommandPart[]): string {
	return fillIn(parts, {});
}

/** Characters of a set, ranges in it, and what else a simple pattern may have. */
const SIMPLE =
	/\[(?<set>(?:[\w./:@,+]|\\[d.\-/]|-)+)\]|\\[d.\-/]|[\w/:@,-]|\(\?:|[()|*+?]|\{\d+(?:,\d*)?\}/uy;

/** Whether a pattern is so simple that all it admits is seen to be plain. Says no where it cannot tell. */
export function admitsOnlyPlain(pattern: string): boolean {
	SIMPLE.lastIndex = 0;
	while (SIMPLE.lastIndex < pattern.length) {
		const match = SIMPLE.exec(pattern);
		if (!match) return false;
		if (match.groups!['set'] !== undefined && !isPlainSet(match[0])) return false;
	}
	return true;
}

/** A range such as `+-z` has characters that do not stand in it: every one of ASCII is tried. */
function isPlainSet(set: string): boolean {
	const expression = new RegExp(`^${set}$`, 'u');
	return Array.from({ length: 0x80 }, (_, code) => String.fromCharCode(code)).every(
		(character) => !expression.test(character) || isPlain(character),
	);
}
