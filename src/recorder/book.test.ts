import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ExampleError } from '../examples/parse.ts';
import { formatCast } from '../recordings/asciicast.ts';
import { sessionOf } from '../recordings/fixtures.ts';
import { BookError, castPath, readBook, readCast, stepsOf, writeWhole } from './book.ts';
import { bookOf, folderOf, linuxExample, type Files, temporaryFolder } from './fixtures.ts';

const root = await temporaryFolder('book-test', afterAll);

const example = linuxExample('ls');
const BOOK = bookOf({ 'basics/one': example, 'basics/two': example, 'network/one': example });

describe('reading a book', () => {
	test('chapters by number, examples as they are shown', async () => {
		const content = await folderOf(root, {
			'chapters/02-basics.mdx': '<Example id="basics/two" />\n\n<Example id="basics/one" />',
			'chapters/10-network.mdx': '<Example id="network/one" />',
			'chapters/01-why.mdx': 'No example.',
			'examples/basics/one.yaml': example,
			'examples/basics/two.yaml': 'title: Two\nsteps:\n  - command: $CR ps\n',
			'examples/basics/Containerfile': 'FROM alpine:3',
			'examples/network/one.yaml': example,
			'recordings/basics/one.linux.cast': '',
			'recordings/basics/two.podman.cast': '',
		});
		const chapters = await readBook(content);
		expect(chapters.map(({ name, examples }) => [name, examples.map(({ id }) => id)])).toEqual([
			['why', []],
			['basics', ['basics/two', 'basics/one']],
			['network', ['network/one']],
		]);
		const [two, one] = chapters[1]!.examples;
		expect(two!.example.title).toBe('Two');
		expect(stepsOf(two!, 'docker')?.map(({ command }) => command)).toEqual(['docker ps']);
		expect(stepsOf(two!, 'linux')).toBeUndefined();
		expect(stepsOf(one!, 'docker')).toBeUndefined();
	});

	/** The message with which a book is refused that has these files too. */
	async function refusal(files: Files): Promise<string> {
		const content = await folderOf(root, { ...BOOK, ...files });
		const error: unknown = await readBook(content).catch((cause: unknown) => cause);
		expect(error).toBeInstanceOf(BookError);
		return (error as BookError).message.replaceAll(content, 'content');
	}

	test('refuses a chapter with an unknown example', async () => {
		const mdx = '<Example id="why/nope" />';
		expect(await refusal({ 'chapters/03-why.mdx': mdx })).toMatchInlineSnapshot(
			`"03-why.mdx shows the example why/nope, but there is no file content/examples/why/nope.yaml"`,
		);
	});

	test('refuses an example that is shown twice', async () => {
		const mdx = '<Example id="basics/one" />\n<Example id="basics/two" />\n<Example id="basics/one" />';
		expect(await refusal({ 'chapters/01-basics.mdx': mdx })).toMatchInlineSnapshot(
			`"01-basics.mdx shows basics/one twice"`,
		);
	});

	test.each(['network/one', 'one', 'why/more/one', ''])('refuses “%s” in the chapter why', async (id) => {
		const mdx = `<Example id="${id}" />`;
		expect(await refusal({ 'chapters/03-why.mdx': mdx })).toBe(
			`03-why.mdx shows ${id}; its examples are called why/<name>`,
		);
	});

	test.each(['why.mdx', '3-why.mdx', '03-why.md', '03-Why.mdx'])(
		'refuses the chapter file %s',
		async (file) => {
			expect(await refusal({ [`chapters/${file}`]: '' })).toBe(
				`content/chapters/${file}: expected a name like 07-first-containers.mdx`,
			);
		},
	);

	test('refuses an example that no chapter shows', async () => {
		expect(await refusal({ 'examples/basics/left.yaml': example })).toMatchInlineSnapshot(
			`"examples/basics/left.yaml: no chapter shows it; show or delete it"`,
		);
	});

	test.each(['basics/gone.linux', 'basics/one.podman', 'basics/one.lxc', 'basics/one', 'gone/one.linux'])(
		'refuses the recording %s, which nothing asks for',
		async (name) => {
			expect(await refusal({ [`recordings/${name}.cast`]: '' })).toBe(
				`recordings/${name}.cast: there is no such example any more; delete it`,
			);
		},
	);

	test('names the file of a faulty example', async () => {
		const content = await folderOf(root, { ...BOOK, 'examples/basics/two.yaml': 'titel: Two' });
		const file = path.join(content, 'examples/basics/two.yaml');
		await expect(readBook(content)).rejects.toThrow(ExampleError);
		await expect(readBook(content)).rejects.toThrow(`${file}:1:1 `);
	});
});

describe('a recording on disk', () => {
	const text = formatCast(sessionOf([{ command: 'ls' }]));

	test('is read', async () => {
		const content = await folderOf(root, { 'recordings/basics/one.linux.cast': text });
		expect((await readCast(content, 'basics/one', 'linux'))?.events.length).toBe(4);
		expect(await readCast(content, 'basics/one', 'podman')).toBeUndefined();
	});

	test('is named when it cannot be read', async () => {
		const content = await folderOf(root, { 'recordings/basics/one.linux.cast': `${text}[1,"o"` });
		const file = castPath(content, 'basics/one', 'linux');
		await expect(readCast(content, 'basics/one', 'linux')).rejects.toThrow(
			new BookError(`${file}: line 6, column 7: expected JSON, found [1,"o"`),
		);
	});

	test('is written with its folder, and takes the place of the one before', async () => {
		const content = await folderOf(root, {});
		const file = castPath(content, 'basics/one', 'podman');
		await writeWhole(file, 'a longer first one');
		await writeWhole(file, 'second');
		expect(await readFile(file, 'utf8')).toBe('second');
		expect(await readdir(path.dirname(file))).toEqual(['one.podman.cast']);
	});

	test('stays whole when the disk is full', async () => {
		const content = await folderOf(root, { 'recordings/basics/one.linux.cast': text });
		const file = castPath(content, 'basics/one', 'linux');
		// Whatever is written beside it lands on a device that is always full.
		await symlink('/dev/full', `${file}.${process.pid}.tmp`);
		await expect(writeWhole(file, 'new')).rejects.toThrow('ENOSPC');
		expect(await readFile(file, 'utf8')).toBe(text);
		expect(await readdir(path.dirname(file))).toEqual(['one.linux.cast']);
	});

	test('leaves nothing behind when it cannot be put in place', async () => {
		const content = await folderOf(root, {});
		const file = castPath(content, 'basics/one', 'linux');
		await mkdir(file, { recursive: true });
		await expect(writeWhole(file, 'new')).rejects.toThrow('EISDIR');
		expect(await readdir(path.dirname(file))).toEqual(['one.linux.cast']);
	});
});
