import { describe, test, vi } from 'vitest';
import { commandsFor } from '../examples/commands.ts';
import { exampleSchema, type ExampleSource } from '../examples/schema.ts';
import type { CastEvent } from '../recordings/asciicast.ts';
import { textOf } from '../recordings/transcript.ts';
import { runExample } from './run-example.ts';
import { Shell } from './shell.ts';

// For machines that are busy with other things.
vi.setConfig({ testTimeout: 60_000 });

type Source = ExampleSource['steps'][number];

/** Seconds between two keys, and for a reader to look, as a replay shows them. */
const KEY_INTERVAL = 0.018;
const PAUSE = 0.35;

const BASH = ['bash', '--noprofile', '--norc'] as const;

/** Runs the steps in a bash of their own, and measures it. */
async function run(...sources: Source[]) {
	const shell = await Shell.open(BASH);
	try {
		const steps = commandsFor(
			exampleSchema.parse({ title: 'Test', runsOn: 'linux', steps: sources }),
			'linux',
		);
		const started = performance.now();
		const result = await runExample(shell, steps);
		return { ...result, wallTime: (performance.now() - started) / 1000 };
	} finally {
		shell.close();
	}
}

/** When something is printed for the first time after a command has started. */
function timeOf(events: readonly CastEvent[], printed: string): number {
	const start = events.findIndex(({ data }) => data.includes('\u001B]133;C\u0007'));
	const event = events.find(
		({ code, data }, index) =>
			code === 'o' && index >= start && data.replace(/^[^]*\u001B\]133;C\u0007/u, '').includes(printed),
	);
	return event!.time;
}

describe.concurrent("a recording's clock", () => {
	test('has the time of typing and looking, which nobody waited for', async ({ expect }) => {
		const long = `: ${'x'.repeat(1000)}`;
		const { events, wallTime, seconds } = await run({ command: long });
		const [marker, entered] = [
			events.find(({ code }) => code === 'm')!.time,
			events.find(({ data }) => data.includes('\u001B]133;C\u0007'))!.time,
		];
		expect(marker).toBeGreaterThanOrEqual(PAUSE);
		expect(entered - marker).toBeGreaterThanOrEqual(long.length * KEY_INTERVAL * 0.999);
		// A key that waits for its echo on a busy machine takes its own time, not that and the interval.
		expect(entered - marker).toBeLessThan(long.length * KEY_INTERVAL + wallTime);
		expect(wallTime).toBeLessThan(events.at(-1)!.time / 3);
		expect(seconds).toBeLessThan(1);
		// The reader gets to see the end, too.
		const [last, end] = events.slice(-2) as [CastEvent, CastEvent];
		expect(end.time - last.time).toBeGreaterThanOrEqual(PAUSE);
	});

	test('never goes back', async ({ expect }) => {
		const session = { prompt: '> ', inputs: [{ type: 'echo one' }, { type: 'exit' }] };
		const { events } = await run(
			{ command: 'cat <<END\none\nEND' },
			{ command: "PS1='> ' sh", session },
			{ command: "sh -c 'echo tick; exec sleep 60'", interruptAfter: 'tick', expect: { exit: 130 } },
			{ command: 'seq 2000' },
		);
		const times = events.map(({ time }) => time);
		expect(times[0]).toBeGreaterThanOrEqual(0);
		for (const [index, time] of times.entries()) expect(time).toBeGreaterThanOrEqual(times[index - 1] ?? 0);
		expect(events.filter(({ code }) => code === 'm').map(({ data }) => data)).toEqual([
			'cat <<END\none\nEND',
			"PS1='> ' sh",
			'echo one',
			'exit',
			"sh -c 'echo tick; exec sleep 60'",
			'^C',
			'seq 2000',
		]);
	});

	test('leaves what a command takes as it is', async ({ expect }) => {
		const { events, wallTime } = await run({ command: 'echo on""e; sleep 0.5; echo tw""o' });
		const between = timeOf(events, 'two') - timeOf(events, 'one');
		expect(between).toBeGreaterThanOrEqual(0.49);
		expect(between).toBeLessThanOrEqual(wallTime);
	});
});

