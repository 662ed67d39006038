import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test, vi } from 'vitest';
import { commandsFor, typedTexts } from '../examples/commands.ts';
import { exampleSchema, type ExampleSource } from '../examples/schema.ts';
import { textOf } from '../recordings/transcript.ts';
import { ExpectationError, runExample } from './run-example.ts';
import { Shell, ShellError } from './shell.ts';

// For machines that are busy with other things.
vi.setConfig({ testTimeout: 60_000 });

type Source = ExampleSource['steps'][number];

/** One program, so that Ctrl-C cannot come while the shell is between two. */
const TICKING = "sh -c 'echo tick; exec sleep 60'";

const stepsOf = (sources: readonly Source[]) =>
	commandsFor(exampleSchema.parse({ title: 'Test', runsOn: 'linux', steps: sources }), 'linux');

/** Runs the steps in a bash of their own. */
async function run(...sources: Source[]) {
	const shell = await Shell.open(['bash', '--noprofile', '--norc']);
	try {
		return await runExample(shell, stepsOf(sources));
	} finally {
		shell.close();
	}
}

/** What each step left: the lines of its output, the lines of each answer in its session, its exit status. */
async function outcomesOf(...sources: Source[]) {
	const { transcript } = await run(...sources);
	return transcript.steps.map(({ output, exchanges, exitStatus }) => [
		output.map(textOf),
		...exchanges.map((exchange) => [exchange.input, ...exchange.output.map(textOf)]),
		exitStatus,
	]);
}

/** The error that a run ends with. */
async function errorOf(...sources: Source[]): Promise<Error> {
	return run(...sources).then(
		() => new Error('all went well'),
		(error: unknown) => error as Error,
	);
}

// Each test has a shell of its own and mostly waits for it.
describe.concurrent('what is run', () => {
	test('commands, one after the other, in one shell', async ({ expect }) => {
		expect(
			await outcomesOf(
				{ command: 'cd / && word=kept' },
				{ command: 'printf "$PWD $word"' },
				{ command: '(exit 3)', expect: { exit: 3 } },
				{ command: 'ls /nowhere', expect: { exit: 2, output: 'No such file' } },
			),
		).toEqual([
			[[], 0],
			[['/ kept'], 0],
			[[], 3],
			[[expect.stringContaining('/nowhere')], 2],
		]);
	});

	test('text of every kind', async ({ expect }) => {
		const long = 'x'.repeat(110);
		expect(
			await outcomesOf(
				{ command: "echo 'äöü 日本 👍'", expect: { output: '^... .. .$' } },
				{ command: "printf 'a\tb' | od -An -c | tr -s ' '", expect: { output: '\\\\t' } },
				{ command: `echo ${long}` },
			),
		).toEqual([
			[['äöü 日本 👍'], 0],
			[[' a \\t b'], 0],
			[[long], 0],
		]);
	});

	test('commands of several lines', async ({ expect }) => {
		expect(
			await outcomesOf(
				{ command: 'cat <<END\n2 is $((1 + 1))\n\n  # no comment\nEND' },
				{ command: 'echo "one\ntwo" \\\n  three' },
			),
		).toEqual([
			[['2 is 2', '', '  # no comment'], 0],
			[['one', 'two three'], 0],
		]);
	});

	test('a session, and the shell after it', async ({ expect }) => {
		expect(
			await outcomesOf(
				{
					command: "PS1='demo> ' sh",
					session: { prompt: 'demo> ', inputs: [{ type: 'echo $((6 * 7))' }, { type: 'exit 4' }] },
					expect: { exit: 4, output: '^42$' },
				},
				{ command: 'echo after' },
			),
		).toEqual([
			[[], ['echo $((6 * 7))', '42'], ['exit 4'], 4],
			[['after'], 0],
		]);
	});

	test('until it is interrupted', async ({ expect }) => {
		expect(
			await outcomesOf(
				{ command: TICKING, interruptAfter: '^t.ck$', expect: { exit: 130 } },
				{ command: 'echo after' },
			),
		).toEqual([
			[['tick', '^C'], 130],
			[['after'], 0],
		]);
	});

	test('a cleared screen loses nothing', async ({ expect }) => {
		const clear = String.raw`printf '\e[H\e[2J\e[3J'`;
		expect(await outcomesOf({ command: 'echo one' }, { command: clear }, { command: 'echo two' })).toEqual([
			[['one'], 0],
			[[], 0],
			[['two'], 0],
		]);
	});
});

