import { expect, test } from 'vitest';
import { ExampleError, parseExample } from './parse.ts';

const FILE = 'examples/basics/one.yaml';

test('fills in the defaults', () => {
	const text = `
title: One
steps:
  - command: $CR version
  - command: cat /nowhere
    expect: { exit: 1 }
`;
	expect(parseExample(text, FILE)).toEqual({
		title: 'One',
		runsOn: 'engines',
		steps: [
			{ command: '$CR version', expect: { exit: 0 }, capture: {}, anyOrder: false, timeLimit: 60 },
			{ command: 'cat /nowhere', expect: { exit: 1 }, capture: {}, anyOrder: false, timeLimit: 60 },
		],
	});
});

test('keeps everything that an author can write', () => {
	const source = {
		title: 'Everything',
		runsOn: 'engines',
		needs: 'limits',
		difference: 'Docker answers otherwise.',
		steps: [
			{
				note: 'A shell.',
				command: '$CR run -it alpine:3 sh',
				session: { prompt: '/ # ', inputs: [{ note: 'Who?', type: 'whoami' }, { type: 'exit' }] },
				expect: { exit: 0, output: '^root$', noOutput: 'nobody' },
				expectOn: { docker: { exit: 1, noOutput: 'x' } },
				capture: { user: '^(root)$' },
				anyOrder: false,
				timeLimit: 5,
			},
			{
				commands: { podman: 'podman events', docker: 'docker events' },
				interruptAfter: 'start',
				expect: { exit: 130, output: '‹user›' },
				capture: {},
				anyOrder: true,
				timeLimit: 60,
			},
		],
	};
	expect(parseExample(JSON.stringify(source), FILE)).toEqual(source);
});

/** The message with which a file is refused. */
function refusal(lines: string): string {
	try {
		parseExample(lines, FILE);
	} catch (error) {
		if (error instanceof ExampleError) return error.message;
		throw error;
	}
	throw new Error('the file was accepted');
}

/** The message for a file with one step, whose fields start in line 3, column 5. */
function stepRefusal(...fields: string[]): string {
	return refusal(`title: One\nsteps:\n  - ${fields.join('\n    ')}\n`);
}

