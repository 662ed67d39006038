import { access, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, test, vi } from 'vitest';
import { formatCast, parseCast } from '../recordings/asciicast.ts';
import { sessionOf } from '../recordings/fixtures.ts';
import { recordSchema } from '../recordings/record.ts';
import {
	bookOf,
	folderOf,
	linuxExample,
	resultOf,
	startRecorder,
	writeFiles,
	type Files,
	temporaryFolder,
} from './fixtures.ts';

// For machines that are busy with other things.
vi.setConfig({ testTimeout: 60_000 });

const root = await temporaryFolder('cli-test', afterAll);

const start = (content: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
	startRecorder(content, args, { TMPDIR: root, ...env });
/** Runs the recorder: its exit status, and what it says. */
const record = (content: string, args: readonly string[] = [], env?: NodeJS.ProcessEnv) =>
	resultOf(start(content, args, env));

const bookWith = (files: Files) => folderOf(root, files);
const recordingOf = (content: string, id: string) => path.join(content, 'recordings', `${id}.linux.cast`);
const read = (content: string, id: string) => readFile(recordingOf(content, id), 'utf8');

/** A recording by hand of an example for plain Linux with one command. */
const castOf = (command: string, prints: string, status = 0): string =>
	formatCast(sessionOf([{ command, prints: [prints], status }], { cols: 100, rows: 24 }));

describe.concurrent('recording', () => {
	test('writes what happened, and where', async ({ expect }) => {
		const content = await bookWith(
			bookOf({
				'basics/one': linuxExample('word=kept', 'pwd'),
				'basics/two': linuxExample('echo "$word ü"'),
			}),
		);
		const folder = await folderOf(root, {});
		const { exit, out, err } = await record(content, [], { TMPDIR: folder, LC_ALL: 'C' });
		expect(err).toBe('');
		expect(exit).toBe(0);
		expect(out).toMatchInlineSnapshot(`
			"basics/one on linux: recorded in 0.0 s
			basics/two on linux: recorded in 0.0 s
			2 recorded; commands 0.0 s, in all 0.0 s
			"
		`);

		const cast = parseCast(await read(content, 'basics/two'));
		expect(cast).toMatchObject({ cols: 100, rows: 24, idleTimeLimit: 1.5, header: { title: 'Test' } });
		expect(recordSchema.parse(cast.header['recording'])).toMatchObject({
			example: 'basics/two',
			variant: 'linux',
			images: [],
		});
		const output = cast.events.filter(({ code }) => code === 'o').map(({ data }) => data);
		expect(output.join('')).toContain('kept ü\r\n');
		// A chapter starts in an empty folder, which is gone afterwards.
		expect(await read(content, 'basics/one')).toContain(`${folder}/containers-by-example-`);
		expect(await readdir(folder)).toEqual([]);
		// What has just been recorded is fresh.
		expect((await record(content, ['--status'])).exit).toBe(0);
	});

	test('writes one example of a chapter, and runs those before it', async ({ expect }) => {
		const content = await bookWith(
			bookOf({
				'basics/one': linuxExample('word=kept'),
				'basics/two': linuxExample('echo $word'),
				'basics/three': linuxExample('false'),
			}),
		);
		const { exit, out } = await record(content, ['basics/two']);
		expect(exit).toBe(0);
		expect(out).toMatchInlineSnapshot(`
			"basics/one on linux: ran in 0.0 s, because a later one builds on it
			basics/two on linux: recorded in 0.0 s
			1 recorded; commands 0.0 s, in all 0.0 s
			"
		`);
		expect(await readdir(path.join(content, 'recordings/basics'))).toEqual(['two.linux.cast']);
		expect(await read(content, 'basics/two')).toContain('kept');
	});

	test('runs what needs limits apart, after the story of the chapter', async ({ expect }) => {
		const limits = {
			title: 'Test',
			runsOn: 'linux',
			needs: 'limits',
			steps: [{ command: 'echo "[$word]"' }],
		};
		const content = await bookWith(
			bookOf({
				'basics/one': linuxExample('word=kept'),
				'basics/limits': JSON.stringify(limits),
				'basics/two': linuxExample('echo "[$word]"'),
			}),
		);
		const { exit, out } = await record(content);
		expect(exit).toBe(0);
		expect(out).toMatchInlineSnapshot(`
			"basics/one on linux: recorded in 0.0 s
			basics/two on linux: recorded in 0.0 s
			basics/limits on linux: recorded in 0.0 s
			3 recorded; commands 0.0 s, in all 0.0 s
			"
		`);
		expect(await read(content, 'basics/limits')).toContain(String.raw`[]\r\n`);
		expect(await read(content, 'basics/two')).toContain('[kept]');
	});

	test('keeps the recording of what fails, and of what comes after it', async ({ expect }) => {
		const content = await bookWith({
			...bookOf({
				'basics/one': linuxExample('echo one'),
				'basics/two': linuxExample('echo two; false'),
				'basics/three': linuxExample('echo three'),
			}),
			'recordings/basics/one.linux.cast': 'old one',
			'recordings/basics/two.linux.cast': 'old two',
			'recordings/basics/three.linux.cast': 'old three',
		});
		const { exit, err } = await record(content);
		expect(exit).toBe(1);
		expect(err).toMatchInlineSnapshot(`
			"
			basics/two on linux: step 1, “echo two; false”: expected exit status 0, found exit status 1. It printed:
			    two

			The recordings of what failed are as they were.
			"
		`);
		expect(parseCast(await read(content, 'basics/one')).events).not.toEqual([]);
		expect(await read(content, 'basics/two')).toBe('old two');
		expect(await read(content, 'basics/three')).toBe('old three');
	});

	test('goes on with the next chapter after a failure', async ({ expect }) => {
		const content = await bookWith(
			bookOf({ 'basics/one': linuxExample('false'), 'more/one': linuxExample('true') }),
		);
		expect((await record(content)).exit).toBe(1);
		await expect(read(content, 'basics/one')).rejects.toThrow('ENOENT');
		expect(parseCast(await read(content, 'more/one')).events.at(-1)?.code).toBe('x');
	});

	test('ends, with all that it has started, when a command floods the terminal', async ({ expect }) => {
		const content = await bookWith({});
		const pid = path.join(content, 'pid');
		await writeFiles(content, bookOf({ 'basics/one': linuxExample(`sh -c 'echo $$ > ${pid}; exec yes'`) }));
		const { exit, err } = await record(content);
		expect(exit).toBe(1);
		expect(err).toContain('more than 2000000 characters were printed');
		const yes = Number(await readFile(pid, 'utf8'));
		await vi.waitFor(() => expect(() => process.kill(yes, 0)).toThrow('ESRCH'), 15_000);
	});

	test('killed in the middle, it leaves the old recording whole', async ({ expect }) => {
		const content = await bookWith({});
		const started = path.join(content, 'started');
		await writeFiles(content, {
			...bookOf({ 'basics/one': linuxExample(`touch ${started}; sleep 60`) }),
			'recordings/basics/one.linux.cast': 'old',
		});
		const child = start(content, []);
		await vi.waitFor(() => access(started), 15_000);
		child.kill('SIGKILL');
		await new Promise((resolve) => child.once('close', resolve));
		expect(await read(content, 'basics/one')).toBe('old');
		expect(await readdir(path.join(content, 'recordings/basics'))).toEqual(['one.linux.cast']);
	});
});

describe.concurrent('--check', () => {
	test('says that a run is the same, and writes nothing', async ({ expect }) => {
		const cast = castOf('echo "made 2001-02-03 04:05:06 UTC"', 'made 2026-11-23 10:00:00 UTC\r\n');
		const content = await bookWith({
			...bookOf({ 'basics/one': linuxExample('echo "made 2001-02-03 04:05:06 UTC"') }),
			'recordings/basics/one.linux.cast': cast,
		});
		const { exit, out, err } = await record(content, ['--check']);
		expect(err).toBe('');
		expect(exit).toBe(0);
		expect(out).toMatchInlineSnapshot(`
			"basics/one on linux: the same, 0.0 s
			1 the same; commands 0.0 s, in all 0.0 s
			"
		`);
		expect(await read(content, 'basics/one')).toBe(cast);
	});

	test('shows the step and both lines of each example that differs', async ({ expect }) => {
		const cast = castOf('echo new', 'old\r\n');
		const content = await bookWith({
			...bookOf({ 'basics/one': linuxExample('echo new'), 'basics/two': linuxExample('echo new') }),
			'recordings/basics/one.linux.cast': cast,
			'recordings/basics/two.linux.cast': cast,
		});
		const { exit, out, err } = await record(content, ['--check']);
		expect(exit).toBe(1);
		expect(out).toContain('basics/one on linux: DIFFERS');
		expect(err).toMatchInlineSnapshot(`
			"
			basics/one on linux: step 1, “echo new”: the output differs (- recorded, + now)
			    - old
			    + new

			basics/two on linux: step 1, “echo new”: the output differs (- recorded, + now)
			    - old
			    + new
			"
		`);
		expect(await read(content, 'basics/one')).toBe(cast);
	});

	test('names example, step, what was expected and what was found', async ({ expect }) => {
		const cast = castOf('echo one', 'one\r\n');
		const step = { command: 'echo one', expect: { output: '^two$' } };
		const content = await bookWith({
			...bookOf({ 'basics/one': JSON.stringify({ title: 'Test', runsOn: 'linux', steps: [step] }) }),
			'recordings/basics/one.linux.cast': cast,
		});
		const { exit, err } = await record(content, ['--check']);
		expect(exit).toBe(1);
		expect(err).toMatchInlineSnapshot(`
			"
			basics/one on linux: step 1, “echo one”: expected output that matches /^two$/, found no match. It printed:
			    one
			"
		`);
		expect(await read(content, 'basics/one')).toBe(cast);
	});

	test('is not content with a recording that is stale, or not there', async ({ expect }) => {
		const content = await bookWith({
			...bookOf({ 'basics/one': linuxExample('echo one'), 'basics/two': linuxExample('true') }),
			'recordings/basics/one.linux.cast': castOf("echo 'one'", 'one\r\n'),
		});
		const { exit, err } = await record(content, ['--check']);
		expect(exit).toBe(1);
		expect(err).toMatchInlineSnapshot(`
			"
			basics/one on linux: line 1 of the example is “echo one”, the recording has “echo 'one'”

			basics/two on linux: there is no recording to compare with
			"
		`);
	});
});

describe.concurrent('--update', () => {
	test('keeps what shows nothing new to the byte, and records the rest', async ({ expect }) => {
		const same = castOf('echo "made 2001-02-03 04:05:06 UTC"', 'made 2026-11-23 10:00:00 UTC\r\n');
		const content = await bookWith({
			...bookOf({
				'basics/one': linuxExample('echo "made 2001-02-03 04:05:06 UTC"'),
				'basics/two': linuxExample('echo new'),
				'basics/three': linuxExample('echo three'),
				'basics/four': linuxExample('false'),
			}),
			'recordings/basics/one.linux.cast': same,
			'recordings/basics/two.linux.cast': castOf('echo new', 'old\r\n'),
			'recordings/basics/four.linux.cast': 'old four',
		});
		const { exit, out, err } = await record(content, ['--update']);
		expect(exit).toBe(1);
		expect(out).toMatchInlineSnapshot(`
			"basics/one on linux: the same, kept, 0.0 s
			basics/two on linux: recorded in 0.0 s
			basics/two on linux: step 1, “echo new”: the output differs (- recorded, + now)
			    - old
			    + new
			basics/three on linux: recorded in 0.0 s
			basics/three on linux: there is no recording to compare with
			3 recorded or the same; commands 0.0 s, in all 0.0 s
			"
		`);
		expect(err).toContain('basics/four on linux: step 1, “false”: expected exit status 0');
		expect(await read(content, 'basics/one')).toBe(same);
		for (const id of ['basics/two', 'basics/three'])
			expect(recordSchema.parse(parseCast(await read(content, id)).header['recording']).example).toBe(id);
		expect(await read(content, 'basics/four')).toBe('old four');
	});
});

describe.concurrent('--status', () => {
	const BOOK = bookOf({ 'basics/one': linuxExample('echo one'), 'basics/two': linuxExample('echo two') });
	const ONE = { 'recordings/basics/one.linux.cast': castOf('echo one', 'one\r\n') };
	const TWO = { 'recordings/basics/two.linux.cast': castOf('echo two', 'two\r\n') };
	const STALE = { 'recordings/basics/two.linux.cast': castOf('echo 2', '2\r\n') };

	test('all well', async ({ expect }) => {
		const content = await bookWith({ ...BOOK, ...ONE, ...TWO });
		expect(await record(content, ['--status'])).toEqual({
			exit: 0,
			out: 'chapter  variant  examples  recorded  stale  missing  unexplained\nbasics   linux           2         2      0        0            0\n',
			err: '',
		});
	});

	test.for([
		['stale', STALE, 'stale: basics/two on linux: line 1 of the example is “echo two”'],
		['missing', {}, 'missing: basics/two on linux'],
	] as const)('%s', async ([, recordings, line], { expect }) => {
		const content = await bookWith({ ...BOOK, ...ONE, ...recordings });
		const { exit, out } = await record(content, ['--status']);
		expect(exit).toBe(1);
		expect(out).toContain(line);
		expect(out).toContain('\n  npm run record -- basics/two\n');
	});

	test('for machines', async ({ expect }) => {
		const content = await bookWith({ ...BOOK, ...ONE });
		const { exit, out } = await record(content, ['--status', '--json', 'basics']);
		expect(exit).toBe(1);
		expect(JSON.parse(out)).toEqual([
			{
				chapter: 'basics',
				variant: 'linux',
				examples: 2,
				recorded: 1,
				stale: [],
				missing: ['basics/two'],
				unexplained: [],
			},
		]);
	});

	test('of one example', async ({ expect }) => {
		const content = await bookWith({ ...BOOK, ...ONE });
		expect((await record(content, ['--status', 'basics/one'])).exit).toBe(0);
		expect((await record(content, ['--status', 'basics/two'])).exit).toBe(1);
	});

	test('of a book with a fault', async ({ expect }) => {
		const content = await bookWith({ ...BOOK, 'examples/basics/one.yaml': 'titel: One' });
		const { exit, err } = await record(content, ['--status']);
		expect(exit).toBe(1);
		expect(err).toContain('examples/basics/one.yaml:1:1 title: Invalid input');
	});
});

describe.concurrent('what is in the way', () => {
	test('an engine that is not installed', async ({ expect }) => {
		const content = await bookWith({
			...bookOf({ 'basics/one': 'title: One\nsteps:\n  - command: $CR version\n' }),
			'recordings/basics/one.podman.cast': 'old',
		});
		const { exit, err } = await record(content, ['--engine', 'podman'], { PATH: await pathWithoutEngines() });
		expect(exit).toBe(1);
		expect(err).toMatchInlineSnapshot(`
			"
			basics on podman: Podman does not answer: bash: line 1: podman: command not found
			Install and start it, or use the recording host: npm run host -- build

			The recordings of what failed are as they were.
			"
		`);
		expect(await readFile(path.join(content, 'recordings/basics/one.podman.cast'), 'utf8')).toBe('old');
	});

	/** A folder with the programs that the recorder itself needs. */
	async function pathWithoutEngines(): Promise<string> {
		const bin = path.join(root, 'bin');
		await mkdir(bin);
		const folders = process.env['PATH']!.split(path.delimiter);
		for (const program of ['bash', 'node', 'ssh', 'uname']) {
			const files = folders.map((folder) => path.join(folder, program));
			const found = await Promise.all(
				files.map((file) =>
					access(file)
						.then(() => true)
						.catch(() => false),
				),
			);
			const file = files[found.indexOf(true)];
			if (file !== undefined) await symlink(file, path.join(bin, program));
		}
		return bin;
	}

	const NFS = JSON.stringify({ title: 'Test', runsOn: 'linux', needs: 'nfs', steps: [{ command: 'true' }] });

	test('an example that needs what this machine lacks is left out, and said to be', async ({ expect }) => {
		const content = await bookWith(bookOf({ 'basics/one': linuxExample('true'), 'basics/nfs': NFS }));
		const { exit, out, err } = await record(content);
		expect({ exit, err }).toEqual({ exit: 0, err: '' });
		expect(out).toMatchInlineSnapshot(`
			"basics/nfs on linux: left out, it mounts from the NFS server of the recording host (--on host)
			basics/one on linux: recorded in 0.0 s
			1 recorded; commands 0.0 s, in all 0.0 s
			"
		`);
	});

	test('and by itself is wrong use', async ({ expect }) => {
		const content = await bookWith(bookOf({ 'basics/one': linuxExample('true'), 'basics/nfs': NFS }));
		const { exit, out, err } = await record(content, ['basics/nfs']);
		expect({ exit, out }).toEqual({ exit: 2, out: '' });
		expect(err).toContain('basics/nfs on linux cannot run here: it mounts from the NFS server');
	});

	test.for([
		[['nope'], 'no chapter nope; there are: basics, more'],
		[['nope/one'], 'no chapter nope/one; there are: basics, more'],
		[['basics/nope'], 'no example basics/nope; there are: basics/one'],
		[['basics', 'more'], 'one chapter or example at a time, not basics, more'],
		[['--engine', 'lxc'], 'no engine lxc; there are: podman, docker'],
		[['--jobs', '0'], '--jobs: expected a number from 1 to 99, found 0'],
		[['--jobs', '1.5'], '--jobs: expected a number from 1 to 99, found 1.5'],
		[['--resume'], 'there is nothing to resume'],
		[['--on', 'moon'], 'no place moon; there are: host, local'],
		[['--nope'], "Unknown option '--nope'"],
		[['--engine'], "Option '--engine <value>' argument missing"],
	] as const)('wrong use: %j', async ([args, message], { expect }) => {
		const content = await bookWith(
			bookOf({ 'basics/one': linuxExample('true'), 'more/one': linuxExample('true') }),
		);
		const { exit, out, err } = await record(content, args);
		expect({ exit, out }).toEqual({ exit: 2, out: '' });
		expect(err).toContain(message);
		expect(err).toContain('npm run record -- [chapter[/example]] [options]');
	});

	test('a question for help is no fault', async ({ expect }) => {
		const { exit, out, err } = await record(root, ['--help']);
		expect({ exit, err }).toEqual({ exit: 0, err: '' });
		expect(out).toContain('--check');
	});
});
