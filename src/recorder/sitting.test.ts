import { expect, test } from 'vitest';
import type { Variant } from '../examples/commands.ts';
import { exampleSchema, type ExampleSource } from '../examples/schema.ts';
import type { Chapter } from './book.ts';
import { nameOf, sittingsOf } from './sitting.ts';

type Kind = Pick<ExampleSource, 'runsOn' | 'needs'>;
const LINUX: Kind = { runsOn: 'linux' };
const ENGINES: Kind = {};

/** A chapter with these examples, in this order. */
function chapterWith(name: string, examples: Record<string, Kind>): Chapter {
	const entries = Object.entries(examples).map(([id, kind]) => ({
		id: `${name}/${id}`,
		example: exampleSchema.parse({ title: 'Test', steps: [{ command: 'true' }], ...kind }),
	}));
	return { name, images: [], examples: entries };
}

const STORAGE = chapterWith('storage', {
	volume: ENGINES,
	memory: { needs: 'limits' },
	mount: ENGINES,
	df: LINUX,
	nfs: { needs: 'nfs' },
	umount: ENGINES,
});
const NETWORK = chapterWith('network', { port: LINUX });

/** The sittings of chapters, briefly: a name, what runs (in brackets what is not wanted), whether it is whole. */
function sittings(
	chapters: readonly Chapter[],
	variants: readonly Variant[],
	isWanted: (id: string) => boolean = () => true,
): string[] {
	return sittingsOf(chapters, variants, isWanted).map((sitting) => {
		const ids = sitting.entries.map(({ id }) => (sitting.wanted.has(id) ? id : `(${id})`));
		return `${nameOf(sitting)}: ${ids.join(' ')}${sitting.whole ? '' : ' …'}`;
	});
}

test('a chapter is one story in each variant; what has a need is held apart, after it', () => {
	expect(sittings([STORAGE, NETWORK], ['podman', 'docker', 'linux'])).toEqual([
		'storage on podman: storage/volume storage/mount storage/umount',
		'storage/memory on podman: storage/memory',
		'storage/nfs on podman: storage/nfs',
		'storage on docker: storage/volume storage/mount storage/umount',
		'storage/memory on docker: storage/memory',
		'storage/nfs on docker: storage/nfs',
		'storage on linux: storage/df',
		'network on linux: network/port',
	]);
});

test('each has what its machine needs', () => {
	const needs = sittingsOf([STORAGE], ['podman'], () => true).map((sitting) => sitting.needs);
	expect(needs).toEqual([undefined, 'limits', 'nfs']);
});

test('no sitting without an example', () => {
	expect(sittings([NETWORK, chapterWith('why', {})], ['podman', 'docker'])).toEqual([]);
});

test('of a part, what comes before it runs too, and nothing after it', () => {
	expect(sittings([STORAGE], ['podman'], (id) => id === 'storage/mount')).toEqual([
		'storage on podman: (storage/volume) storage/mount …',
	]);
	expect(sittings([STORAGE], ['podman'], (id) => id === 'storage/volume')).toEqual([
		'storage on podman: storage/volume …',
	]);
});

test('a story that runs to its end is whole, whatever of it is wanted', () => {
	expect(sittings([STORAGE], ['podman'], (id) => id === 'storage/umount')).toEqual([
		'storage on podman: (storage/volume) (storage/mount) storage/umount',
	]);
});

test('what is held apart is wanted by itself', () => {
	expect(sittings([STORAGE], ['podman', 'linux'], (id) => id === 'storage/nfs')).toEqual([
		'storage/nfs on podman: storage/nfs',
	]);
});

test('what nobody wants is not held', () => {
	expect(sittings([STORAGE, NETWORK], ['podman', 'docker', 'linux'], () => false)).toEqual([]);
});
