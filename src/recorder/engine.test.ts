import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, test, vi } from 'vitest';
import type { EngineId } from '../engines/engines.ts';
import { commandsFor, typedTexts } from '../examples/commands.ts';
import { parseExample } from '../examples/parse.ts';
import { parseCast } from '../recordings/asciicast.ts';
import { recordSchema } from '../recordings/record.ts';
import {
	bookOf,
	engineExample,
	fakeDigest,
	fakeEnginesIn,
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

const root = await temporaryFolder('engine-test', afterAll);

/** A book, and engines of its own to run it on. */
async function setUp(files: Files) {
	const [content, engines] = await Promise.all([folderOf(root, files), fakeEnginesIn(root)]);
	const start = (...args: string[]) => startRecorder(content, args, { TMPDIR: root, ...engines.env });
	return {
		...engines,
		content,
		record: (...args: string[]) => resultOf(start(...args)),
		read: (id: string, engine: EngineId) =>
			readFile(path.join(content, 'recordings', `${id}.${engine}.cast`), 'utf8'),
		recordings: () => readdir(path.join(content, 'recordings/basics')),
	};
}

describe.concurrent('an engine', () => {
	test('with things on it is refused, and left as it is', async ({ expect }) => {
		const { record, stateOf, recordings } = await setUp({
			...bookOf({ 'basics/one': engineExample('$CR images') }),
			'recordings/basics/one.podman.cast': 'old',
		});
		const things = {
			'container/web': '',
			'network/front': '',
			'volume/data': '',
			'image/docker.io%library%alpine:3': 'registry\n',
			'image/localhost%mine:1': 'here\n',
		};
		await writeFiles(stateOf('podman'), things);
		const { exit, err } = await record('--engine', 'podman');
		expect(exit).toBe(1);
		expect(err).toMatchInlineSnapshot(`
			"
			basics on podman: a chapter starts on an engine with nothing on it, but Podman has 1 container, 1 network, 1 volume, 2 images; remove them, or record on the recording host (--on host)

			The recordings of what failed are as they were.
			"
		`);
		expect(await recordings()).toEqual(['one.podman.cast']);
		for (const [name, text] of Object.entries(things))
			expect(await readFile(path.join(stateOf('podman'), name), 'utf8')).toBe(text);
	});

	test('has the images that a chapter asks for before its first command', async ({ expect }) => {
		const { content, record, read } = await setUp(
			bookOf({ 'basics/one': engineExample('echo $($CR images)') }),
		);
		await writeFiles(content, {
			'chapters/01-basics.mdx':
				'---\ntitle: Basics\nimages: [alpine:3, nginx:1]\n---\n\n<Example id="basics/one" />\n\n---\n',
		});
		const { exit, err } = await record();
		expect({ exit, err }).toEqual({ exit: 0, err: '' });
		expect(await read('basics/one', 'podman')).toContain(
			'docker.io/library/alpine:3 docker.io/library/nginx:1',
		);
		expect(await read('basics/one', 'docker')).toContain('alpine:3 nginx:1');
	});

	test('that cannot get such an image: the message is its own', async ({ expect }) => {
		const { content, record } = await setUp(bookOf({ 'basics/one': engineExample('$CR images') }));
		await writeFiles(content, {
			'chapters/01-basics.mdx': '---\nimages: [nope:3]\n---\n<Example id="basics/one" />',
		});
		const { exit, err } = await record('--engine', 'docker');
		expect(exit).toBe(1);
		expect(err).toMatchInlineSnapshot(`
			"
			basics on docker: no image nope:3 in the registry

			The recordings of what failed are as they were.
			"
		`);
	});

	test('that says its version, but no more: the recorder ends with its message', async ({ expect }) => {
		const { record, stateOf } = await setUp(bookOf({ 'basics/one': engineExample('$CR images') }));
		await writeFiles(stateOf('podman'), { 'no-info': '' });
		const { exit, err } = await record('--engine', 'podman');
		expect(exit).toBe(1);
		expect(err).toContain('basics on podman: no such information');
	});

	test('that is gone in the middle of an example', async ({ expect }) => {
		const { content, record, read, recordings } = await setUp({
			...bookOf({
				'basics/one': engineExample('$CR volume create data'),
				'basics/two': engineExample('$CR images', '$CR crash', '$CR images'),
				'basics/three': engineExample('$CR volume rm data'),
			}),
			'recordings/basics/two.podman.cast': 'old two',
			'recordings/basics/three.podman.cast': 'old three',
		});
		const { exit, out, err } = await record('--engine', 'podman');
		expect(exit).toBe(1);
		expect(out).toMatchInlineSnapshot(`
			"basics/one on podman: recorded in 0.0 s
			1 recorded; commands 0.0 s, in all 0.0 s
			"
		`);
		expect(err).toMatchInlineSnapshot(`
			"
			basics/two on podman: step 2, “podman crash”: expected exit status 0, found exit status 125. It printed nothing.
			Podman no longer answers: Cannot connect to podman

			The recordings of what failed are as they were.
			"
		`);
		expect(await read('basics/two', 'podman')).toBe('old two');
		expect(await read('basics/three', 'podman')).toBe('old three');
		expect(await recordings()).toEqual(['one.podman.cast', 'three.podman.cast', 'two.podman.cast']);
		// Of one part nothing is left to resume.
		expect(await readdir(path.join(content, 'recordings'))).toEqual(['basics']);
	});

	test('whose fault it is not is not blamed', async ({ expect }) => {
		const { record } = await setUp(bookOf({ 'basics/one': engineExample('$CR nonsense') }));
		const { exit, err } = await record('--engine', 'docker');
		expect(exit).toBe(1);
		expect(err).toContain('step 1, “docker nonsense”: expected exit status 0, found exit status 125.');
		expect(err).not.toContain('no longer answers');
	});
});

describe.concurrent('what a chapter leaves behind', () => {
	const UNTIDY = bookOf({
		'basics/one': engineExample('$CR run --name web alpine:3', '$CR build -t mine:1'),
		'basics/two': engineExample('$CR volume create data', '$CR network create front'),
	});

	test('is named; what was recorded is recorded all the same', async ({ expect }) => {
		const { record, recordings } = await setUp(UNTIDY);
		const { exit, out, err } = await record('--engine', 'podman');
		expect(exit).toBe(1);
		expect(out).toContain('2 recorded;');
		expect(err).toMatchInlineSnapshot(`
			"
			basics on podman leaves behind the container web, the network front, the volume data, the image localhost/mine:1: remove it in its last example

			The recordings of what failed are as they were.
			"
		`);
		expect(await recordings()).toEqual(['one.podman.cast', 'two.podman.cast']);
	});

	test('is nothing to blame a part of it for', async ({ expect }) => {
		const { record, recordings } = await setUp(UNTIDY);
		const { exit, err } = await record('basics/one', '--engine', 'docker');
		expect({ exit, err }).toEqual({ exit: 0, err: '' });
		expect(await recordings()).toEqual(['one.docker.cast']);
	});

	test('is nothing, when its last example tidies up; a pulled image may stay', async ({ expect }) => {
		const { record } = await setUp({
			...UNTIDY,
			...bookOf({
				'basics/one': engineExample('$CR run --name web alpine:3', '$CR build -t mine:1'),
				'basics/two': engineExample('$CR rm web', '$CR rmi mine:1'),
			}),
		});
		const { exit, err } = await record('--engine', 'podman');
		expect({ exit, err }).toEqual({ exit: 0, err: '' });
	});
});

describe.concurrent('where a recording comes from', () => {
	test.for([
		['podman', 'docker.io/library/alpine:3', 'docker.io/library/nginx:1'],
		['docker', 'alpine:3', 'nginx:1'],
	] as const)('%s', async ([engine, alpine, nginx], { expect }) => {
		const yaml = JSON.stringify({
			title: 'Test',
			steps: [
				{ command: '$CR run --name web nginx:1' },
				{ command: '$CR run --name old alpine:3' },
				{ command: '$CR build -t localhost/mine:1; echo nope:9 alpine:3' },
				{
					command: "PS1='> ' sh",
					session: { prompt: '> ', inputs: [{ type: 'sleep 0.3' }, { type: 'exit' }] },
				},
			],
		});
		const { record, read } = await setUp(bookOf({ 'basics/one': yaml }));
		const started = Date.now();
		const { exit } = await record('basics/one', '--engine', engine);
		const wallTime = (Date.now() - started) / 1000;
		// It leaves things behind, which is no matter here.
		expect(exit).toBe(1);

		const { header } = parseCast(await read('basics/one', engine));
		const origin = recordSchema.parse(header['recording']);
		const typed = typedTexts(commandsFor(parseExample(yaml, 'one.yaml'), engine));
		expect(origin).toEqual({
			example: 'basics/one',
			variant: engine,
			engine: { version: `5.4.3-${engine}`, rootless: true, cgroups: 'v2' },
			machine: 'local',
			os: expect.stringMatching(/\w/u) as string,
			kernel: expect.stringMatching(/^Linux \d+\.\d+\.\d+$/u) as string,
			architecture: expect.stringMatching(/^\w+$/u) as string,
			commands: `sha256:${createHash('sha256').update(JSON.stringify(typed)).digest('hex')}`,
			duration: expect.any(Number) as number,
			images: [
				{ name: 'alpine:3', digest: fakeDigest(alpine), origin: 'registry' },
				{ name: 'nginx:1', digest: fakeDigest(nginx), origin: 'registry' },
			],
			date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u) as string,
			recorder: expect.any(Number) as number,
		});
		expect(origin.recorder).toBeGreaterThanOrEqual(2);
		expect(origin.duration).toBeGreaterThanOrEqual(0.3);
		expect(origin.duration).toBeLessThanOrEqual(wallTime);
		expect(Math.abs(Date.parse(origin.date) - started)).toBeLessThan(60_000);
		expect(header['timestamp']).toBe(Date.parse(origin.date) / 1000);
	});

	test('what a later example names is asked for then', async ({ expect }) => {
		const { record, read } = await setUp(
			bookOf({
				'basics/one': engineExample('echo alpine:3'),
				'basics/two': engineExample('$CR pull --quiet alpine:3'),
				'basics/three': engineExample('echo nothing'),
			}),
		);
		expect((await record('--engine', 'docker')).exit).toBe(0);
		const imagesOf = async (id: string) =>
			recordSchema
				.parse(parseCast(await read(id, 'docker')).header['recording'])
				.images.map(({ name }) => name);
		expect(await imagesOf('basics/one')).toEqual([]);
		expect(await imagesOf('basics/two')).toEqual(['alpine:3']);
		expect(await imagesOf('basics/three')).toEqual([]);
	});
});

