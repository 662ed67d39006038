import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Pack } from 'tar';

interface Options {
	/** The folder in the archive under which everything is. */
	top: string;
	/** The time that every file gets. */
	time: Date;
	/** A file that stays out, as a path within the folder. */
	without?: string;
}

/**
 * Makes a gzipped tar of the files of a folder. The same files give the same bytes, whenever and by whomever they were
 * written: sorted, of one time, without owners, readable by all and written by their owner.
 */
export async function archiveOf(folder: string, { top, time, without }: Options): Promise<Buffer> {
	const pack = new Pack({
		cwd: folder,
		prefix: top,
		mtime: time,
		gzip: { level: 9 },
		// No names and numbers of users, no mark of the system in the head of the gzip; the latter has no time anyway.
		portable: true,
		onWriteEntry: ({ stat }) => {
			stat!.mode = (stat!.mode & ~0o777) | 0o644;
		},
	});
	for (const file of await filesOf(folder)) if (file !== without) pack.add(file);
	pack.end();
	return pack.concat();
}

/** Paths within a folder, with slashes, in an order that no locale changes. */
async function filesOf(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)).replaceAll('\\', '/'))
		.sort();
}