describe.concurrent('what is recorded', () => {
	test('all that is typed, as markers, the output, and the exit status at the end', async ({ expect }) => {
		const sources = [
			{ command: 'cat <<END\ntext\nEND' },
			{ command: "PS1='demo> ' sh", session: { prompt: 'demo> ', inputs: [{ type: 'exit' }] } },
			{ command: TICKING, interruptAfter: 'tick', expect: { exit: 130 } },
		];
		const { events } = await run(...sources);
		const markers = events.filter(({ code }) => code === 'm').map(({ data }) => data);
		expect(markers).toEqual(typedTexts(stepsOf(sources)));
		expect(events.at(-1)).toMatchObject({ code: 'x', data: '130' });
		const times = events.map(({ time }) => time);
		expect(times).toEqual(times.toSorted((one, other) => one - other));
		const output = events.filter(({ code }) => code === 'o').map(({ data }) => data);
		// The set-up of the shell is not in it: it starts with a cleared screen.
		expect(output[0]).toMatch(/^\u001B\[H\u001B\[2J/u);
		expect(output.join('')).not.toContain('PS1=$');
	});
});

describe.concurrent('what fails, and how it says so', () => {
	test('another exit status; later steps are not run', async ({ expect }) => {
		const file = path.join(tmpdir(), `later-step-of-${process.pid}`);
		const error = await errorOf(
			{ command: 'true' },
			{ command: 'sh -c "echo no; exit 3"' },
			{ command: `touch ${file}` },
		);
		await expect(access(file)).rejects.toThrow('ENOENT');
		expect(error).toBeInstanceOf(ExpectationError);
		expect(error.message).toMatchInlineSnapshot(`
			"step 2, “sh -c "echo no; exit 3"”: expected exit status 0, found exit status 3. It printed:
			    no"
		`);
	});

	test('success where a failure is expected', async ({ expect }) => {
		expect((await errorOf({ command: 'true', expect: { exit: 1 } })).message).toMatchInlineSnapshot(
			`"step 1, “true”: expected exit status 1, found exit status 0. It printed nothing."`,
		);
	});

	test('output that is missing', async ({ expect }) => {
		const error = await errorOf({ command: 'seq 30', expect: { output: '^31$' } });
		expect(error).toBeInstanceOf(ExpectationError);
		expect(error.message).toMatchInlineSnapshot(`
			"step 1, “seq 30”: expected output that matches /^31$/, found no match. It printed:
			    19
			    20
			    21
			    22
			    23
			    24
			    25
			    26
			    27
			    28
			    29
			    30"
		`);
	});

	test('output that is unwanted, in a session too', async ({ expect }) => {
		const session = { prompt: 'demo> ', inputs: [{ type: 'echo two' }, { type: 'exit' }] };
		const error = await errorOf({ command: "PS1='demo> ' sh", session, expect: { noOutput: 't[w]o' } });
		expect(error.message).toMatchInlineSnapshot(`
			"step 1, “PS1='demo> ' sh”: expected no output that matches /t[w]o/, found “two”. It printed:
			    two"
		`);
	});

	/** What is quoted of the terminal may start with an echo that comes late; the rest of a message is exact. */
	const partsOf = ({ message }: Error) => message.split("; the terminal's last lines:\n");

	test('a time limit', async ({ expect }) => {
		const error = await errorOf({ command: 'echo start; sleep 60', timeLimit: 0.3 });
		expect(error.cause).toBeInstanceOf(ShellError);
		expect(partsOf(error)[0]).toBe(
			'step 1, “echo start; sleep 60”: 0.3 s went by while waiting for the end of the command',
		);
	});

	test('a prompt that does not come', async ({ expect }) => {
		const session = { prompt: 'other> ', inputs: [{ type: 'exit' }] };
		const error = await errorOf({ command: "PS1='demo> ' sh", session, timeLimit: 0.3 });
		expect(partsOf(error)[0]).toBe(
			"step 1, “PS1='demo> ' sh”: 0.3 s went by while waiting for the prompt “other> ”",
		);
	});

	test('a program that ends before its session: nothing goes to the shell instead', async ({ expect }) => {
		const session = { prompt: '$ ', inputs: [{ type: 'echo leaked' }] };
		const error = await errorOf({ command: 'true', session });
		expect(partsOf(error)[0]).toBe(
			'step 1, “true”: it ended with exit status 0 while waiting for the prompt “$ ”',
		);
	});

	test('a program that ends before it is interrupted', async ({ expect }) => {
		const error = await errorOf({ command: 'echo tick', interruptAfter: 'tock' });
		expect(partsOf(error)[0]).toBe(
			'step 1, “echo tick”: it ended with exit status 0 while waiting for output that matches /tock/mu',
		);
	});

	test('a command that ends before its last line', async ({ expect }) => {
		const error = await errorOf({ command: 'echo one\necho two' });
		expect(partsOf(error)[0]).toBe(
			'step 1, “echo one\necho two”: it ended with exit status 0 while waiting for the next line of the command',
		);
	});

	test('a command that the shell cannot read', async ({ expect }) => {
		const error = await errorOf({ command: 'true' }, { command: 'echo )', expect: { exit: 2 } });
		const [fault, lines] = partsOf(error);
		expect(fault).toBe('step 2, “echo )”: the shell did not run it');
		expect(lines).toContain("bash: syntax error near unexpected token `)'");
	});

	test('a command that ends the shell', async ({ expect }) => {
		expect(partsOf(await errorOf({ command: 'echo bye; exit 3' }))[0]).toBe(
			'step 1, “echo bye; exit 3”: the shell ended (exit status 3) while waiting for the end of the command',
		);
	});

	test('a command that floods the terminal', async ({ expect }) => {
		expect((await errorOf({ command: 'yes' })).message).toMatchInlineSnapshot(`
			"step 1, “yes”: more than 2000000 characters were printed while waiting for the end of the command; the terminal's last lines:
			y
			y
			y
			y
			y
			y
			y
			y"
		`);
	});

	test('a program that is no shell', async ({ expect }) => {
		await expect(Shell.open(['cat', '/nowhere'])).rejects.toThrow(
			/^the shell ended \(exit status 1\) while waiting for a prompt from cat; the terminal's last lines:\s.*No such file/su,
		);
	});

	test("the shell's prompt, of which only a part has come yet, is not a program's", async ({ expect }) => {
		// A stand-in for bash that takes its time within its prompt.
		const slow = String.raw`
			mark() { printf '\033]133;%s\007' "$1"; }
			while read -r line; do
				mark C
				mark 'D;0'
				mark A
				printf '$ '
				sleep 0.1
				mark B
			done`;
		const shell = await Shell.open(['sh', '-c', slow]);
		try {
			await shell.enter('true');
			await expect(shell.untilProgramPrompt('$ ', 5)).rejects.toThrow('it ended with exit status 0');
		} finally {
			shell.close();
		}
	});
});
