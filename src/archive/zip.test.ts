import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { archiveOf } from './archive.ts';
import { checksumLine } from './checksum.ts';
import { zipOf } from './zip.ts';

const TZ = process.env['TZ'];
let folder: string;
let archive: Buffer;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'zip-'));
	await mkdir(path.join(folder, 'b'));
	for (const file of ['index.html', 'b/ü.txt', 'a.md'])
		await writeFile(path.join(folder, file), `This is ${file}.\n`.repeat(100));
	// In this hour clocks go forward in New York: it is none there.
	archive = await archiveOf(folder, { top: 'book', time: new Date('2026-03-08T02:30:00Z') });
});
afterEach(() => {
	if (TZ === undefined) delete process.env['TZ'];
	else process.env['TZ'] = TZ;
});
afterAll(() => rm(folder, { recursive: true }));

test('it has the files of the archive, in its order', async () => {
	const files = unzipSync(await zipOf(archive));
	expect(Object.keys(files)).toEqual(['book/a.md', 'book/b/ü.txt', 'book/index.html']);
	expect(strFromU8(files['book/b/ü.txt']!)).toBe('This is b/ü.txt.\n'.repeat(100));
});

test('it is the same in every time zone', async () => {
	const zips = [];
	for (const zone of ['UTC', 'America/New_York', 'Pacific/Auckland']) {
		process.env['TZ'] = zone;
		zips.push(Buffer.from(await zipOf(archive)).toString('hex'));
	}
	expect(new Set(zips).size).toBe(1);
});

test('its files are written by their owner and read by all, and have the day of the archive', async () => {
	const zip = Buffer.from(await zipOf(archive));
	const entry = zip.indexOf('PK\u0001\u0002', 0, 'latin1');
	// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12
	expect(zip.readUInt8(entry + 5)).toBe(3);
	expect(zip.readUInt32LE(entry + 38) >>> 16).toBe(0o100644);
	const date = zip.readUInt16LE(entry + 14);
	expect([1980 + (date >> 9), (date >> 5) & 15, date & 31]).toEqual([2026, 3, 8]);
});

test('a checksum is a line that sha256sum reads', () => {
	expect(checksumLine('a.zip', Buffer.from('abc'))).toBe(
		'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.zip\n',
	);
});
