import { mkdir, mkdtemp, rm, utimes, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { list, type ReadEntry } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { archiveOf } from './archive.ts';

const OPTIONS = { top: 'book', time: new Date('2026-01-02T03:04:05Z'), without: 'book.tar.gz' };
const FILES = ['index.html', 'b/index.html', 'a/index.html', 'a.md', 'B.md', '@odd', 'b/ü.txt'];

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'archive-'));
	for (const file of FILES) {
		await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
		await writeFile(path.join(folder, file), `This is ${file}.\n`);
	}
});
afterEach(() => rm(folder, { recursive: true }));

function entriesOf(archive: Buffer): Promise<ReadEntry[]> {
	return new Promise((resolve, reject) => {
		const entries: ReadEntry[] = [];
		const parser = list({ onReadEntry: (entry) => entries.push(entry) });
		parser.on('end', () => resolve(entries));
		parser.on('error', reject);
		parser.end(archive);
	});
}

test('the same files give the same bytes, whatever their times and modes', async () => {
	const first = await archiveOf(folder, OPTIONS);
	expect((await archiveOf(folder, OPTIONS)).equals(first)).toBe(true);
	for (const file of FILES) {
		await utimes(path.join(folder, file), 1, 1);
		await chmod(path.join(folder, file), 0o700);
	}
	expect((await archiveOf(folder, OPTIONS)).equals(first)).toBe(true);
	await writeFile(path.join(folder, 'a.md'), 'Something else.\n');
	expect((await archiveOf(folder, OPTIONS)).equals(first)).toBe(false);
});

test('all files are there in one order, under the top folder, of one time and mode, and nobody’s', async () => {
	const entries = await entriesOf(await archiveOf(folder, OPTIONS));
	const paths = entries.map((entry) => entry.path);
	expect(paths).toEqual([...FILES].sort().map((file) => `book/${file}`));
	expect(paths).toContain('book/index.html');
	for (const { mode, mtime, uid, gid, uname, gname, type } of entries)
		expect({ mode, mtime, uid, gid, uname: uname ?? '', gname: gname ?? '', type }).toEqual({
			mode: 0o644,
			mtime: OPTIONS.time,
			uid: undefined,
			gid: undefined,
			uname: '',
			gname: '',
			type: 'File',
		});
});

test('the archive itself stays out', async () => {
	const before = await archiveOf(folder, OPTIONS);
	await writeFile(path.join(folder, OPTIONS.without), before);
	expect((await archiveOf(folder, OPTIONS)).equals(before)).toBe(true);
});

test('the gzip has no time in its head', async () => {
	const archive = await archiveOf(folder, OPTIONS);
	expect([...archive.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
});
