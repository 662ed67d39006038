// The same chapters in this book and in other site generators, built and visited side by side in one run:
// `npm run bench:pages [-- --quick]`. ../README.md says how to read it.
import { availableParallelism } from 'node:os';
import { findBrowser } from '../../e2e/browser.ts';
import { serveFolder } from '../../scripts/static-host.ts';
import { KINDS, visit, type Visit } from './load.ts';
import { SITES } from './sites.ts';

/** The book's main chapter, and the heaviest. */
const CHAPTERS = ['first-containers', 'data-that-stays'];
const RUNS = process.argv.includes('--quick') ? 1 : 5;

const kilobytes = (value: number) => `${(value / 1000).toFixed(1)} kB`;
const milliseconds = (value: number) => `${value.toFixed(0)} ms`;
const plain = (value: number) => String(Number(value.toFixed(3)));

/** A line of the table. */
type Row = readonly [label: string, value: (visit: Visit) => number, shown: (value: number) => string];
const ROWS: readonly Row[] = [
	['bytes', ({ bytes }) => KINDS.reduce((sum, kind) => sum + bytes[kind], 0), kilobytes],
	...KINDS.map((kind) => [`  ${kind.toLowerCase()}`, ({ bytes }: Visit) => bytes[kind], kilobytes] as const),
	['requests', ({ requests }) => requests, plain],
	['FCP', ({ fcp }) => fcp, milliseconds],
	['LCP', ({ lcp }) => lcp, milliseconds],
	['CLS', ({ cls }) => cls, plain],
	['TBT', ({ tbt }) => tbt, milliseconds],
];

const hosts = [];
for (const site of SITES) {
	console.error(`Building ${site.name} …`);
	// The same headers for all. A host sends the book's security headers with each file, over HTTP/2 only once in full.
	hosts.push({ site, host: await serveFolder(site.build(CHAPTERS), { ownHeaders: false }) });
}
const executablePath = findBrowser();
const options = executablePath === undefined ? {} : { executablePath };
try {
	console.log(`${availableParallelism()} processors, median of ${RUNS}; 4x CPU, 1.6 Mbit/s, 150 ms, brotli`);
	for (const chapter of CHAPTERS) {
		const visits = hosts.map(() => [] as Visit[]);
		// In turns, so that what else the machine does meets all.
		for (let run = 0; run < RUNS; run++)
			for (const [index, { site, host }] of hosts.entries())
				visits[index]!.push(await visit(`${host.origin}${site.address(chapter)}`, options));
		print(chapter, visits);
	}
} finally {
	for (const { host } of hosts) host.close();
}

/** A table in Markdown: each figure, and behind it how many times ours it is. */
function print(chapter: string, visits: readonly Visit[][]): void {
	console.log(`\n| ${[chapter, ...SITES.map(({ name }) => name)].join(' | ')} |`);
	console.log(`| --- |${' ---: |'.repeat(SITES.length)}`);
	for (const [label, value, shown] of ROWS) {
		const figures = visits.map((ofSite) => median(ofSite.map(value)));
		const cells = figures.map((figure, index) =>
			index === 0 || figures[0] === 0
				? shown(figure)
				: `${shown(figure)} (${(figure / figures[0]!).toFixed(2)})`,
		);
		console.log(`| ${[label, ...cells].join(' | ')} |`);
	}
	const others = SITES.filter((_, index) => visits[index]!.some(({ isAlone }) => !isAlone));
	if (others.length > 0) console.log(`Asks other hosts: ${others.map(({ name }) => name).join(', ')}`);
}

function median(values: readonly number[]): number {
	return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
