import { expect, test } from 'vitest';
import { commandsFor } from '../examples/commands.ts';
import { exampleSchema } from '../examples/schema.ts';
import { engineDifferences, whyUnexplained, type EngineRun } from './engines-differ.ts';
import { sessionOf } from './fixtures.ts';
import { transcribe } from './transcript.ts';

/** What one step does on each engine: a text that both print, or one for each, with the exit status. */
type Answers = readonly [podman: string, docker: string, podmanStatus?: number, dockerStatus?: number];

async function runsOf(
	answers: readonly Answers[],
	command: { podman: string; docker: string } = { podman: 'podman ps', docker: 'docker ps' },
): Promise<EngineRun[]> {
	const example = exampleSchema.parse({ title: 'It', steps: answers.map(() => ({ commands: command })) });
	return Promise.all(
		(['podman', 'docker'] as const).map(async (engine, index) => {
			const cast = sessionOf(
				answers.map((answer) => ({
					command: command[engine],
					prints: [`${answer[index]!}\r\n`],
					status: (answer[2 + index] as number | undefined) ?? 0,
				})),
				{ cols: 100, rows: 24 },
			);
			return { steps: commandsFor(example, engine), transcript: await transcribe(cast) };
		}),
	);
}

test('ids, times, sizes and the engine’s own name make no difference', async () => {
	const runs = await runsOf([
		['3f1c9a5b7d2e  Up 3 seconds  7.8MB', '0a1b2c3d4e5f  Up 1 second   8.09 MB'],
		['see podman run --help (Podman)', 'see docker run --help (Docker)'],
	]);
	expect(engineDifferences(runs)).toEqual([]);
	expect(whyUnexplained(runs, undefined)).toBeUndefined();
});

test('each step that differs, and in what', async () => {
	const runs = await runsOf([
		['same', 'same'],
		['one', 'two'],
		['', '', 2, 1],
		['one', 'two', 0, 3],
	]);
	expect(engineDifferences(runs)).toEqual([
		{ step: 1, aspects: ['output'] },
		{ step: 2, aspects: ['status'] },
		{ step: 3, aspects: ['status', 'output'] },
	]);
	expect(whyUnexplained(runs, undefined)).toBe(
		'the engines differ in step 2 (output), step 3 (status), step 4 (status, output): say why, in its field “difference”',
	);
	expect(whyUnexplained(runs, 'They do.')).toBeUndefined();
});

test('commands that differ beyond the engine’s name', async () => {
	const runs = await runsOf([['', '']], { podman: 'podman ps --pod', docker: 'docker ps' });
	expect(engineDifferences(runs)).toEqual([{ step: 0, aspects: ['command'] }]);
});

test('what the rules set aside may be explained; what agrees to the letter may not', async () => {
	const addresses = await runsOf([['inet 10.88.0.2', 'inet 172.17.0.2']]);
	expect(engineDifferences(addresses)).toEqual([]);
	expect(whyUnexplained(addresses, 'Each has its own range.')).toBeUndefined();
	const same = await runsOf([['podman', 'docker']]);
	expect(whyUnexplained(same, 'They do not.')).toBe(
		'the engines do the same, to the letter: remove its field “difference”',
	);
});

test('an example that no engine runs has nothing to explain', () => {
	expect(engineDifferences([])).toEqual([]);
	expect(whyUnexplained([], undefined)).toBeUndefined();
});
