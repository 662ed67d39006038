import { access, chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, test, vi } from 'vitest';
import { parseCast } from '../recordings/asciicast.ts';
import { BookError } from './book.ts';
import {
	bookOf,
	folderOf,
	linuxExample,
	resultOf,
	startRecorder,
	writeFiles,
	temporaryFolder,
} from './fixtures.ts';
import { Journal } from './journal.ts';

// For machines that are busy with other things.
vi.setConfig({ testTimeout: 60_000 });

const root = await temporaryFolder('journal-test', afterAll);

const start = (content: string, ...args: string[]) => startRecorder(content, args, { TMPDIR: root });
const record = (content: string, ...args: string[]) => resultOf(start(content, ...args));
const filesIn = (content: string) => readdir(path.join(content, 'recordings')).catch(() => []);
const journalsIn = async (content: string) =>
	(await filesIn(content)).filter((name) => name.startsWith('.run-'));
const read = (content: string, id: string) =>
	readFile(path.join(content, 'recordings', `${id}.linux.cast`), 'utf8');

describe.concurrent('the journal of a run', () => {
	const REQUEST = ['basics', '--check'];

	test('tells what is done to the next run of the same words', async ({ expect }) => {
		const content = await folderOf(root, {});
		const first = new Journal(content, REQUEST);
		await first.note();
		await Promise.all([first.note('one on podman'), first.note('two on podman')]);
		expect([first.has('one on podman'), first.has('one on docker')]).toEqual([true, false]);

		const next = new Journal(content, REQUEST);
		expect(next.has('one on podman')).toBe(false);
		expect(await next.resume()).toBe(true);
		expect([next.has('one on podman'), next.has('two on podman')]).toEqual([true, true]);
		await next.remove();
		await next.remove();
		expect(await filesIn(content)).toEqual([]);
		expect(await new Journal(content, REQUEST).resume()).toBe(false);
	});

	test('a run without --resume begins again', async ({ expect }) => {
		const content = await folderOf(root, {});
		await new Journal(content, REQUEST).note('one on podman');
		await new Journal(content, REQUEST).note();
		const next = new Journal(content, REQUEST);
		expect(await next.resume()).toBe(true);
		expect(next.has('one on podman')).toBe(false);
	});

	test('is not that of other words', async ({ expect }) => {
		const content = await folderOf(root, {});
		await new Journal(content, REQUEST).note('one on podman');
		await new Journal(content, ['basics']).note('two on podman');
		await new Journal(content, ['basics --check']).note();
		expect(await journalsIn(content)).toHaveLength(3);
		const next = new Journal(content, REQUEST);
		await next.resume();
		expect([next.has('one on podman'), next.has('two on podman')]).toEqual([true, false]);
	});

	test.for(['', '[', '{}', '[1]', '"one"'])('that is broken is named: “%s”', async (text, { expect }) => {
		const content = await folderOf(root, {});
		await new Journal(content, REQUEST).note();
		const [name] = await journalsIn(content);
		const file = path.join(content, 'recordings', name!);
		await writeFile(file, text);
		await expect(new Journal(content, REQUEST).resume()).rejects.toThrow(
			new BookError(`${file}: not the journal of a run; delete it and record without --resume`),
		);
	});
});

/** Two chapters: the first notes that it has run, the second fails as long as the file `ready` is not there. */
async function bookInTwoParts(): Promise<{ content: string; runs: () => Promise<string[]> }> {
	const content = await folderOf(root, {});
	const log = path.join(content, 'log');
	const note = (name: string) => `echo ${name} >> ${log}`;
	await writeFiles(content, {
		...bookOf({
			'basics/one': linuxExample(note('first')),
			'more/one': linuxExample(note('second'), `test -e ${content}/ready`),
		}),
		'recordings/more/one.linux.cast': 'old',
	});
	return { content, runs: async () => (await readFile(log, 'utf8')).trim().split('\n') };
}

