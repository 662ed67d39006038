import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, test, vi } from 'vitest';
import { readBook } from './book.ts';
import { bookOf, folderOf, linuxExample, type Files, temporaryFolder } from './fixtures.ts';
import { localPlace, MachineError, type Machine, type Place } from './machine.ts';
import { runSittings, type RunOptions } from './run.ts';
import { Shell } from './shell.ts';
import { nameOf, sittingsOf } from './sitting.ts';

// For machines that are busy with other things.
vi.setConfig({ testTimeout: 60_000 });

const root = await temporaryFolder('run-test', afterAll);
vi.stubEnv('TMPDIR', root);

/** A machine of a place that keeps account of them: this one, with a shell of its own. */
interface Counted {
	/** From 1, in the order in which they were asked for. */
	number: number;
	/** How often it was left. */
	left: number;
}

interface CountingPlace extends Place {
	machines: Counted[];
	/** What happened, in order: `1 made`, `1 left`. */
	log: string[];
}

/** A place whose machines are this one. What is in `changes` takes the place of what a machine does, by its number. */
function countingPlace(
	atOnce: number,
	changes: (number: number) => Promise<Partial<Machine>> | Partial<Machine> = () => ({}),
): CountingPlace {
	const machines: Counted[] = [];
	const log: string[] = [];
	const local = localPlace();
	return {
		...local,
		atOnce,
		machines,
		log,
		async machineFor(wish) {
			const counted: Counted = { number: machines.length + 1, left: 0 };
			const changed = await changes(counted.number);
			const machine = await local.machineFor(wish);
			machines.push(counted);
			log.push(`${counted.number} made`);
			return {
				...machine,
				...changed,
				async leave() {
					counted.left++;
					log.push(`${counted.number} left`);
					await machine.leave();
					await changed.leave?.();
				},
			};
		},
	};
}

/** A run of a book with these chapters, one example each, on a place. */
async function setUp(examples: Files, place: Place, options: Partial<RunOptions> = {}) {
	const content = await folderOf(root, bookOf(examples));
	const sittings = sittingsOf(await readBook(content), ['linux'], () => true);
	const said: string[] = [];
	const done: string[] = [];
	const going = new Set<string>();
	const controller = new AbortController();
	const run = () =>
		runSittings(place, sittings, {
			content,
			mode: 'write',
			progress: {
				say: (line) => said.push(line.replaceAll(/\d+\.\d s\b/gu, '0.0 s')),
				now: (name, what) => (what === undefined ? going.delete(name) : going.add(name)),
				end: () => {},
			},
			signal: controller.signal,
			jobs: 1,
			onDone: (sitting) => Promise.resolve(void done.push(nameOf(sitting))),
			...options,
		});
	return { content, run, said, done, going, abort: () => controller.abort() };
}

/** Examples of one chapter each, by the chapter's name. */
const chapters = (examples: Files): Files =>
	Object.fromEntries(Object.entries(examples).map(([name, yaml]) => [`${name}/one`, yaml]));

/** Commands that end only when both of two are running, each in its own sitting. */
const meeting = (own: string, other: string) =>
	linuxExample(
		`touch ${root}/${own}; for i in $(seq 200); do test -e ${root}/${other} && break; sleep 0.05; done; test $i != 200`,
	);

