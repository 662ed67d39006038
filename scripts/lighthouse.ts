// Lets Lighthouse judge every built page as a phone on a slow line sees it, and prints its scores: `npm run lighthouse
// [-- page …]`. Exit status 1 when a page has less than 100 in accessibility, best practices or SEO, less than 90 in
// performance, moves while it loads, or asks anything of another host.
//
// The line and the phone are simulated (Lighthouse's default): it loads the page at full speed and computes what would
// have taken how long. A machine that is busy meanwhile makes a page look slower than it is, never faster, so a page
// whose speed falls short is measured again, up to three times in all, and its best run counts. All runs are printed.
import path from 'node:path';
import lighthouse, { type Config, type Result } from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { findBrowser } from '../e2e/browser.ts';
import { builtPages } from './built-pages.ts';
import { serveFolder } from './static-host.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');
const TRIES = 3;
/** What Lighthouse calls good. An idle machine gives 100 to every page; one that others keep busy must not fail a build for it. */
const LEAST_SPEED = 0.9;
/** What does not depend on the machine; these are judged once. */
const STEADY = ['accessibility', 'best-practices', 'seo'] as const;
/** What agents can do with a page, Lighthouse's newest category: printed, not required, because it is still taking shape. */
const PRINTED_TOO = 'agentic-browsing';

const config = (page: string, onlyCategories: string[]): Config => ({
	extends: 'lighthouse:default',
	settings: {
		onlyCategories,
		// The page for lost readers asks not to be found by search engines, as it should.
		skipAudits: page === '/404.html' ? ['is-crawlable'] : [],
		// A picture of the whole page is for reports that people look at.
		disableFullPageScreenshot: true,
		// The pages come from this machine, and nothing in them waits: half a second without anything to do is the end.
		pauseAfterFcpMs: 500,
		pauseAfterLoadMs: 500,
		networkQuietThresholdMs: 500,
		cpuQuietThresholdMs: 500,
	},
});

const wanted = process.argv.slice(2);
const pages = builtPages(DIST).filter((page) => wanted.length === 0 || wanted.includes(page));
if (pages.length === 0) throw new Error('there is no such page in dist/: run `npm run build` first');
const executablePath = findBrowser();
if (executablePath === undefined)
	throw new Error('there is no Chromium: `node e2e/ensure-browser.ts` installs one');

const start = performance.now();
const host = await serveFolder(DIST, { ownHeaders: true });
const browser = await puppeteer.launch({
	executablePath,
	args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
const failures: string[] = [];
/** Lighthouse's own measure of the machine, at each run: it falls when something else keeps the machine busy. Below 1000 Lighthouse itself calls its figures too low. */
const strengths: number[] = [];
try {
	console.log(`${await browser.version()}, ${pages.length} pages, brotli`);
	print('', [...STEADY, PRINTED_TOO, 'performance']);
	for (const page of pages) {
		const runs = [await judge(page, ['performance', ...STEADY, PRINTED_TOO])];
		const [first] = runs as [Result];
		while (runs.length < TRIES && best(runs).categories['performance']!.score! < 1)
			runs.push(await judge(page, ['performance']));
		print(page, [
			...[...STEADY, PRINTED_TOO].map((name) => score(first, name)),
			runs.map((run) => score(run, 'performance')).join(' '),
		]);
		for (const fault of faults(first, best(runs))) failures.push(`${page}: ${fault}`);
	}
} finally {
	await browser.close();
	host.close();
}
console.log(
	`${((performance.now() - start) / 1000).toFixed(0)} s; strength of the machine ${Math.min(...strengths)} to ${Math.max(...strengths)}`,
);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

async function judge(page: string, categories: string[]): Promise<Result> {
	const flags = { port: Number(new URL(browser.wsEndpoint()).port), logLevel: 'error' } as const;
	for (let failed = 1; ; failed++) {
		const run = await lighthouse(`${host.origin}${page}`, flags, config(page, categories));
		if (run && !run.lhr.runtimeError) {
			strengths.push(run.lhr.environment.benchmarkIndex);
			return run.lhr;
		}
		// Now and then Chromium records nothing of a load: that says nothing about the page.
		const message = `${page}: ${run?.lhr.runtimeError?.message ?? 'no result'}`;
		if (failed === TRIES) throw new Error(message);
		console.log(`${message} Once more.`);
	}
}

/** The run in which the page was fastest. */
function best(runs: readonly Result[]): Result {
	const speed = ({ categories }: Result) => categories['performance']!.score!;
	return runs.reduce((fastest, run) => (speed(run) > speed(fastest) ? run : fastest));
}

/** What falls short, and what took the points. */
function faults(first: Result, fastest: Result): string[] {
	const short = [
		...STEADY.map((name) => [name, first, 1] as const),
		['performance', fastest, LEAST_SPEED] as const,
	]
		.filter(([name, { categories }, least]) => categories[name]!.score! < least)
		.map(([name, run]) => {
			const reasons = run.categories[name]!.auditRefs.filter(({ weight }) => weight > 0)
				.map(({ id }) => run.audits[id]!)
				.filter((audit) => audit.score !== null && audit.score < 1)
				.map(({ id, displayValue }) => [id, displayValue].filter(Boolean).join(' '));
			return `${name} ${score(run, name)}: ${reasons.join(', ')}`;
		});
	const shift = first.audits['cumulative-layout-shift']!.numericValue;
	if (shift !== 0) short.push(`moves while it loads: CLS ${shift}`);
	const { details } = first.audits['network-requests']!;
	const requests = details?.type === 'table' ? details.items.map(({ url }) => url as string) : [];
	if (requests.length === 0) short.push('what it asks for is not known');
	for (const url of requests)
		if (/^(?:https?|wss?):/u.test(url) && new URL(url).host !== new URL(host.origin).host)
			short.push(`asks another host: ${url}`);
	return short;
}

function score({ categories }: Result, name: string): string {
	const value = categories[name]?.score ?? null;
	return value === null ? '–' : String(Math.floor(value * 100));
}

function print(page: string, cells: readonly string[]): void {
	console.log(page.padEnd(30) + cells.map((cell) => cell.padStart(18)).join(''));
}
