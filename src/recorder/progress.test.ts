import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';
import type { Terminal } from '@xterm/headless';
import { afterAll, describe, test, vi } from 'vitest';
import {
	bookOf,
	folderOf,
	linuxExample,
	resultOf,
	startRecorder,
	wordsFor,
	type Files,
	temporaryFolder,
} from './fixtures.ts';
import { terminalProgress } from './progress.ts';

// For machines that are busy with other things.
vi.setConfig({ testTimeout: 60_000 });

const root = await temporaryFolder('progress-test', afterAll);

const COLUMNS = 80;

/** All that is on a terminal and was printed before, row by row; a time becomes 0.0 s. */
async function rowsOf(screen: Terminal): Promise<string[]> {
	await new Promise<void>((resolve) => screen.write('', resolve));
	const { length } = screen.buffer.active;
	const rows = Array.from({ length }, (_, row) => screen.buffer.active.getLine(row)!.translateToString(true));
	return rows
		.slice(0, rows.findLastIndex(Boolean) + 1)
		.map((row) => row.replaceAll(/\d+\.\d s\b/gu, '0.0 s'));
}

/** Runs the recorder in a terminal, and reads what a person sees. */
function onTerminal(content: string) {
	const pty = spawn(process.execPath, wordsFor(content, []), {
		cols: COLUMNS,
		rows: 24,
		env: { ...process.env, TMPDIR: root },
	});
	const screen = new headless.Terminal({ cols: COLUMNS, rows: 24, allowProposedApi: true });
	pty.onData((data) => screen.write(data));
	const exit = new Promise<number>((resolve) => pty.onExit(({ exitCode }) => resolve(exitCode)));
	return {
		exit,
		press: (key: string) => pty.write(key),
		rows: () => rowsOf(screen),
	};
}

const bookWith = (examples: Files) => folderOf(root, bookOf(examples));
/** A command that waits for a file. */
const until = (file: string) => `until test -e ${file}; do sleep 0.05; done`;

describe.concurrent('the lines of what is going on', () => {
	/** A terminal of so many columns: what is on it, row by row. */
	function terminalOf(columns: number) {
		const screen = new headless.Terminal({
			cols: columns,
			rows: 24,
			allowProposedApi: true,
			convertEol: true,
		});
		const stream = new Writable({
			write: (data: Buffer, _, done) => screen.write(data, () => done()),
		});
		const terminal = Object.assign(stream, { columns }) as unknown as WriteStream;
		return { terminal, rows: () => rowsOf(screen) };
	}

	test('are one for each thing, below what stays, each until it has ended', async ({ expect }) => {
		const { terminal, rows } = terminalOf(40);
		const progress = terminalProgress(terminal);
		progress.now('one', 'first');
		progress.now('two', 'x'.repeat(60));
		progress.say('a line that is longer than the terminal is wide');
		progress.now('one', 'second\n\tthing');
		expect(await rows()).toEqual([
			'a line that is longer than the terminal ',
			'is wide',
			'0:00  one · second thing',
			`0:00  two · ${'x'.repeat(26)}…`,
		]);
		progress.say('another');
		progress.now('one', undefined);
		expect(await rows()).toEqual([
			'a line that is longer than the terminal ',
			'is wide',
			'another',
			`0:00  two · ${'x'.repeat(26)}…`,
		]);
		// Whatever is still going on.
		progress.end();
		expect((await rows()).slice(2)).toEqual(['another']);
	});
});