describe.concurrent('sittings', () => {
	test('side by side really are', async ({ expect }) => {
		const place = countingPlace(2);
		const { run, done, going } = await setUp(
			chapters({ a: meeting('a', 'b'), b: meeting('b', 'a'), c: linuxExample('true') }),
			place,
			{ jobs: 2 },
		);
		const { good, faults, commandSeconds } = await run();
		expect({ good, faults }).toEqual({ good: 3, faults: [] });
		expect(commandSeconds).toBeGreaterThan(0);
		expect(done.toSorted()).toEqual(['a on linux', 'b on linux', 'c on linux']);
		expect(going.size).toBe(0);
		expect(place.machines.map(({ left }) => left)).toEqual([1, 1, 1]);
	});

	/** The most machines that there were at one time. */
	const mostOf = ({ log }: CountingPlace) => {
		const changes = log.map((entry) => (entry.endsWith('made') ? 1 : -1));
		return Math.max(...changes.map((_, index) => changes.slice(0, index + 1).reduce((a, b) => a + b, 0)));
	};

	test.for([
		{ jobs: 2, atOnce: 2, most: 2 },
		{ jobs: 9, atOnce: 2, most: 2 },
		{ jobs: 1, atOnce: 1, most: 1 },
		{ jobs: 1, atOnce: 9, most: 2 },
		// There is no room to make one ahead for each.
		{ jobs: 2, atOnce: 3, most: 2 },
	])('$jobs at a time with $atOnce machines: $most', async ({ jobs, atOnce, most }, { expect }) => {
		const place = countingPlace(atOnce);
		const names = ['a', 'b', 'c', 'd', 'e'];
		const examples = Object.fromEntries(names.map((name) => [name, linuxExample('sleep 0.1')]));
		const { run } = await setUp(chapters(examples), place, { jobs });
		expect(await run()).toMatchObject({ good: 5, faults: [] });
		// The machine before is left while the next is held.
		expect(mostOf(place)).toBeGreaterThanOrEqual(most);
		expect(mostOf(place)).toBeLessThanOrEqual(Math.min(atOnce, most + jobs));
	});

	test('each have a machine of their own', async ({ expect }) => {
		const place = countingPlace(1);
		const { run, content } = await setUp(
			chapters({
				a: linuxExample('word=kept; touch file'),
				b: linuxExample('echo "[$word$(ls)]"'),
			}),
			place,
		);
		expect(await run()).toMatchObject({ good: 2, faults: [] });
		expect(await readFile(path.join(content, 'recordings/b/one.linux.cast'), 'utf8')).toContain(
			String.raw`[]\r\n`,
		);
	});

	test('one after the other: a machine is left before the next is made', async ({ expect }) => {
		const place = countingPlace(1);
		const { run } = await setUp(chapters({ a: linuxExample('true'), b: linuxExample('true') }), place);
		await run();
		expect(place.log).toEqual(['1 made', '1 left', '2 made', '2 left']);
	});

	test('ahead: the next machine is made while one is being held, and no more than that', async ({
		expect,
	}) => {
		const second = path.join(root, 'second-machine');
		const place = countingPlace(2, (number) => ({
			openShell: async () => {
				const shell = await Shell.open(['bash', '--noprofile', '--norc'], root);
				if (number === 2) await shell.startRecording().then(() => shell.enter(`touch ${second}`));
				return shell;
			},
		}));
		const { run } = await setUp(
			chapters({
				// It ends only when the machine of the next one is there.
				a: linuxExample(
					`for i in $(seq 200); do test -e ${second} && break; sleep 0.05; done; test $i != 200`,
				),
				b: linuxExample('true'),
				c: linuxExample('true'),
			}),
			place,
		);
		expect(await run()).toMatchObject({ good: 3, faults: [] });
		expect(place.log.indexOf('2 made')).toBeLessThan(place.log.indexOf('1 left'));
		expect(place.log.indexOf('1 left')).toBeLessThan(place.log.indexOf('3 made'));
		expect(place.machines.map(({ left }) => left)).toEqual([1, 1, 1]);
	});
});