describe.concurrent('--resume', () => {
	test('runs only what an earlier run has not done; then there is nothing to resume', async ({ expect }) => {
		const { content, runs } = await bookInTwoParts();
		const first = await record(content);
		expect(first.exit).toBe(1);
		expect(first.err.replaceAll(content, 'CONTENT')).toMatchInlineSnapshot(`
			"
			more/one on linux: step 2, “test -e CONTENT/ready”: expected exit status 0, found exit status 1. It printed nothing.

			The recordings of what failed are as they were.

			1 of 2 parts are not done. To go on:
			  npm run record -- --content CONTENT --on local --resume
			"
		`);
		expect(await runs()).toEqual(['first', 'second']);
		expect(await read(content, 'more/one')).toBe('old');
		expect(await journalsIn(content)).toHaveLength(1);

		await writeFiles(content, { ready: '' });
		const second = await record(content, '--resume');
		expect(second).toEqual({
			exit: 0,
			out: 'more/one on linux: recorded in 0.0 s\n1 recorded; commands 0.0 s, in all 0.0 s\n',
			err: '',
		});
		expect(await runs()).toEqual(['first', 'second', 'second']);
		expect(parseCast(await read(content, 'more/one')).events).not.toEqual([]);
		expect(await journalsIn(content)).toEqual([]);

		const third = await record(content, '--resume');
		expect({ exit: third.exit, out: third.out }).toEqual({ exit: 2, out: '' });
		expect(third.err).toContain(
			'there is nothing to resume: no run of these words has failed or been interrupted',
		);
	});

	test('goes on from a run of the same words only, wherever --resume stands', async ({ expect }) => {
		const { content, runs } = await bookInTwoParts();
		expect((await record(content)).exit).toBe(1);
		expect((await record(content, '--resume', '--engine', 'podman')).exit).toBe(2);
		expect((await record(content, '--resume', 'more')).exit).toBe(2);
		// It fails again, and can be resumed again.
		expect((await record(content, '--resume')).exit).toBe(1);
		expect((await record(content, '--resume')).exit).toBe(1);
		expect(await runs()).toEqual(['first', 'second', 'second', 'second']);
	});

	test('of a run of one part, nothing is kept to go on from', async ({ expect }) => {
		const { content } = await bookInTwoParts();
		const { exit, err } = await record(content, 'more');
		expect(exit).toBe(1);
		expect(err).not.toContain('--resume');
		expect(await journalsIn(content)).toEqual([]);
	});

	test('with a broken journal names its file', async ({ expect }) => {
		const { content } = await bookInTwoParts();
		expect((await record(content)).exit).toBe(1);
		const file = path.join(content, 'recordings', (await journalsIn(content))[0]!);
		await writeFile(file, '{');
		expect(await record(content, '--resume')).toEqual({
			exit: 1,
			out: '',
			err: `${file}: not the journal of a run; delete it and record without --resume\n`,
		});
	});
});

describe.concurrent('interrupted', () => {
	test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
		'by %s, it ends what it has started and can go on',
		async (signal, { expect }) => {
			const content = await folderOf(root, {});
			const [pid, again] = ['pid', 'again'].map((name) => path.join(content, name)) as [string, string];
			await writeFiles(content, {
				...bookOf({
					'basics/one': linuxExample('echo one'),
					'more/one': linuxExample('echo one'),
					'more/two': linuxExample(`test -e ${again} || sh -c 'echo $$ > ${pid}; exec sleep 300'`),
					'network/one': linuxExample('echo one'),
				}),
				'recordings/more/two.linux.cast': 'old two',
				'recordings/network/one.linux.cast': 'old one',
			});
			const folder = await folderOf(root, {});
			const child = startRecorder(content, [], { TMPDIR: folder });
			const result = resultOf(child);
			await vi.waitFor(async () => expect(await readFile(pid, 'utf8')).toMatch(/\n$/u), 15_000);
			const sleeping = Number(await readFile(pid, 'utf8'));
			expect(await readdir(folder)).toHaveLength(1);

			child.kill(signal);
			const { exit, out, err } = await result;
			expect(exit).toBe(130);
			expect(out).toMatchInlineSnapshot(`
				"basics/one on linux: recorded in 0.0 s
				more/one on linux: recorded in 0.0 s
				Interrupted: ending the machines …
				2 recorded; commands 0.0 s, in all 0.0 s
				"
			`);
			expect(err.replaceAll(content, 'CONTENT')).toMatchInlineSnapshot(`
				"
				2 of 3 parts are not done. To go on:
				  npm run record -- --content CONTENT --on local --resume
				"
			`);
			expect(await readdir(folder)).toEqual([]);
			await vi.waitFor(() => expect(() => process.kill(sleeping, 0)).toThrow('ESRCH'), 5000);
			expect(parseCast(await read(content, 'basics/one')).events.at(-1)?.code).toBe('x');
			expect(parseCast(await read(content, 'more/one')).events.at(-1)?.code).toBe('x');
			expect(await read(content, 'more/two')).toBe('old two');
			expect(await read(content, 'network/one')).toBe('old one');
			expect(await readdir(path.join(content, 'recordings/more'))).toEqual([
				'one.linux.cast',
				'two.linux.cast',
			]);

			await writeFiles(content, { again: '' });
			const resumed = await record(content, '--resume');
			expect({ exit: resumed.exit, err: resumed.err }).toEqual({ exit: 0, err: '' });
			expect(resumed.out).toMatchInlineSnapshot(`
				"more/one on linux: recorded in 0.0 s
				more/two on linux: recorded in 0.0 s
				network/one on linux: recorded in 0.0 s
				3 recorded; commands 0.0 s, in all 0.0 s
				"
			`);
			expect(await journalsIn(content)).toEqual([]);
		},
	);

	test('twice, it ends at once, even if a machine does not', async ({ expect }) => {
		const content = await folderOf(root, {});
		const started = path.join(content, 'started');
		// A command beside the recording that does not end: what a machine is asked is not interrupted.
		const bin = await folderOf(root, {
			uname: `#!/bin/sh\ntouch ${started}\nexec sleep 20\n`,
		});
		await writeFiles(content, bookOf({ 'basics/one': linuxExample('true') }));
		await chmod(path.join(bin, 'uname'), 0o755);
		const child = startRecorder(content, [], {
			TMPDIR: root,
			PATH: [bin, process.env['PATH']].join(path.delimiter),
		});
		const ended = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
		await vi.waitFor(() => access(started), 15_000);
		const said = new Promise((resolve) => child.stdout!.once('data', resolve));
		child.kill('SIGINT');
		expect(String(await said)).toContain('Interrupted: ending the machines …');
		child.kill('SIGINT');
		expect(await ended).toBe('SIGINT');
	});
});
