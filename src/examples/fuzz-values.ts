/**
 * Random commands with values in them, and hostile values, for holding what `fillIn` makes against a real shell. Each
 * case knows by its own making which arguments the shell must see: no part of it asks the reader of commands.
 */
import { partsOf, type Values } from './values.ts';
import { fillIn, type CommandPart } from './fill-in.ts';

export interface ValueCase {
	/** The command, values in it written as `‹a›` and `‹b›`. */
	template: string;
	values: Record<string, string>;
	/** What the shell must run: `arguments_are` prints its arguments. */
	command: string;
	/** The arguments that must be seen. */
	expected: string[];
}

/** Stand-ins for what `content/values.yaml` has; the patterns admit everything but in heredocs. */
const DECLARED: Values = Object.fromEntries(
	['a', 'b'].map((name) => [name, { label: name, default: name, pattern: '[^]+', help: 'Anything.' }]),
);

const PIECES = [
	...[
		"'",
		'"',
		'`',
		'\\',
		'$',
		' ',
		'\t',
		'\n',
		';',
		'&&',
		'|',
		'*',
		'?',
		'~',
		'!',
		'#',
		'(',
		')',
		'{a,b}',
		'[a]',
	],
	...[
		'$(echo x)',
		'`echo x`',
		'${HOME}',
		'$HOME',
		"';echo x;'",
		'";echo x;"',
		'$((1+1))',
		'<<END',
		'\nEND\n',
		'>x',
	],
	...[
		'!!',
		'!$',
		'^a^b',
		'\\\n',
		"\\'",
		'\\"',
		"$'",
		'=ls',
		'%1',
		'-',
		'--help',
		'é',
		'漢字',
		'👩‍🚀',
		'\u00a0',
		'\r',
	],
	...['\u001b[A', '\u007f', 'word', '8080', 'a/b', '.', ':', ',', '@', '+', '_', '.-'],
];
const LITERALS = ['word', '--option=', '80:', ':80', '/path/', ',x', '.txt', '=', 'é', '@', '+', '%'];

/** The same cases for the same seed. */
export function* valueCases(seed: number, count: number): Generator<ValueCase> {
	const random = randomOf(seed);
	const below = (most: number) => Math.floor(random() * most);
	const oneOf = <T>(from: readonly T[]): T => from[below(from.length)]!;
	const some = <T>(most: number, make: () => T): T[] => Array.from({ length: 1 + below(most) }, make);
	for (let done = 0; done < count; done++) {
		const value = () =>
			below(200) === 0 ? oneOf(PIECES).repeat(500) : some(5, () => oneOf(PIECES)).join('');
		const values = { a: value(), b: value() };
		const args = some(4, () => argument({ below, oneOf, some }));
		const template = `arguments_are ${args.map(({ text }) => text).join(oneOf([' ', '  ', ' \\\n  ', '\t']))}`;
		const expected = args.map(({ means }) => means(values));
		const [before, after] = oneOf([
			['', ''],
			['', ''],
			['', ' </dev/null'],
			['true && ', ' 2>&1'],
			['{ ', '; }'],
			['(', ')'],
			['x=$(true) ', ''],
			['if true; then ', '; fi'],
			['for i in 1; do ', '; done'],
			['case ‹a› in *) ', ';; esac'],
			['y=‹b› ', ' | cat'],
			["cat >/dev/null <<'END' && ", `\n# a text with 'one quote\nEND`],
		] as const);
		yield caseOf(`${before}${template}${after}`, values, expected);
	}
}

interface Choices {
	below: (most: number) => number;
	oneOf: <T>(from: readonly T[]) => T;
	some: <T>(most: number, make: () => T) => T[];
}

interface Argument {
	text: string;
	means: (values: Record<string, string>) => string;
}

/** An argument of pieces in quotes of all kinds, some of them values. */
function argument({ below, oneOf, some }: Choices): Argument {
	const pieces = some(3, (): Argument => {
		const literal = oneOf(LITERALS);
		const name = oneOf(['a', 'b']);
		const hole = `‹${name}›`;
		const after = oneOf(LITERALS);
		const held = (values: Record<string, string>) => `${literal}${values[name]!}${after}`;
		switch (below(9)) {
			case 0:
				return { text: literal, means: () => literal };
			case 1:
				return { text: `'$x ${literal}!'`, means: () => `$x ${literal}!` };
			case 2:
				return { text: hole, means: (values) => values[name]! };
			case 3:
				return { text: `${literal}${hole}${after}`, means: held };
			case 4:
				return { text: `'${literal}${hole}${after}'`, means: held };
			case 5:
				return { text: `"${literal}${hole}${after}"`, means: held };
			case 6:
				return { text: `"\\"'${literal}${hole}${after}\\$"`, means: (values) => `"'${held(values)}$` };
			case 7:
				return { text: `"$(say ${literal}${hole}${after})"`, means: (values) => `${held(values)}.` };
			default:
				return {
					text: `"$(say "${literal}${hole}${after}"'${hole}')"`,
					means: (values) => `${held(values)}${values[name]!}.`,
				};
		}
	});
	return {
		text: pieces.map(({ text }) => text).join(''),
		means: (values) => pieces.map(({ means }) => means(values)).join(''),
	};
}

function caseOf(template: string, values: Record<string, string>, expected: string[]): ValueCase {
	const parts: CommandPart[] = partsOf(template, DECLARED);
	return { template, values, command: fillIn(parts, values), expected };
}

/** A script that runs the cases in turn; it must print `outputOf`. */
export function scriptOf(cases: readonly ValueCase[]): string {
	return [
		String.raw`arguments_are() { printf '%s\0' "$#" "$@"; }`,
		String.raw`say() { printf '%s.' "$@"; }`,
		...cases.map(({ command }) => `${command}\nprintf '\\0'`),
		'',
	].join('\n');
}

/** What the script must print for each case: the number of arguments, then the arguments. */
export function outputOf(cases: readonly ValueCase[]): string {
	return cases.map(({ expected }) => [expected.length, ...expected, ''].join('\0') + '\0').join('');
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