describe.concurrent('the duration of a run', () => {
	test('is that of its commands', async ({ expect }) => {
		const { seconds } = await run({ command: `: ${'x'.repeat(300)}` }, { command: 'sleep 0.3' });
		expect(seconds).toBeGreaterThanOrEqual(0.3);
		expect(seconds).toBeLessThan(1.5);
	});

	test('has what a session waits for in it', async ({ expect }) => {
		const session = {
			prompt: '> ',
			inputs: [{ type: 'sleep 0.2' }, { type: 'sleep 0.2' }, { type: 'exit' }],
		};
		const { seconds } = await run({ command: "PS1='> ' sh", session });
		expect(seconds).toBeGreaterThanOrEqual(0.4);
		expect(seconds).toBeLessThan(2);
	});
});

describe.concurrent('thirty times in a row, the same', () => {
	/** What each of thirty runs in one shell left, without the times. */
	async function transcripts(...sources: Source[]): Promise<Set<string>> {
		const shell = await Shell.open(BASH);
		const found = new Set<string>();
		try {
			for (let count = 0; count < 30; count++) {
				const steps = commandsFor(
					exampleSchema.parse({ title: 'Test', runsOn: 'linux', steps: sources }),
					'linux',
				);
				const { transcript } = await runExample(shell, steps);
				const outcomes = transcript.steps.map(({ output, exchanges, exitStatus }) => [
					output.map(textOf),
					...exchanges.map((exchange) => [exchange.input, ...exchange.output.map(textOf)]),
					exitStatus,
				]);
				found.add(JSON.stringify(outcomes));
			}
		} finally {
			shell.close();
		}
		return found;
	}

	test("a session with the shell's own prompt", async ({ expect }) => {
		const session = { prompt: '$ ', inputs: [{ type: 'echo one' }, { type: 'true' }, { type: 'exit 3' }] };
		expect(
			await transcripts({ command: "PS1='$ ' sh", session, expect: { exit: 3 } }, { command: 'echo after' }),
		).toEqual(new Set(['[[[],["echo one","one"],["true"],["exit 3"],3],[["after"],0]]']));
	});

	test('a bash in the bash', async ({ expect }) => {
		const session = { prompt: '$ ', inputs: [{ type: 'echo one' }, { type: 'exit' }] };
		expect(await transcripts({ command: "PS0= PS1='$ ' bash --norc", session })).toEqual(
			new Set(['[[[],["echo one","one"],["exit","exit"],0]]']),
		);
	});

	test('programs that end at once', async ({ expect }) => {
		expect(
			await transcripts({ command: 'true' }, { command: 'false', expect: { exit: 1 } }, { command: ':' }),
		).toEqual(new Set(['[[[],0],[[],1],[[],0]]']));
	});

	test('programs that read what they are given without an echo', async ({ expect }) => {
		const session = { prompt: 'word: ', inputs: [{ type: 'secret' }] };
		expect(
			await transcripts({ command: 'read -rsp \'word: \' word; echo; echo "[$word]"', session }),
		).toEqual(new Set(['[[[],["secret","[secret]"],0]]']));
	});

	test('lines typed while a program still prints its prompt', async ({ expect }) => {
		// The prompt comes in two parts, and what ends like it comes before.
		const program = `printf 'a> '; sleep 0.002; printf '\\nb'; sleep 0.002; printf '> '; read -r word; echo "[$word]"`;
		const session = { prompt: 'b> ', inputs: [{ type: 'one' }] };
		expect(await transcripts({ command: `(${program})`, session })).toEqual(
			new Set(['[[["a> "],["one","[one]"],0]]']),
		);
	});

	test('much output before a prompt that looks like the session', async ({ expect }) => {
		const session = { prompt: '$ ', inputs: [{ type: 'seq 400' }, { type: 'exit' }] };
		expect(await transcripts({ command: "PS1='$ ' sh", session })).toEqual(
			new Set([
				JSON.stringify([
					[[], ['seq 400', ...Array.from({ length: 400 }, (_, index) => `${index + 1}`)], ['exit'], 0],
				]),
			]),
		);
	});
});