describe.concurrent('front matter', () => {
	const refusalOf = async (mdx: string) => {
		const { content, record } = await setUp(bookOf({ 'basics/one': engineExample('$CR images') }));
		await writeFiles(content, { 'chapters/01-basics.mdx': `${mdx}\n<Example id="basics/one" />\n` });
		const { exit, err } = await record('--status');
		return { exit, err: err.replaceAll(content, 'content') };
	};

	test.for(['alpine:3', '[alpine]', '[alpine:3, 7]', '{ alpine: 3 }', '["alpine:"]'])(
		'with images: %s names its file',
		async (images, { expect }) => {
			expect(await refusalOf(`---\nimages: ${images}\n---`)).toEqual({
				exit: 1,
				err: 'content/chapters/01-basics.mdx: images: expected a list of images with tags, such as [alpine:3]\n',
			});
		},
	);

	test('that is not YAML names its file', async ({ expect }) => {
		const { exit, err } = await refusalOf('---\ntitle: One: two\n---');
		expect({ exit, err }).toEqual({
			exit: 1,
			err: 'content/chapters/01-basics.mdx: its front matter is not YAML: Nested mappings are not allowed in compact mappings at line 1, column 8:\n',
		});
	});

	test('is at the top: lines between two rules are none', async ({ expect }) => {
		const { content, record } = await setUp(bookOf({ 'basics/one': linuxExample('true') }));
		await writeFiles(content, {
			'chapters/01-basics.mdx': 'Text.\n\n---\nimages: one: two\n\n---\n\n<Example id="basics/one" />\n',
		});
		expect((await record()).err).toBe('');
	});
});
