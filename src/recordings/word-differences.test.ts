import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandsFor, variantsOf } from '../examples/commands.ts';
import { parseExample, parseValues } from '../examples/parse.ts';
import { exampleSchema } from '../examples/schema.ts';
import { parseCast } from './asciicast.ts';
import { engineDifferences, type EngineRun } from './engines-differ.ts';
import { sessionOf } from './fixtures.ts';
import { printedBy, transcribe } from './transcript.ts';
import { rangesWithin, wordDifferences, type OutputDifference, type Range } from './word-differences.ts';

type Commands = readonly [podman: string, docker: string];

/** One step on each engine. */
async function runsOf(
	printed: readonly [podman: string, docker: string],
	commands: Commands = ['podman ps', 'docker ps'],
): Promise<EngineRun[]> {
	const [podman, docker] = commands;
	const example = exampleSchema.parse({ title: 'It', steps: [{ commands: { podman, docker } }] });
	return Promise.all(
		(['podman', 'docker'] as const).map(async (engine, index) => ({
			steps: commandsFor(example, engine),
			transcript: await transcribe(
				sessionOf(
					[{ command: commands[index]!, prints: [`${printed[index]!.replaceAll('\n', '\r\n')}\r\n`] }],
					{ cols: 200, rows: 24 },
				),
			),
		})),
	);
}

const cut = (text: string, ranges: readonly Range[]) =>
	ranges.map(({ start, end }) => text.slice(start, end));

/** The marked words of the output of each. */
async function marked(podman: string, docker: string): Promise<string[][]> {
	const runs = await runsOf([podman, docker]);
	return wordDifferences(runs).map(([step], side) =>
		cut(printedBy(runs[side]!.transcript.steps[0]!), step!.output.ranges),
	);
}

test('words that changed, neighbours as one, in their places in what was printed', async () => {
	expect(
		await marked('3f1c9a5b7d2e   Up 3 seconds  web', '0a1b2c3d4e5f  Is  not up   8 seconds web'),
	).toEqual([['Up'], ['Is  not up']]);
	expect(await marked('same\none  two\nend', 'same\nend\nmore here')).toEqual([['one  two'], ['more here']]);
});

test('neither what must differ nor the engine’s own name is marked', async () => {
	expect(
		await marked('podman 3f1c9a5b7d2e  7.8MB eager_curie', 'docker 0a1b2c3d4e5f 8.09 MB happy_hopper'),
	).toEqual([[], []]);
});

test('the same words in other lines, or indented otherwise, are marked', async () => {
	expect(await marked('a b', 'a\nb')).toEqual([['a b'], ['a', 'b']]);
	expect(await marked('a', '  a')).toEqual([['a'], ['a']]);
});

test('commands', async () => {
	const commands: Commands = ['podman ps --pod -a', 'docker ps -a'];
	const found = wordDifferences(await runsOf(['', ''], commands));
	expect(found.map(([step], side) => cut(commands[side]!, step!.command))).toEqual([['--pod'], []]);
});

test('where most of many words differ, none is marked', async () => {
	const words = (text: string, count: number) =>
		Array.from({ length: count }, (_, index) => `${text}-${index}`).join(' ');
	const outputs = async (podman: string, docker: string) =>
		wordDifferences(await runsOf([podman, docker])).map(([step]) => step!.output);
	const throughout = { ranges: [], throughout: true };
	expect(await outputs(words('a', 13), words('b', 13))).toEqual([throughout, throughout]);
	for (const { throughout: is, ranges } of await outputs(words('a', 12), words('b', 12)))
		expect([is, ranges.length]).toEqual([false, 1]);
	// 40 of 70 words.
	const [one] = await outputs(
		`${words('a', 20)} ${words('same', 15)}`,
		`${words('b', 20)} ${words('same', 15)}`,
	);
	expect(one!.throughout).toBe(false);
});

test('outputs of thousands of lines that differ are not compared to the end', async () => {
	const lines = (text: string) => Array.from({ length: 4000 }, (_, index) => `${text}x${index}`).join('\n');
	const runs = await runsOf([lines('a'), lines('b')]);
	const start = performance.now();
	const found = wordDifferences(runs);
	expect(performance.now() - start).toBeLessThan(5000);
	expect(found.map(([step]) => step!.output)).toEqual([
		{ ranges: [], throughout: true },
		{ ranges: [], throughout: true },
	]);
});

test('one run has nothing to be held against; three have no “other”', async () => {
	const [run] = await runsOf(['a', 'b']);
	expect(wordDifferences([run!])).toEqual([
		[{ command: [], output: { ranges: [], throughout: false }, exchanges: [] }],
	]);
	expect(() => wordDifferences([run!, run!, run!])).toThrow('between two engines, found 3');
});

test('ranges are cut where a text is', () => {
	const ranges = [
		{ start: 0, end: 4 },
		{ start: 6, end: 9 },
	];
	expect(rangesWithin(ranges, 0, 5)).toEqual([{ start: 0, end: 4 }]);
	expect(rangesWithin(ranges, 3, 7)).toEqual([
		{ start: 0, end: 1 },
		{ start: 3, end: 4 },
	]);
	expect(rangesWithin(ranges, 4, 6)).toEqual([]);
});

test('over the whole book, marks are exactly where the comparison finds a difference', async () => {
	const files = readdirSync('content/examples', { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.yaml'),
	);
	const values = parseValues(readFileSync('content/values.yaml', 'utf8'), 'content/values.yaml');
	let steps = 0;
	for (const file of files) {
		const id = file.slice(0, -'.yaml'.length);
		const example = parseExample(readFileSync(`content/examples/${file}`, 'utf8'), file, values);
		const runs = await Promise.all(
			variantsOf(example).map(async (variant) => ({
				steps: commandsFor(example, variant),
				transcript: await transcribe(
					parseCast(readFileSync(`content/recordings/${id}.${variant}.cast`, 'utf8')),
				),
			})),
		);
		const found = engineDifferences(runs);
		const words = wordDifferences(runs);
		const isMarked = ({ ranges, throughout }: OutputDifference) => throughout || ranges.length > 0;
		words[0]!.forEach((_, step) => {
			steps++;
			const sides = words.map((side) => side[step]!);
			const aspects = found.find((difference) => difference.step === step)?.aspects ?? [];
			const place = `${id}, step ${step + 1}`;
			expect([place, sides.some(({ command }) => command.length > 0)]).toEqual([
				place,
				aspects.includes('command'),
			]);
			expect([place, sides.some(({ output, exchanges }) => [output, ...exchanges].some(isMarked))]).toEqual([
				place,
				aspects.includes('output'),
			]);
		});
	}
	expect(steps).toBeGreaterThan(300);
});