describe.concurrent('on a terminal', () => {
	test('a line says what is going on, and since when, below what stays; then it is gone', async ({
		expect,
	}) => {
		const folder = await folderOf(root, {});
		const content = await bookWith({
			'basics/one': linuxExample('true'),
			'basics/two': linuxExample('true', `cd ${folder}; ${until('go')}`),
		});
		const { rows, exit } = onTerminal(content);
		await vi.waitFor(async () => {
			const [line, status, ...more] = await rows();
			expect(line).toBe('basics/one on linux: recorded in 0.0 s');
			expect(status).toMatch(/^0:0[1-9] {2}basics on linux · 2\/2 basics\/two · step 2\/2 cd \S+\/[^/]*…?/u);
			// As long as a row, it would wrap and could not be cleared again.
			expect(status!.length).toBeLessThan(COLUMNS);
			expect(more).toEqual([]);
		}, 20_000);
		// It goes on by itself.
		const [, before] = await rows();
		await vi.waitFor(async () => expect((await rows())[1]!.slice(0, 4)).not.toBe(before!.slice(0, 4)), 5000);
		await writeFile(path.join(folder, 'go'), '');
		expect(await exit).toBe(0);
		expect(await rows()).toEqual([
			'basics/one on linux: recorded in 0.0 s',
			'basics/two on linux: recorded in 0.0 s',
			expect.stringMatching(/^2 recorded; commands 0\.0 s, in all 0\.0 s/u),
		]);
	});

	test('a long command is cut, and one of several lines is one line', async ({ expect }) => {
		const folder = await folderOf(root, {});
		const content = await bookWith({
			'basics/one': linuxExample(`: ${'x'.repeat(300)}`),
			'basics/two': linuxExample(`: 'a\n\tb'; ${until(`${folder}/go`)}; ${': x;'.repeat(60)}`),
		});
		const { rows, exit } = onTerminal(content);
		await vi.waitFor(async () => {
			const [line, status, ...more] = await rows();
			expect(line).toContain('basics/one on linux: recorded');
			expect(status).toMatch(
				/^\d:\d\d {2}basics on linux · 2\/2 basics\/two · step 1\/1 : 'a b'; until .*…$/u,
			);
			expect(status!.length).toBeLessThan(COLUMNS);
			expect(more).toEqual([]);
		}, 20_000);
		await writeFile(path.join(folder, 'go'), '');
		expect(await exit).toBe(0);
		expect(await rows()).toHaveLength(3);
	});

	test('Ctrl-C ends it, and the line', async ({ expect }) => {
		const folder = await folderOf(root, {});
		const content = await bookWith({
			'basics/one': linuxExample('true'),
			'basics/two': linuxExample(`touch ${folder}/started; sleep 300`),
		});
		const { rows, press, exit } = onTerminal(content);
		await vi.waitFor(() => access(path.join(folder, 'started')), 20_000);
		press('\u0003');
		expect(await exit).toBe(130);
		const all = await rows();
		expect(all[0]).toBe('basics/one on linux: recorded in 0.0 s');
		expect(all).toContain('Interrupted: ending the machines …');
		expect(all.at(-1)).toMatch(/^1 recorded; commands /u);
		expect(all.filter((row) => /^\d:\d\d {2}/u.test(row))).toEqual([]);
	});

	test('a run that cannot begin ends', async ({ expect }) => {
		const content = await bookWith({ 'basics/one': linuxExample('true') });
		await writeFile(path.join(content, 'recordings'), 'no folder');
		const { rows, exit } = onTerminal(content);
		expect(await exit).toBe(1);
		expect((await rows()).join('')).toContain('could not be written');
	});
});

test('in a log, every example is a line, without a sign for a terminal', async ({ expect }) => {
	const content = await bookWith({
		'basics/one': linuxExample('sleep 1.2'),
		'basics/two': linuxExample('true'),
		'more/one': linuxExample('false'),
	});
	const { exit, out, err } = await resultOf(startRecorder(content, [], { TMPDIR: root, FORCE_COLOR: '1' }));
	expect(exit).toBe(1);
	expect(out.split('\n')).toEqual([
		'basics/one on linux: recorded in 0.0 s',
		'basics/two on linux: recorded in 0.0 s',
		expect.stringMatching(/^2 recorded; /u),
		'',
	]);
	expect(out + err).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F]/u);
});
