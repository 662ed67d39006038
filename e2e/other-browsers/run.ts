// The same checks in Firefox and in WebKit, on the built book. Chromium has the tests of Playwright, and many more.
import { CHECKS } from './checks.ts';
import { firefox } from './firefox.ts';
import { Reader } from './reader.ts';
import { serve, type Site } from './serve.ts';
import { webkit } from './webkit.ts';
import type { Browser, Source } from './browser.ts';

const SOURCES: readonly Source[] = [firefox, webkit];

/** Milliseconds after which a check has failed, whatever it waits for. */
const LIMIT = 60_000;

const count = { passed: 0, failed: 0 };

/** Tells how a check ended, in a line, and where it failed why. */
function tell(name: string, started: number, failure?: unknown, remark = ''): void {
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	count[failure === undefined ? 'passed' : 'failed']++;
	console.log(
		`${failure === undefined ? 'passed' : 'FAILED'}  ${name}${remark && `: ${remark}`} (${seconds} s)`,
	);
	if (failure !== undefined) console.log(failure instanceof Error ? failure.message : failure);
}

async function checkIn(browser: Browser, site: Site): Promise<void> {
	const reader = new Reader(browser, site);
	for (const { name, run } of CHECKS.filter((c) => !process.argv[3] || c.name.includes(process.argv[3]))) {
		const started = Date.now();
		try {
			const remark = await within(LIMIT, async () => {
				await reader.begin();
				return run(reader);
			});
			const faults = reader.faults();
			if (faults.length > 0) throw new Error(`In the page:\n${faults.join('\n')}`);
			tell(`${browser.name}: ${name}`, started, undefined, remark ?? '');
		} catch (error) {
			tell(`${browser.name}: ${name}`, started, error);
		}
	}
}

function within<Result>(limit: number, work: () => Promise<Result>): Promise<Result> {
	let timer: NodeJS.Timeout;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`It did not end within ${limit} ms.`)), limit);
	});
	return Promise.race([work(), late]).finally(() => clearTimeout(timer));
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const site = await serve();
try {
	for (const source of SOURCES.filter((c) => !process.argv[2] || c.name.startsWith(process.argv[2]))) {
		const missing = source.missing();
		if (missing.length > 0) {
			console.log(`LEFT OUT  ${source.name}: this machine has no ${missing.join(', ')}.`);
			continue;
		}
		const started = Date.now();
		let browser: Browser | undefined;
		try {
			browser = await within(LIMIT, source.open);
			await checkIn(browser, site);
		} catch (error) {
			tell(`${source.name}: it can be opened`, started, error);
		} finally {
			await browser?.close();
		}
	}
} finally {
	await site.close();
}
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;
