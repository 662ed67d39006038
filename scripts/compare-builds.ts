/**
 * Holds `dist/` against a second build of the same sources, made in another folder and time zone, byte by byte. Prints
 * a table of what differs; exit status 1 when anything does. `npm run check:reproducible`
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sourceTime } from '../src/archive/source-time.ts';
import { buildElsewhere } from './build-elsewhere.ts';

export interface Difference {
	file: string;
	/** How many bytes the file has in each build; undefined where it is missing. */
	sizes: readonly [number | undefined, number | undefined];
	/** The first byte that differs, in a file that both have. */
	at?: number;
}

/** What differs between the files of two folders, in the order of their names. */
export async function differences(one: string, other: string): Promise<Difference[]> {
	const [left, right] = await Promise.all([one, other].map(filesOf));
	const found: Difference[] = [];
	for (const file of [...new Set([...left!, ...right!])].sort()) {
		const [a, b] = await Promise.all([
			left!.has(file) ? readFile(path.join(one, file)) : undefined,
			right!.has(file) ? readFile(path.join(other, file)) : undefined,
		]);
		const sizes = [a?.length, b?.length] as const;
		if (!a || !b) found.push({ file, sizes });
		else if (!a.equals(b)) found.push({ file, sizes, at: a.findIndex((byte, index) => byte !== b[index]) });
	}
	// A longer file that begins like the shorter one differs where the shorter one ends.
	return found.map((difference) =>
		difference.at === -1 ? { ...difference, at: difference.sizes[0]! } : difference,
	);
}

async function filesOf(folder: string): Promise<Set<string>> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return new Set(
		entries
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))),
	);
}

/** As the lines of a table. */
export function tableOf(found: readonly Difference[]): string {
	const rows = found.map(({ file, sizes, at }) => [
		file,
		...sizes.map((size) => (size === undefined ? 'missing' : String(size))),
		at === undefined ? '' : String(at),
	]);
	const all = [['file', 'bytes here', 'bytes there', 'first at'], ...rows];
	const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)));
	return all
		.map((row) =>
			row
				.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
				.join('  '),
		)
		.join('\n');
}

if (process.argv[1] === import.meta.filename) {
	const time = sourceTime();
	const here = path.resolve(import.meta.dirname, '../dist');
	const { dist, remove } = await buildElsewhere({
		...(time ? { SOURCE_DATE_EPOCH: String(time.getTime() / 1000) } : {}),
		TZ: process.env['TZ'] === 'Pacific/Auckland' ? 'America/St_Johns' : 'Pacific/Auckland',
	});
	try {
		const found = await differences(here, dist);
		const count = (await filesOf(here)).size;
		if (found.length === 0) console.log(`Two builds in two folders: ${count} files, all of them the same.`);
		else console.log(`${tableOf(found)}\n\nTwo builds differ in ${found.length} of ${count} files.`);
		process.exitCode = found.length === 0 ? 0 : 1;
	} finally {
		await remove();
	}
}
