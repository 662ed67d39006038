import { zipSync, type Zippable } from 'fflate';
import { Parser, type ReadEntry } from 'tar';

/** Unix, whose modes the entries have. */
const UNIX = 3;
/** A file that all read and its owner writes: `st_mode` in the upper half. */
const ATTRIBUTES = (0o100644 << 16) >>> 0;

/**
 * Makes a zip of the files of a gzipped tar. The same archive gives the same bytes, on any machine and in any time zone:
 * the order is that of the archive, and each file has the day of its own in it, at noon. A zip has local times, and
 * noon is an hour that every day has.
 */
export async function zipOf(archive: Uint8Array): Promise<Uint8Array> {
	const files: Zippable = {};
	for (const { path, time, bytes } of await filesIn(archive)) {
		const mtime = new Date(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate(), 12);
		files[path] = [bytes, { mtime, os: UNIX, attrs: ATTRIBUTES }];
	}
	return zipSync(files, { level: 9 });
}

interface ArchivedFile {
	path: string;
	time: Date;
	bytes: Uint8Array;
}

function filesIn(archive: Uint8Array): Promise<ArchivedFile[]> {
	return new Promise((resolve, reject) => {
		const reading: Promise<ArchivedFile>[] = [];
		const parser = new Parser({ onReadEntry: (entry) => reading.push(read(entry)) });
		parser.on('error', reject);
		parser.on('end', () => resolve(Promise.all(reading)));
		parser.end(Buffer.from(archive));
	});
}

async function read(entry: ReadEntry): Promise<ArchivedFile> {
	if (!entry.mtime) throw new Error(`${entry.path} has no time in the archive`);
	return { path: entry.path, time: entry.mtime, bytes: await entry.concat() };
}
