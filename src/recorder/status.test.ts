import { afterAll, expect, test } from 'vitest';
import { formatCast } from '../recordings/asciicast.ts';
import { sessionOf } from '../recordings/fixtures.ts';
import { readBook } from './book.ts';
import { bookOf, folderOf, linuxExample, type Files, temporaryFolder } from './fixtures.ts';
import { formatStatus, isClean, statusOf } from './status.ts';

const root = await temporaryFolder('status-test', afterAll);

const BOOK = bookOf({
	'basics/one': 'title: One\nsteps:\n  - command: $CR ps\n',
	'basics/two': 'title: Two\nsteps:\n  - command: $CR images\n',
	'plain/one': linuxExample('ls'),
});

const castWith = (command: string) => formatCast(sessionOf([{ command }]));
const CLEAN: Files = {
	'recordings/basics/one.podman.cast': castWith('podman ps'),
	'recordings/basics/two.podman.cast': castWith('podman images'),
	'recordings/basics/one.docker.cast': castWith('docker ps'),
	'recordings/basics/two.docker.cast': castWith('docker images'),
};
const PLAIN: Files = { 'recordings/plain/one.linux.cast': castWith('ls') };

async function statusWith(recordings: Files) {
	const content = await folderOf(root, { ...BOOK, ...recordings });
	return statusOf(content, await readBook(content), ['podman', 'docker', 'linux']);
}

test('all recorded', async () => {
	const rows = await statusWith({ ...CLEAN, ...PLAIN });
	const all = { stale: [], missing: [], unexplained: [] };
	expect(rows).toEqual([
		{ chapter: 'basics', variant: 'podman', examples: 2, recorded: 2, ...all },
		{ chapter: 'basics', variant: 'docker', examples: 2, recorded: 2, ...all },
		{ chapter: 'plain', variant: 'linux', examples: 1, recorded: 1, ...all },
	]);
	expect(isClean(rows)).toBe(true);
	expect(formatStatus(rows)).toMatchInlineSnapshot(`
		"chapter  variant  examples  recorded  stale  missing  unexplained
		basics   podman          2         2      0        0            0
		basics   docker          2         2      0        0            0
		plain    linux           1         1      0        0            0"
	`);
});

test('stale and missing, each with its remedy', async () => {
	const rows = await statusWith({
		...CLEAN,
		'recordings/basics/two.docker.cast': castWith('docker image ls'),
	});
	expect(rows.slice(1)).toEqual([
		{
			chapter: 'basics',
			variant: 'docker',
			examples: 2,
			recorded: 2,
			stale: [
				{
					example: 'basics/two',
					reason: 'line 1 of the example is “docker images”, the recording has “docker image ls”',
				},
			],
			missing: [],
			unexplained: [],
		},
		{
			chapter: 'plain',
			variant: 'linux',
			examples: 1,
			recorded: 0,
			stale: [],
			missing: ['plain/one'],
			unexplained: [],
		},
	]);
	expect(isClean(rows.slice(0, 1))).toBe(true);
	expect(isClean(rows.slice(0, 2))).toBe(false);
	expect(isClean(rows.slice(2))).toBe(false);
	expect(formatStatus(rows)).toMatchInlineSnapshot(`
		"chapter  variant  examples  recorded  stale  missing  unexplained
		basics   podman          2         2      0        0            0
		basics   docker          2         2      1        0            0
		plain    linux           1         0      0        1            0
		stale: basics/two on docker: line 1 of the example is “docker images”, the recording has “docker image ls”
		  npm run record -- basics/two --engine docker
		missing: plain/one on linux
		  npm run record -- plain/one"
	`);
});

test('a difference between the engines that nobody explains, and an explanation of none', async () => {
	const printing = (command: string, text: string) =>
		formatCast(sessionOf([{ command, prints: [`${text}\r\n`] }]));
	const recordings: Files = {
		'recordings/basics/one.podman.cast': printing('podman ps', 'Podman says so'),
		'recordings/basics/one.docker.cast': printing('docker ps', 'Docker says no'),
	};
	const unexplained = async (files: Files) => {
		const content = await folderOf(root, { ...BOOK, ...CLEAN, ...PLAIN, ...files });
		const rows = await statusOf(content, await readBook(content), ['podman', 'docker']);
		return { clean: isClean(rows), text: formatStatus(rows).split('\n').slice(3) };
	};
	const explained = (command: string) =>
		`title: One\ndifference: Each has its way.\nsteps:\n  - command: ${command}\n`;

	expect(await unexplained(recordings)).toEqual({
		clean: false,
		text: [
			'unexplained: basics/one: the engines differ in step 1 (output): say why, in its field “difference”',
		],
	});
	expect(await unexplained({ ...recordings, 'examples/basics/one.yaml': explained('$CR ps') })).toEqual({
		clean: true,
		text: [],
	});
	expect(await unexplained({ 'examples/basics/two.yaml': explained('$CR images') })).toEqual({
		clean: false,
		text: ['unexplained: basics/two: the engines do the same, to the letter: remove its field “difference”'],
	});
});

test('a book without examples is clean', async () => {
	const content = await folderOf(root, { 'chapters/01-why.mdx': '' });
	const rows = await statusOf(content, await readBook(content), ['podman', 'linux']);
	expect(rows).toEqual([]);
	expect(isClean(rows)).toBe(true);
});
