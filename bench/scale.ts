// How the book grows: `npm run bench:scale [-- --sizes 20,200] [--heap MEGABYTES] [--keep]`. README.md says how to read it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeBook } from './scale/book.ts';
import { build, type Cost } from './scale/build.ts';
import { measureSearch, type SearchTimes } from './scale/search.ts';
import { weigh, type Weights } from './scale/weigh.ts';

const { values } = parseArgs({
	options: {
		sizes: { type: 'string', default: '20,200,1000' },
		heap: { type: 'string', default: '8192' },
		keep: { type: 'boolean', default: false },
	},
});
const sizes = values.sizes.split(',').map(Number);
if (!sizes.every((size) => Number.isInteger(size) && size >= 20)) {
	console.error('--sizes takes numbers of chapters, each at least 20, such as 20,200');
	process.exit(2);
}

/** Within the project, for its packages, and where neither git nor the linters look. */
const PLACE = path.resolve(import.meta.dirname, '../.astro/scale');
mkdirSync(PLACE, { recursive: true });

const results: (Cost & Weights & SearchTimes)[] = [];
for (const size of sizes) {
	const folder = mkdtempSync(path.join(PLACE, `${size}-`));
	try {
		writeBook(folder, size);
		const cost = await build(folder, Number(values.heap));
		const dist = path.join(folder, 'dist');
		results.push({ ...cost, ...weigh(dist, size), ...(await measureSearch(dist)) });
		console.error(`${size} chapters: built in ${cost['build, by the clock'].toFixed(0)} s`);
	} finally {
		if (values.keep) console.error(folder);
		else rmSync(folder, { recursive: true, force: true });
	}
}

console.log(`${availableParallelism()} processors, Node ${process.version}`);
const times = sizes.slice(1).map((size, index) => `× for ×${(size / sizes[index]!).toFixed(0)}`);
row('chapters', [
	...sizes.flatMap((size, index) => (index === 0 ? [String(size)] : [String(size), times[index - 1]!])),
]);
for (const key of Object.keys(results[0]!) as (keyof (typeof results)[number])[])
	row(
		key,
		results.flatMap((result, index) => {
			const value = shown(key, result[key]);
			return index === 0 ? [value] : [value, (result[key] / results[index - 1]![key]).toFixed(2)];
		}),
	);

function row(name: string, cells: readonly string[]): void {
	console.log(name.padEnd(34) + cells.map((cell) => cell.padStart(12)).join(''));
}

function shown(key: string, value: number): string {
	if (key === 'files') return String(value);
	if (/clock|processor/u.test(key)) return `${value.toFixed(1)} s`;
	if (/median|p95|first results/u.test(key)) return `${value.toFixed(0)} ms`;
	return value < 1e6 ? `${(value / 1000).toFixed(1)} kB` : `${(value / 1e6).toFixed(1)} MB`;
}
