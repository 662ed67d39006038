import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ARCHIVE_FILE } from '../../src/archive/names.ts';

/** What a built book weighs, in bytes. */
export interface Weights {
	'output, without the archive': number;
	archive: number;
	files: number;
	/** The heaviest of a few chapters from all over the book. */
	'a chapter, HTML': number;
	'a chapter, HTML gz': number;
	'the first page, HTML gz': number;
	/** The file that the search fetches when it is opened. */
	'search, fetched at first, gz': number;
	/** All files of the search. */
	'search, all files': number;
}

/**
 * Weighs a built book.
 *
 * @param dist its folder
 * @param chapters how many it has; they are called `topic-1` and so on
 */
export function weigh(dist: string, chapters: number): Weights {
	const files = readdirSync(dist, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => path.join(parentPath, name));
	const sizeOf = (...names: string[]) => names.reduce((sum, name) => sum + statSync(name).size, 0);
	const gz = (name: string) => gzipSync(readFileSync(path.join(dist, name)), { level: 9 }).length;
	const sample = [0.05, 0.5, 0.95].map((share) => `topic-${Math.ceil(share * chapters)}/index.html`);
	const archive = path.join(dist, ARCHIVE_FILE);
	return {
		'output, without the archive': sizeOf(...files.filter((file) => file !== archive)),
		archive: sizeOf(archive),
		files: files.length,
		'a chapter, HTML': Math.max(...sample.map((name) => sizeOf(path.join(dist, name)))),
		'a chapter, HTML gz': Math.max(...sample.map(gz)),
		'the first page, HTML gz': gz('index.html'),
		'search, fetched at first, gz': gz('search-index.json'),
		'search, all files': sizeOf(
			...files.filter((file) => path.relative(dist, file).replaceAll('\\', '/').startsWith('search-index')),
		),
	};
}
