/**
 * Makes `release/` of what has been built: the book as `.tar.gz`, the same file that its first page offers, as `.zip`
 * with the same files in it, and `SHA256SUMS`. Two releases of one commit are the same. `npm run release`
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checksumLine } from '../src/archive/checksum.ts';
import { ARCHIVE_FILE, FOLDER } from '../src/archive/names.ts';
import { zipOf } from '../src/archive/zip.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'release');

const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
	version: string;
};
const archive = await readFile(path.join(root, 'dist', ARCHIVE_FILE));
const files = [
	{ name: `${FOLDER}-${version}.tar.gz`, bytes: archive },
	{ name: `${FOLDER}-${version}.zip`, bytes: await zipOf(archive) },
];
await rm(folder, { recursive: true, force: true });
await mkdir(folder);
for (const { name, bytes } of files) {
	await writeFile(path.join(folder, name), bytes);
	console.log(`release/${name}: ${(bytes.length / 1e6).toFixed(1)} MB`);
}
const sums = files.map(({ name, bytes }) => checksumLine(name, bytes)).join('');
await writeFile(path.join(folder, 'SHA256SUMS'), sums);
console.log(`release/SHA256SUMS:\n${sums}`);
