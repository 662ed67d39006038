import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, test, vi } from 'vitest';
import { parseCast } from '../recordings/asciicast.ts';
import {
	bookOf,
	folderOf,
	linuxExample,
	resultOf,
	startRecorder,
	wordsFor,
	temporaryFolder,
} from './fixtures.ts';

// For machines that are busy with other things.
vi.setConfig({ testTimeout: 60_000 });

const root = await temporaryFolder('faults-test', afterAll);

const OLD = { 'recordings/basics/one.linux.cast': 'old\n', 'recordings/basics/two.linux.cast': 'old two\n' };

/** What a terminal shows last is quoted, and may start with a late echo. */
const withoutLastLines = (err: string) =>
	err.replace(/; the terminal's last lines:\n[\s\S]*?(?=\n\n|$)/u, '; …');

describe.concurrent('a command', () => {
	test.for([
		{
			what: 'that never ends',
			step: { command: 'echo start; sleep 300', timeLimit: 0.5 },
			message: '0.5 s went by while waiting for the end of the command; …',
		},
		{
			what: 'that never ends, and does not want to',
			step: { command: `sh -c 'trap "" HUP INT TERM; sleep 5; sleep 5'`, timeLimit: 0.5 },
			message: '0.5 s went by while waiting for the end of the command',
		},
		{
			what: 'that never ends, in a shell that does not want to either',
			step: { command: `trap '' HUP; sleep 5`, timeLimit: 0.5 },
			message: '0.5 s went by while waiting for the end of the command',
		},
		{
			what: 'that prints what is not UTF-8',
			step: { command: String.raw`printf 'ok \xff\xfe\n'` },
			message:
				'bytes were printed that are not UTF-8 (0xff 0xfe 0x0d 0x0a) while waiting for the end of the command',
		},
		{
			what: 'that prints half of a character',
			step: { command: String.raw`printf 'ä\xc3'; sleep 0.2; echo no` },
			message:
				'bytes were printed that are not UTF-8 (0xc3 0x6e 0x6f 0x0d) while waiting for the end of the command; …',
		},
		{
			what: 'that ends the shell',
			step: { command: 'exit 7' },
			message: 'the shell ended (exit status 7) while waiting for the end of the command; …',
		},
		{
			what: 'that kills the shell',
			step: { command: 'kill -9 $$' },
			message: 'the shell ended (exit status 0, signal 9) while waiting for the end of the command',
		},
	])('$what: told, and nothing else is changed', async ({ step, message }, { expect }) => {
		const example = { title: 'Test', runsOn: 'linux', steps: [{ command: 'echo before' }, step] };
		const [content, temporary] = await Promise.all([
			folderOf(root, {
				...bookOf({ 'basics/one': JSON.stringify(example), 'basics/two': linuxExample('true') }),
				...OLD,
			}),
			folderOf(root, {}),
		]);
		const { exit, out, err } = await resultOf(startRecorder(content, [], { TMPDIR: temporary }));
		expect(exit).toBe(1);
		expect(out).toBe('0 recorded; commands 0.0 s, in all 0.0 s\n');
		expect(withoutLastLines(err).replace('; …', '')).toBe(
			`\nbasics/one on linux: step 2, “${step.command}”: ${message.replace('; …', '')}\n` +
				'\nThe recordings of what failed are as they were.\n',
		);
		for (const [file, text] of Object.entries(OLD))
			expect(await readFile(path.join(content, file), 'utf8')).toBe(text);
		expect(await readdir(path.join(content, 'recordings'), { recursive: true })).toEqual([
			'basics',
			'basics/one.linux.cast',
			'basics/two.linux.cast',
		]);
		expect(await readdir(temporary)).toEqual([]);
	});

	test('that prints a character in two parts is recorded', async ({ expect }) => {
		const content = await folderOf(
			root,
			bookOf({
				'basics/one': linuxExample(
					String.raw`printf '\xc3'; sleep 0.2; printf '\xa4 \xf0\x9f'; sleep 0.2; printf '\x91\x8d\n'`,
				),
			}),
		);
		const { exit, err } = await resultOf(startRecorder(content, [], { TMPDIR: root }));
		expect({ exit, err }).toEqual({ exit: 0, err: '' });
		const cast = await readFile(path.join(content, 'recordings/basics/one.linux.cast'), 'utf8');
		const printed = parseCast(cast).events.filter(({ code }) => code === 'o');
		expect(printed.map(({ data }) => data).join('')).toContain('ä 👍\r\n');
		// It was not whole at once.
		expect(printed.some(({ data }) => data.includes('ä 👍'))).toBe(false);
	});
});

describe.concurrent('a recording that cannot be written', () => {
	test('for want of room: its file is named, and whole', async ({ expect }) => {
		const content = await folderOf(root, {
			...bookOf({ 'basics/one': linuxExample('echo one'), 'basics/two': linuxExample('seq 9999') }),
			...OLD,
		});
		// No file may grow beyond 8 kB, so that a write ends in the middle.
		const limited = spawn(
			'bash',
			['-c', 'ulimit -f 8; exec "$@"', 'bash', process.execPath, ...wordsFor(content, [])],
			{ env: { ...process.env, TMPDIR: root }, stdio: ['ignore', 'pipe', 'pipe'] },
		);
		const { exit, out, err } = await resultOf(limited);
		expect(exit).toBe(1);
		expect(out).toContain('basics/one on linux: recorded');
		expect(out).toContain('1 recorded;');
		const file = path.join(content, 'recordings/basics/two.linux.cast');
		expect(err).toBe(
			`\n${file} could not be written: EFBIG: file too large, write. What was there is whole.\n` +
				'\nThe recordings of what failed are as they were.\n',
		);
		expect(await readFile(file, 'utf8')).toBe('old two\n');
		expect(await readdir(path.dirname(file))).toEqual(['one.linux.cast', 'two.linux.cast']);
	});

	test('since a file is where its folder should be', async ({ expect }) => {
		const content = await folderOf(root, {
			...bookOf({ 'basics/one': linuxExample('true'), 'more/one': linuxExample('true') }),
			'recordings/basics': 'no folder',
		});
		const { exit, out, err } = await resultOf(startRecorder(content, [], { TMPDIR: root }));
		expect(exit).toBe(1);
		expect(out).toContain('more/one on linux: recorded');
		expect(err).toContain(`\n${content}/recordings/basics/one.linux.cast could not be written: E`);
		expect(err).toContain('What was there is whole.\n');
		expect(await readFile(path.join(content, 'recordings/basics'), 'utf8')).toBe('no folder');
	});

	test('nor any other, nor how far it has come: told before anything is run', async ({ expect }) => {
		const mark = path.join(await folderOf(root, {}), 'mark');
		const content = await folderOf(root, bookOf({ 'basics/one': linuxExample(`touch ${mark}`) }));
		await writeFile(path.join(content, 'recordings'), 'no folder');
		const { exit, out, err } = await resultOf(startRecorder(content, [], { TMPDIR: root }));
		expect({ exit, out }).toEqual({ exit: 1, out: '' });
		expect(err).toMatch(
			/recordings\/\.run-\w+\.json could not be written: .*\. What was there is whole\.\n$/u,
		);
		await expect(readFile(mark)).rejects.toThrow('ENOENT');
	});
});
