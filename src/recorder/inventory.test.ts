import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ENGINE_IDS } from '../engines/engines.ts';
import { inventoryCommand, leftovers, notClean, parseInventory, type Inventory } from './inventory.ts';

const EMPTY: Inventory = { containers: [], networks: [], volumes: [], images: [] };
const ID = 'ab'.repeat(32);
const DIGEST = `sha256:${'cd'.repeat(32)}`;

/** An image as it stands in the output of `image inspect`. */
const imageLine = (tags: string[] | null, digests: string[] | null, id = ID) =>
	`image ${id} ${JSON.stringify(tags)} ${JSON.stringify(digests)}`;
const imagesFrom = (...line: Parameters<typeof imageLine>) => parseInventory(imageLine(...line)).images;

describe('reading an inventory', () => {
	test('nothing at all', () => {
		expect(parseInventory('')).toEqual(EMPTY);
	});

	test('one line for each thing', () => {
		const lines = [
			'container web',
			'container eager_curie',
			'network podman',
			'volume data',
			imageLine(['docker.io/library/alpine:3'], [`docker.io/library/alpine@${DIGEST}`]),
		];
		expect(parseInventory(`${lines.join('\n')}\n`)).toEqual({
			containers: ['web', 'eager_curie'],
			networks: ['podman'],
			volumes: ['data'],
			images: [{ name: 'docker.io/library/alpine:3', pulled: true }],
		});
	});

	test('an image with several tags: each by itself is pulled or made here', () => {
		expect(imagesFrom(['alpine:3', 'alpine:latest', 'mine:1'], [`alpine@${DIGEST}`])).toEqual([
			{ name: 'alpine:3', pulled: true },
			{ name: 'alpine:latest', pulled: true },
			{ name: 'mine:1', pulled: false },
		]);
	});

	test('an image without tags goes by its id', () => {
		expect(imagesFrom([], [])).toEqual([{ name: ID, pulled: false }]);
		expect(imagesFrom([], [`alpine@${DIGEST}`])).toEqual([{ name: ID, pulled: true }]);
	});

	test('podman gives digests to what it builds, too', () => {
		expect(imagesFrom(['localhost/mine:1'], [`localhost/mine@${DIGEST}`])).toEqual([
			{ name: 'localhost/mine:1', pulled: false },
		]);
		expect(imagesFrom([], [`localhost/mine@${DIGEST}`])).toEqual([{ name: ID, pulled: false }]);
	});

	test('a registry with a port, here or elsewhere', () => {
		expect(imagesFrom(['localhost:5000/mine:1'], [`localhost:5000/mine@${DIGEST}`])).toEqual([
			{ name: 'localhost:5000/mine:1', pulled: false },
		]);
		expect(imagesFrom(['registry.example:5000/mine:1'], [`registry.example:5000/mine@${DIGEST}`])).toEqual([
			{ name: 'registry.example:5000/mine:1', pulled: true },
		]);
		// A host that only starts like it is elsewhere.
		expect(imagesFrom(['localhosts/mine:1'], [`localhosts/mine@${DIGEST}`])).toEqual([
			{ name: 'localhosts/mine:1', pulled: true },
		]);
	});

	test('null where an engine has no list', () => {
		expect(imagesFrom(['mine:1'], null)).toEqual([{ name: 'mine:1', pulled: false }]);
		expect(imagesFrom(null, null, `sha256:${ID}`)).toEqual([{ name: `sha256:${ID}`, pulled: false }]);
	});

	test.each(['Cannot connect', 'pod web', 'container', 'Error: image x'])('refuses the line “%s”', (line) => {
		expect(() => parseInventory(`container web\n${line}`)).toThrow(
			new Error(`expected a line of an engine's inventory, found “${line}”`),
		);
	});
});

describe('what is left behind', () => {
	const alpine = { name: 'alpine:3', pulled: true };

	test('nothing', () => {
		const before = { ...EMPTY, networks: ['podman'], images: [alpine] };
		expect(leftovers(before, before)).toEqual([]);
		expect(leftovers({ ...before, containers: ['web'] }, before)).toEqual([]);
	});

	test('images that were pulled do not count', () => {
		expect(leftovers(EMPTY, { ...EMPTY, images: [alpine] })).toEqual([]);
	});

	test('a pulled image under another name does', () => {
		const images = imagesFrom(['alpine:3', 'mine:1'], [`alpine@${DIGEST}`]);
		expect(leftovers({ ...EMPTY, images: [alpine] }, { ...EMPTY, images })).toEqual(['the image mine:1']);
	});

	test('containers, networks, volumes and images made here, each by its name', () => {
		const before: Inventory = {
			containers: ['old'],
			networks: ['podman'],
			volumes: ['old'],
			images: [{ name: 'old:1', pulled: false }],
		};
		const after: Inventory = {
			containers: ['old', 'web', 'db'],
			networks: ['podman', 'front'],
			volumes: ['data', 'old'],
			images: [...before.images, { name: 'mine:1', pulled: false }],
		};
		expect(leftovers(before, after)).toEqual([
			'the container web',
			'the container db',
			'the network front',
			'the volume data',
			'the image mine:1',
		]);
	});
});

describe('what keeps an engine from being clean', () => {
	test('nothing, with the networks that it brings', () => {
		expect(notClean('podman', { ...EMPTY, networks: ['podman'] })).toEqual([]);
		expect(notClean('docker', { ...EMPTY, networks: ['bridge', 'host', 'none'] })).toEqual([]);
	});

	test("another engine's networks are not its own", () => {
		expect(notClean('docker', { ...EMPTY, networks: ['podman'] })).toEqual(['1 network']);
	});

	test('how many of each kind', () => {
		const everything: Inventory = {
			containers: ['a'],
			networks: ['podman', 'b', 'c'],
			volumes: ['d', 'e', 'f'],
			// A reader who starts the book has pulled nothing yet.
			images: [{ name: 'alpine:3', pulled: true }],
		};
		expect(notClean('podman', everything)).toEqual(['1 container', '2 networks', '3 volumes', '1 image']);
	});
});

test.each(ENGINE_IDS)('the command for %s is one that a shell can read', (engine) => {
	const run = () => execFileSync('sh', ['-n', '-c', inventoryCommand(engine)], { stdio: 'pipe' });
	expect(run).not.toThrow();
});
