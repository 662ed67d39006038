import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commandsFor, variantsOf } from './commands.ts';
import { fillIn, quoted, whyRefused } from './fill-in.ts';
import { ExampleError, parseExample, parseValues } from './parse.ts';
import { admitsOnlyPlain, partsOf } from './values.ts';

const VALUES = parseValues(
	`
port:
  label: Port
  default: '8080'
  pattern: '[0-9]+'
  help: A number.
folder:
  label: Folder
  default: data
  pattern: '[^,]+'
  help: A name.
`,
	'values.yaml',
);

/** The message with which something is refused. */
function refusal(read: () => unknown): string {
	try {
		read();
	} catch (error) {
		if (error instanceof ExampleError) return error.message;
		throw error;
	}
	throw new Error('it is not refused');
}

const example = (steps: string, values = 'values: [port]\n') => `title: One\n${values}steps:\n${steps}`;

describe('an example with values', () => {
	const text = example(
		`  - command: $CR run -p ‹port›:80 x
  - commands: { podman: podman a '‹port›', docker: docker b }
  - command: $CR ps
`,
	);
	const parsed = parseExample(text, 'one.yaml', VALUES);

	test('is recorded with the defaults', () => {
		expect(commandsFor(parsed, 'podman').map(({ command }) => command)).toEqual([
			'podman run -p 8080:80 x',
			"podman a '8080'",
			'podman ps',
		]);
		expect(parsed.steps[0]!.command).toBe('$CR run -p 8080:80 x');
	});

	test('has the parts of each engine’s command, and none where there is no value', () => {
		expect(commandsFor(parsed, 'podman').map(({ parts }) => parts)).toEqual([
			[{ text: 'podman run -p ' }, { value: 'port', quote: 'none', default: '8080' }, { text: ':80 x' }],
			[{ text: "podman a '" }, { value: 'port', quote: 'single', default: '8080' }, { text: "'" }],
			undefined,
		]);
		expect(commandsFor(parsed, 'docker').map(({ parts }) => parts?.length)).toEqual([
			3,
			undefined,
			undefined,
		]);
	});
});

describe('refuses, with the place', () => {
	test.each([
		[
			'  - command: ls ‹port›\n',
			'',
			'one.yaml:3:14 steps.0.command: line 1, column 4: ‹port› is not among the example’s values (none)',
		],
		['  - command: ls\n', 'values: [port]\n', 'one.yaml:2:10 values.0: no command uses ‹port›'],
		[
			'  - command: ls\n',
			'values: [nope]\n',
			'one.yaml:2:10 values.0: no value “nope” in values.yaml; there are: port, folder',
		],
		['  - command: ls\n', 'values: [constructor]\n', 'no value “constructor” in values.yaml'],
		['  - command: ls ‹port›\n', 'values: [port, port]\n', 'one.yaml:2:16 values.1: “port” is listed twice'],
		['  - command: ‹port› x\n', 'values: [port]\n', 'a value cannot be the command itself'],
		[
			'  - commands: { podman: ls, docker: echo $‹port› }\n',
			'values: [port]\n',
			'steps.0.commands.docker: line 1, column 7: a value cannot follow “$”',
		],
		[
			"  - command: |-\n      cat <<'E'\n      a ‹folder›\n      E\n",
			'values: [folder]\n',
			'in a heredoc ‹folder› cannot be quoted',
		],
		["  - command: 'ls # all'\n", '', 'a comment, which zsh takes'],
		[
			"  - command: sh\n    session: { prompt: '$ ', inputs: [{ type: ls ‹port› }] }\n",
			'',
			'a line of a session cannot have a ‹value›',
		],
	])('%j %j', (steps, values, message) => {
		expect(refusal(() => parseExample(example(steps, values), 'one.yaml', VALUES))).toContain(message);
	});

	const declared = (change: Record<string, string>) =>
		JSON.stringify({
			port: { label: 'Port', default: '1', pattern: '[0-9]+', help: 'A number.', ...change },
		});
	test.each([
		[{ default: 'x' }, 'port.default: would be refused itself: “x” does not fit. A number.'],
		[{ default: '-1', pattern: '.+' }, 'would be refused itself: A command would take what begins with “-”'],
		[{ pattern: '[0-9]*' }, 'port.pattern: admits an empty text'],
		[{ pattern: '(' }, 'port.pattern: not a regular expression'],
		[{ help: 'a number' }, 'port.help: expected a sentence with its full stop'],
		[{ hint: 'x' }, 'Unrecognized key: "hint"'],
	])('of the declarations %j', (change, fault) => {
		const message = refusal(() => parseValues(declared(change), 'values.yaml'));
		expect(message).toMatch(/^values\.yaml:1:\d+ /u);
		expect(message).toContain(fault);
	});
});

test('a default that would have to be quoted is refused where it is used', () => {
	const values = { x: { label: 'x', default: 'a b', pattern: '.+', help: 'x.' } };
	expect(() => partsOf('ls ‹x›', values)).toThrow(
		'line 1, column 4: the default of ‹x› would have to be quoted',
	);
});

describe('quotes', () => {
	test.each([
		['9090', 'none', '9090'],
		['my data', 'none', "'my data'"],
		["it's", 'none', "'it'\\''s'"],
		['a!', 'none', "'a'\\!''"],
		['', 'none', "''"],
		['my "data"', 'single', 'my "data"'],
		["it's", 'single', "it'\\''s"],
		['my data', 'double', 'my data'],
		['$(id)', 'double', `"'$(id)'"`],
		['8.1', 'heredoc', '8.1'],
	] as const)('%j in %s', (value, quote, text) => {
		expect(quoted(value, quote)).toBe(text);
	});

	test('what cannot be quoted is never put in', () => {
		expect(() => quoted('a\0b', 'none')).toThrow(RangeError);
		expect(() => quoted('a b', 'heredoc')).toThrow(RangeError);
		expect(() => fillIn([{ value: 'x', quote: 'heredoc', default: '1' }], { x: '1\nEND' })).toThrow(
			RangeError,
		);
	});
});

test.each(['', '-x', ' a', 'a ', 'a\nb', 'a\0', 'a\u202eb', 'a\u2028b', '\ud800', 'x'.repeat(201)])(
	'%j is refused whatever the pattern',
	(value) => {
		expect(whyRefused(value, { pattern: '[^]*', help: 'Help.' })).toMatch(/Help\.$/u);
	},
);

test.each([
	['[0-9]+', true],
	['/[A-Za-z0-9._/-]+', true],
	['[1-9][0-9]{0,3}|6553[0-5]', true],
	['(?:a|b)*\\d', true],
	['.+', false],
	['[^:]+', false],
	['[+-z]+', false],
	['[ a]', false],
	['a b', false],
	['\\w+', false],
	['\\D', false],
	['$', false],
])('whether all that %s admits is plain: %s', (pattern, plain) => {
	expect(admitsOnlyPlain(pattern)).toBe(plain);
});

test('in the book, what readers may change is what was recorded, by default', () => {
	const values = parseValues(readFileSync('content/values.yaml', 'utf8'), 'content/values.yaml');
	const file = 'content/examples/data-that-stays/nfs-mount.yaml';
	const parsed = parseExample(readFileSync(file, 'utf8'), file, values);
	for (const variant of variantsOf(parsed))
		for (const { command, parts } of commandsFor(parsed, variant))
			if (parts) expect(fillIn(parts, {})).toBe(command);
});
