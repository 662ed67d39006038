// Lets Lighthouse judge every built page as a phone on a slow line sees it, and prints its scores: `npm run lighthouse
// [-- page …]`. Exit status 1 when a page has less than 100 in one of the four categories.
//
// The line and the phone are simulated (Lighthouse's default): it loads the page at full speed and computes what would
// have taken how long. A machine that is busy meanwhile still makes a page look slower than it is, never faster, so a
// page that falls short is judged again, up to three times in all, and its best run counts. All runs are printed.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import lighthouse, { type Config, type Result } from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { findBrowser } from '../e2e/browser.ts';
import { isOfTheBook } from '../src/examples/book-pages.ts';
import { serveFolder } from './static-host.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');
const TRIES = 3;
/** Those that must have 100 everywhere. */
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
/** What agents can do with a page, Lighthouse's newest category: printed, not required, because it is still taking shape. */
const PRINTED_TOO = 'agentic-browsing';

const CONFIG: Config = {
	extends: 'lighthouse:default',
	settings: {
		onlyCategories: [...CATEGORIES, PRINTED_TOO],
		// A picture of the whole page is for reports that people look at.
		disableFullPageScreenshot: true,
		// The pages come from this machine, and nothing in them waits: half a second without anything to do is the end.
		pauseAfterFcpMs: 500,
		pauseAfterLoadMs: 500,
		networkQuietThresholdMs: 500,
		cpuQuietThresholdMs: 500,
	},
};

const wanted = process.argv.slice(2);
const pages = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.html'))
	.map((file) => `/${file.replaceAll(path.sep, '/').replace(/(?:^|(?<=\/))index\.html$/u, '')}`)
	.filter((page) => isOfTheBook(page) || page === '/404.html')
	.filter((page) => wanted.length === 0 || wanted.includes(page))
	.sort();
if (pages.length === 0) throw new Error('there is no such page in dist/: run `npm run build` first');

const start = performance.now();
const host = await serveFolder(DIST);
const executablePath = findBrowser();
if (executablePath === undefined)
	throw new Error('there is no Chromium: `node e2e/ensure-browser.ts` installs one');
const browser = await puppeteer.launch({
	executablePath,
	args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const failures: string[] = [];
try {
	console.log(`Chromium ${await browser.version()}, brotli, ${pages.length} pages`);
	console.log(''.padEnd(36) + [...CATEGORIES, PRINTED_TOO].map((name) => name.padStart(16)).join(''));
	for (const page of pages) {
		const runs: Result[] = [];
		do runs.push(await judge(page));
		while (runs.length < TRIES && faults(runs).length > 0);
		const cells = [...CATEGORIES, PRINTED_TOO].map((name) =>
			runs.map((run) => shown(run.categories[name]?.score ?? null)).join(' '),
		);
		console.log(page.padEnd(36) + cells.map((cell) => cell.padStart(16)).join(''));
		for (const fault of faults(runs)) failures.push(`${page}: ${fault}`);
	}
} finally {
	await browser.close();
	host.close();
}
console.log(`${((performance.now() - start) / 1000).toFixed(0)} s`);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

async function judge(page: string): Promise<Result> {
	const flags = { port: Number(new URL(browser.wsEndpoint()).port), logLevel: 'error' } as const;
	const run = await lighthouse(`${host.origin}${page}`, flags, CONFIG);
	if (run === undefined || run.lhr.runtimeError)
		throw new Error(`${page}: ${run?.lhr.runtimeError?.message ?? 'no result'}`);
	return run.lhr;
}

/** For each category in which no run has 100: its best score, and what took points in that run. */
function faults(runs: readonly Result[]): string[] {
	return CATEGORIES.flatMap((name) => {
		const best = runs.map(({ categories, audits }) => ({ category: categories[name]!, audits }));
		best.sort((one, other) => (other.category.score ?? 0) - (one.category.score ?? 0));
		const { category, audits } = best[0]!;
		if (category.score === 1) return [];
		const reasons = category.auditRefs
			.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
			.map(({ id }) => [id, audits[id]?.displayValue].filter(Boolean).join(' '));
		return [`${name} ${shown(category.score)}: ${reasons.join(', ')}`];
	});
}

function shown(score: number | null): string {
	return score === null ? '–' : String(Math.floor(score * 100));
}
