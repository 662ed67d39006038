// Lays out a built book for nginx: `book/`, with a compressed twin beside each file that is worth it, and `nginx.conf`, made
// from the headers of the build. The container image is made of this, and the tests serve the same. Needs no package.
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, utimes, writeFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { parseHeadersFile } from '../src/hosting/headers-file.ts';
import { nginxConfig, type NginxOptions } from '../src/hosting/nginx.ts';
import { COMPRESSIBLE } from '../src/hosting/types.ts';

/** Where the build says what headers its files have. */
export const HEADERS_FILE = '_headers';
/** Files that are for other hosts, or for readers without any: no page that is served asks for them. */
const NOT_SERVED = new Set([HEADERS_FILE, '.nojekyll']);
export const isServed = (file: string) => !NOT_SERVED.has(file) && !file.startsWith('_disk/');
/** Smaller files go into one packet anyway; in bytes. */
const WORTH_IT = 1000;

const gzipped = promisify(gzip);

/**
 * Copies a built book to `<to>/book<base>`, compresses it, and writes `<to>/nginx.conf`.
 *
 * @param dist the built book
 * @param to a folder that is made
 * @throws if the build wrote no headers: without them the book would be served unprotected
 */
export async function nginxFiles(
	dist: string,
	to: string,
	options: Omit<NginxOptions, 'rules'>,
): Promise<void> {
	const rules = parseHeadersFile(await readFile(path.join(dist, HEADERS_FILE), 'utf8'));
	const book = path.join(to, 'book', options.base);
	for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
		const from = path.join(entry.parentPath, entry.name);
		const file = path.relative(dist, from).replaceAll('\\', '/');
		if (!entry.isFile() || !isServed(file)) continue;
		const target = path.join(book, file);
		await mkdir(path.dirname(target), { recursive: true });
		await copyFile(from, target, constants.COPYFILE_FICLONE);
		const { size, mtime } = await stat(from);
		await utimes(target, mtime, mtime);
		if (size < WORTH_IT || !COMPRESSIBLE.includes(path.extname(file).slice(1))) continue;
		const twin = `${target}.gz`;
		await writeFile(twin, await gzipped(await readFile(from), { level: 9 }));
		// Both say that they are from the same time.
		await utimes(twin, mtime, mtime);
	}
	await writeFile(path.join(to, 'nginx.conf'), nginxConfig({ rules, ...options }));
}

/** @throws if a path cannot be where the book is served */
export function checkedBase(base: string): string {
	if (!/^\/(?:\w[\w.-]*\/)*$/u.test(base))
		throw new Error(`the path of the book needs a slash at both ends, such as /books/containers/: ${base}`);
	return base;
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: {
			dist: { type: 'string', default: 'dist' },
			to: { type: 'string' },
			base: { type: 'string', default: '/' },
		},
	});
	if (values.to === undefined) throw new Error('usage: nginx-files.ts --to FOLDER [--dist dist] [--base /]');
	// What holds in the container.
	await nginxFiles(values.dist, values.to, {
		root: '/srv/book',
		base: checkedBase(values.base),
		listen: ['8080', '[::]:8080'],
		// In memory, and there in every container: the rest of its file system can be read-only.
		state: '/dev/shm',
		log: '/dev/stdout',
	});
}