describe.concurrent('every machine is left once', () => {
	test.for([false, true])(
		'when an example fails; the others are held (ahead: %s)',
		async (ahead, { expect }) => {
			const place = countingPlace(ahead ? 2 : 1);
			const { run, done } = await setUp(
				chapters({ a: linuxExample('true'), b: linuxExample('false'), c: linuxExample('true') }),
				place,
			);
			expect(await run()).toMatchObject({
				good: 2,
				faults: [
					'b/one on linux: step 1, “false”: expected exit status 0, found exit status 1. It printed nothing.',
				],
			});
			expect(done).toEqual(['a on linux', 'c on linux']);
			expect(place.machines.map(({ left }) => left)).toEqual([1, 1, 1]);
		},
	);

	test.for([false, true])('when one cannot be had (ahead: %s)', async (ahead, { expect }) => {
		let asked = 0;
		const place = countingPlace(ahead ? 2 : 1, () => {
			asked++;
			if (asked === 2) throw new MachineError('no room');
			return {};
		});
		const { run, done, going } = await setUp(
			chapters({ a: linuxExample('true'), b: linuxExample('true'), c: linuxExample('true') }),
			place,
		);
		expect(await run()).toMatchObject({ good: 2, faults: ['b on linux: no room'] });
		expect(done).toEqual(['a on linux', 'c on linux']);
		expect(going.size).toBe(0);
		expect(place.machines.map(({ left }) => left)).toEqual([1, 1]);
	});

	test.for(['openShell', 'run'] as const)('when %s of a new one fails', async (what, { expect }) => {
		const shells: Shell[] = [];
		const place = countingPlace(1, (number) => ({
			openShell: async () => {
				const shell = await Shell.open(['bash', '--noprofile', '--norc'], root);
				shells.push(shell);
				return shell;
			},
			...(number === 1 && { [what]: () => Promise.reject(new Error('not today')) }),
		}));
		const { run } = await setUp(chapters({ a: linuxExample('true'), b: linuxExample('true') }), place);
		expect(await run()).toMatchObject({ good: 1, faults: ['a on linux: not today'] });
		expect(place.machines.map(({ left }) => left)).toEqual([1, 1]);
		// Nothing can be waited for in a shell that has been closed.
		for (const shell of shells) await expect(shell.untilPrompt(5)).rejects.toThrow('the shell was closed');
		expect(shells).toHaveLength(what === 'run' ? 2 : 1);
	});

	test('and one that does not want to be is a fault, which stops nothing', async ({ expect }) => {
		const place = countingPlace(1, (number) =>
			number === 1 ? { leave: () => Promise.reject(new MachineError('it is stuck')) } : {},
		);
		const { run } = await setUp(chapters({ a: linuxExample('true'), b: linuxExample('true') }), place);
		expect(await run()).toMatchObject({ good: 2, faults: ['a on linux: it is stuck'] });
		expect(place.machines.map(({ left }) => left)).toEqual([1, 1]);
	});

	test('when what is done cannot be noted', async ({ expect }) => {
		const place = countingPlace(2);
		const { run } = await setUp(chapters({ a: linuxExample('true'), b: linuxExample('true') }), place, {
			onDone: ({ chapter }) =>
				chapter.name === 'a' ? Promise.reject(new Error('no space left')) : Promise.resolve(),
		});
		expect(await run()).toMatchObject({ good: 2, faults: ['a on linux: no space left'] });
		expect(place.machines.map(({ left }) => left)).toEqual([1, 1]);
	});

	test.for([
		[1, false],
		[2, false],
		[1, true],
		[2, true],
	] as const)('when it is interrupted (jobs: %s, ahead: %s)', async ([jobs, ahead], { expect }) => {
		const place = countingPlace(ahead ? 2 * jobs : jobs);
		const mark = await folderOf(root, {});
		const names = ['a', 'b', 'c', 'd'];
		const { run, abort, done, going, content } = await setUp(
			chapters(
				Object.fromEntries(names.map((name) => [name, linuxExample(`touch ${mark}/${name}; sleep 300`)])),
			),
			place,
			{ jobs },
		);
		const running = run();
		await vi.waitFor(async () => expect(await readdir(mark)).toHaveLength(jobs), 20_000);
		abort();
		expect(await running).toMatchObject({ good: 0, faults: [] });
		expect(done).toEqual([]);
		expect(going.size).toBe(0);
		expect(place.machines.length).toBeLessThanOrEqual(place.atOnce);
		expect(place.machines.map(({ left }) => left)).toEqual(place.machines.map(() => 1));
		// None was begun after that.
		expect(await readdir(mark)).toHaveLength(jobs);
		expect(await readdir(content)).not.toContain('recordings');
	});

	test('interrupted before it begins, no machine is made', async ({ expect }) => {
		const place = countingPlace(1);
		const { run, abort } = await setUp(chapters({ a: linuxExample('true') }), place, {});
		abort();
		expect(await run()).toEqual({ good: 0, faults: [], commandSeconds: 0 });
		expect(place.machines).toEqual([]);
	});
});

describe.concurrent('a machine that is gone in the middle', () => {
	test('is said to be, with what failed for it', async ({ expect }) => {
		let isGone = false;
		const place = countingPlace(1, (number) => {
			if (number !== 1) return {};
			const local: Partial<Machine> = {
				run: (command) =>
					isGone
						? Promise.reject(new MachineError('connection refused'))
						: Promise.resolve(command === 'true' ? '' : 'System\nLinux 6.1.0-test\nx86_64'),
			};
			return local;
		});
		const book = {
			'a/one': linuxExample('echo one'),
			'a/two': linuxExample('kill -9 $$'),
			'a/three': linuxExample('echo three'),
			'b/one': linuxExample('echo one'),
		};
		const { run, content } = await setUp(book, place, {
			progress: {
				say: (line) => void (isGone ||= line.startsWith('a/one')),
				now: () => {},
				end: () => {},
			},
		});
		const { good, faults } = await run();
		expect(good).toBe(2);
		expect(
			faults.map((fault) => fault.replace(/; the terminal's last lines:\n[\s\S]*?(?=\nThe)/u, '')),
		).toEqual([
			'a/two on linux: step 1, “kill -9 $$”: the shell ended (exit status 0, signal 9) while waiting for the end of the command\n' +
				'The machine is gone: connection refused',
		]);
		expect(await readdir(path.join(content, 'recordings'), { recursive: true })).toEqual(
			expect.arrayContaining(['a/one.linux.cast', 'b/one.linux.cast']),
		);
		expect(await readdir(path.join(content, 'recordings/a'))).toEqual(['one.linux.cast']);
		expect(place.machines.map(({ left }) => left)).toEqual([1, 1]);
	});
});
