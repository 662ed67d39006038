// The same checks in Firefox and in WebKit, on the built book; Chromium has Playwright's tests, and many more.
// Words after the command choose: `npm run e2e:browsers -- WebKit search` runs what has all of them in its line.
import { canInstall, installOnDebian } from '../../scripts/install-on-debian.mjs';
import type { Browser, Source } from './browser.ts';
import { CHECKS, type Check } from './checks.ts';
import { firefox } from './firefox.ts';
import { Reader } from './reader.ts';
import { serve, type Site } from './serve.ts';
import { webkit } from './webkit.ts';

const SOURCES: readonly Source[] = [firefox, webkit];

/** Milliseconds after which a browser that does not answer is given up. */
const LIMIT = 40_000;

class Late extends Error {}

const words = process.argv.slice(2);
const count = { passed: 0, failed: 0 };

const lineOf = (source: Source, check: Check) => `${source.name}: ${check.name}`;

/** Does a check, or something like it, and tells in a line how it ended. */
async function attempt(line: string, work: () => Promise<string>): Promise<void> {
	const started = Date.now();
	const seconds = () => `(${((Date.now() - started) / 1000).toFixed(1)} s)`;
	try {
		const remark = await within(LIMIT, work);
		count.passed++;
		console.log(`passed  ${line}${remark && `, ${remark}`} ${seconds()}`);
	} catch (error) {
		count.failed++;
		console.log(`FAILED  ${line} ${seconds()}\n${error instanceof Error ? error.message : String(error)}`);
		if (error instanceof Late) throw error;
	}
}

async function within<Result>(limit: number, work: () => Promise<Result>): Promise<Result> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Late(`expected an end within ${limit / 1000} s, found none`)), limit);
	});
	return Promise.race([work(), late]).finally(() => clearTimeout(timer));
}

async function checkIn(source: Source, checks: readonly Check[], site: Site): Promise<void> {
	let browser: Browser | undefined;
	try {
		await attempt(`${source.name}: it opens`, async () => {
			browser = await source.open();
			return browser.name;
		});
		if (!browser) return;
		const reader = new Reader(browser, site);
		for (const check of checks)
			await attempt(lineOf(source, check), async () => {
				await reader.begin();
				await check.run(reader);
				if (site.faults.length > 0) throw new Error(`In the page:\n${site.faults.join('\n')}`);
				return reader.remark;
			});
	} finally {
		// What does not end by itself ends with this process.
		await within(LIMIT, async () => browser?.close()).catch((error: unknown) =>
			console.log(`${source.name}: ${String(error)}`),
		);
	}
}

/** Whether a browser is there, after what can be done for it. */
function isThere({ name, packages, missing }: Source): boolean {
	if (missing().length > 0) installOnDebian(packages);
	const lacks = missing();
	if (lacks.length === 0) return true;
	console.log(`LEFT OUT  ${name}: this machine has no ${lacks.join(', ')}`);
	// In CI what could have been installed is a fault of the machine, and nobody reads what was left out.
	if (process.env['CI'] === 'true' && canInstall()) count.failed++;
	return false;
}

// So that what was started is ended: the browsers' own ends hang on `exit`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const site = await serve();
for (const source of SOURCES) {
	const checks = CHECKS.filter((check) => words.every((word) => lineOf(source, check).includes(word)));
	if (checks.length === 0 || !isThere(source)) continue;
	await checkIn(source, checks, site).catch((error: unknown) => {
		if (!(error instanceof Late)) throw error;
		console.log(`LEFT OUT  ${source.name}: the other checks, as it no longer answers`);
	});
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 ? 1 : 0);