test('refuses what is not YAML, and says where', () => {
	expect(refusal('title: One\nsteps:\n  - command: "ls\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:1 is not YAML: Missing closing "quote"`,
	);
	expect(refusal('title: One: two\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:1:8 is not YAML: Nested mappings are not allowed in compact mappings"`,
	);
	expect(refusal('title: One\ntitle: Two\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:2:1 is not YAML: Map keys must be unique"`,
	);
	expect(refusal('title: One\nsteps:\n\t- command: ls\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:1 is not YAML: Tabs are not allowed as indentation"`,
	);
	expect(refusal('title: One\n---\ntitle: Two\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:2:1 is not YAML: Source contains multiple documents; please use YAML.parseAllDocuments()"`,
	);
});

test('refuses YAML that does not mean what its author sees', () => {
	expect(stepRefusal('command: false')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:14 steps.0.command: Invalid input: expected string, received boolean"`,
	);
	expect(stepRefusal('command: ls', 'note: *all*')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:11 is not YAML: no anchor all*; quote what starts with *"`,
	);
	expect(stepRefusal('command: ls', 'note: !important Look here.')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:11 is not YAML: Unresolved tag: !important"`,
	);
});

test('refuses a file that is no example', () => {
	expect(refusal('')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:1:1 the file: Invalid input: expected object, received null"`,
	);
	expect(refusal('- one\n- two\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:1:1 the file: Invalid input: expected object, received array"`,
	);
	expect(refusal('steps:\n  - command: ls\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:1:1 title: Invalid input: expected string, received undefined"`,
	);
	expect(refusal('title: One\nsteps: []\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:2:8 steps: Too small: expected array to have >=1 items"`,
	);
	expect(refusal(`title: ${'long'.repeat(20)}\nsteps:\n  - command: ls\n`)).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:1:8 title: Too big: expected string to have <=70 characters"`,
	);
	expect(refusal('title: One\nrunsOn: windows\nsteps:\n  - command: ls\n')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:2:9 runsOn: Invalid option: expected one of "engines"|"linux""`,
	);
});

test('refuses unknown keys, each at its own place', () => {
	expect(
		refusal(`
titel: One
title: One
steps:
  - command: ls
    expct: 1
    expect:
      ouput: a
      exot: 2
`),
	).toMatchInlineSnapshot(`
		"examples/basics/one.yaml:8:7 steps.0.expect: Unrecognized keys: "ouput", "exot"
		examples/basics/one.yaml:6:5 steps.0: Unrecognized key: "expct"
		examples/basics/one.yaml:2:1 the file: Unrecognized key: "titel""
	`);
	expect(stepRefusal('command: ls', 'expectOn: { lxc: { exit: 1 } }')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:17 steps.0.expectOn: Unrecognized key: "lxc""`,
	);
});

test('refuses a step with no command, or with two', () => {
	expect(stepRefusal('note: Look.')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:5 steps.0: a step has either \`command\` or \`commands\`, and not both"`,
	);
	expect(stepRefusal('command: ls', 'commands: { podman: a, docker: b }')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:5 steps.0: a step has either \`command\` or \`commands\`, and not both"`,
	);
	expect(stepRefusal('commands: { podman: a }')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:15 steps.0.commands.docker: Invalid input: expected string, received undefined"`,
	);
});

test('refuses a session that is also interrupted', () => {
	expect(
		stepRefusal('command: sh', 'session: { prompt: "# ", inputs: [{ type: exit }] }', 'interruptAfter: a'),
	).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:5 steps.0: a step has \`session\` or \`interruptAfter\`, and not both"`,
	);
});

test('refuses a session without a prompt, or without a line', () => {
	expect(stepRefusal('command: sh', 'session:', '  inputs: []')).toMatchInlineSnapshot(`
		"examples/basics/one.yaml:5:7 steps.0.session.prompt: Invalid input: expected string, received undefined
		examples/basics/one.yaml:5:15 steps.0.session.inputs: Too small: expected array to have >=1 items"
	`);
});

test('refuses the name of a value that no step before has captured, and says where', () => {
	const steps = (...lines: string[]) =>
		refusal(['title: One', 'steps:', '  - command: ls', ...lines].map((line) => `${line}\n`).join(''));
	expect(
		steps("    expect: { output: '‹id›' }", "    capture: { id: '[0-9]+' }", '  - command: ps'),
	).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:5 steps.0: ‹id› is not captured by a step before this one"`,
	);
	expect(
		steps(
			"    capture: { id: '[0-9]+' }",
			'  - command: ps',
			"    expect: { noOutput: '‹id› ‹user›' }",
			"    expectOn: { docker: { output: '‹name›' } }",
		),
	).toMatchInlineSnapshot(`
		"examples/basics/one.yaml:5:5 steps.1: ‹user› is not captured by a step before this one
		examples/basics/one.yaml:5:5 steps.1: ‹name› is not captured by a step before this one"
	`);
	expect(steps("    capture: { Id: '[0-9]+' }")).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:20 steps.0.capture.Id: Invalid key in record"`,
	);
	expect(steps("    capture: { id: '[' }")).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:20 steps.0.capture.id: not a regular expression: Invalid regular expression: /[/mu: Unterminated character class"`,
	);
});

test('refuses white space around a command', () => {
	expect(stepRefusal('command: |', '  ls')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:14 steps.0.command: has white space around it; in YAML, end a block with |-"`,
	);
	expect(stepRefusal("command: ' ls'")).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:3:14 steps.0.command: has white space around it; in YAML, end a block with |-"`,
	);
	expect(stepRefusal('command: |-', '  cat <<END', '  text', '  END', 'expect: 1')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:7:13 steps.0.expect: Invalid input: expected object, received number"`,
	);
});

test('refuses what is not a regular expression', () => {
	expect(stepRefusal('command: ls', 'interruptAfter: "*"', 'expect: { output: (, noOutput: "[" }'))
		.toMatchInlineSnapshot(`
		"examples/basics/one.yaml:4:21 steps.0.interruptAfter: not a regular expression: Invalid regular expression: /*/mu: Nothing to repeat
		examples/basics/one.yaml:5:23 steps.0.expect.output: not a regular expression: Invalid regular expression: /(/mu: Unterminated group
		examples/basics/one.yaml:5:36 steps.0.expect.noOutput: not a regular expression: Invalid regular expression: /[/mu: Unterminated character class"
	`);
});

test('refuses a pattern that the shell does not know', () => {
	expect(stepRefusal('command: ls', 'expect: { output: "a(?=b)", noOutput: "é" }')).toMatchInlineSnapshot(`
		"examples/basics/one.yaml:4:23 steps.0.expect.output: not a pattern for the shell: (?=…: look-ahead, look-behind, named groups and flags mean nothing to the shell; groups are (…) and (?:…)
		examples/basics/one.yaml:4:43 steps.0.expect.noOutput: not a pattern for the shell: “é” is outside ASCII, where not every shell counts alike; write . in its place"
	`);
});

test('refuses numbers out of range', () => {
	expect(stepRefusal('command: ls', 'timeLimit: 0', 'expect: { exit: 256 }')).toMatchInlineSnapshot(`
		"examples/basics/one.yaml:5:21 steps.0.expect.exit: Too big: expected number to be <=255
		examples/basics/one.yaml:4:16 steps.0.timeLimit: Too small: expected number to be >0"
	`);
	expect(stepRefusal('command: ls', 'timeLimit: 601', 'expect: { exit: 0.5 }')).toMatchInlineSnapshot(`
		"examples/basics/one.yaml:5:21 steps.0.expect.exit: Invalid input: expected int, received number
		examples/basics/one.yaml:4:16 steps.0.timeLimit: Too big: expected number to be <=600"
	`);
});

test('refuses engines in an example for plain Linux', () => {
	const linux = (...fields: string[]) =>
		refusal(`title: One\nrunsOn: linux\nsteps:\n  - ${fields.join('\n    ')}\n`);
	expect(linux('command: echo $CR')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:14 steps.0.command: uses $CR, but runsOn is linux"`,
	);
	expect(linux('commands: { podman: a, docker: b }')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:5 steps.0: names engines, but runsOn is linux"`,
	);
	expect(linux('command: ls', 'expectOn: { podman: { exit: 1 } }')).toMatchInlineSnapshot(
		`"examples/basics/one.yaml:4:5 steps.0: names engines, but runsOn is linux"`,
	);
});

test('lets plain Linux have variables that only start like $CR', () => {
	const text = 'title: One\nrunsOn: linux\nsteps:\n  - command: echo $CREATED $CR_X\n';
	expect(parseExample(text, FILE).steps[0]!.command).toBe('echo $CREATED $CR_X');
});
