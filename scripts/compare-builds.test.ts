import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { differences, tableOf } from './compare-builds.ts';

let folder: string;
const at = (name: string) => path.join(folder, name);
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'compare-'));
	for (const build of ['one', 'other']) {
		await mkdir(at(`${build}/sub`), { recursive: true });
		await writeFile(at(`${build}/same`), 'same');
		await writeFile(at(`${build}/sub/same`), 'same');
	}
});
afterEach(() => rm(folder, { recursive: true }));

test('builds that are the same differ in nothing', async () => {
	expect(await differences(at('one'), at('other'))).toEqual([]);
});

test('what differs, and what only one has, is found and shown', async () => {
	await writeFile(at('one/sub/a'), 'hash-1');
	await writeFile(at('other/sub/a'), 'hash-2');
	await writeFile(at('one/b'), 'begins');
	await writeFile(at('other/b'), 'begins alike');
	await writeFile(at('other/c'), 'new');
	const found = await differences(at('one'), at('other'));
	expect(found).toEqual([
		{ file: 'b', sizes: [6, 12], at: 6 },
		{ file: 'c', sizes: [undefined, 3] },
		{ file: path.join('sub', 'a'), sizes: [6, 6], at: 5 },
	]);
	expect(tableOf(found).split('\n')[2]).toMatch(/^c +missing +3 +$/u);
});
