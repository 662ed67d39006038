import type { Browser, CDPSession, Page } from '@playwright/test';
import type { PlayerName } from './server.ts';

/** What the pages of `server.ts` offer. */
interface BenchPage {
	button(): HTMLElement;
	screenElement(): Element | null;
	seek(time: number): Promise<void>;
	pause(): unknown;
	duration(): number;
}

/** One player with one recording; times in milliseconds, sizes in bytes. */
export interface Measures {
	'bytes before the press': number;
	'bytes after the press': number;
	'bytes in all': number;
	'first frame, cold cache': number;
	'first frame, warm cache': number;
	'seek p50': number;
	'seek p95': number;
	'heap after the seeks': number;
	'main thread, 5 s of play': number;
}

/** Milliseconds without a change of the screen after which a seek counts as shown; they are not part of its time. */
const QUIET = 120;

/** Opens a player in a browser of its own state, and measures it once. */
export async function measure(
	browser: Browser,
	base: string,
	player: PlayerName,
	recording: string,
	seeks: number,
): Promise<Measures> {
	const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
	try {
		const url = `${base}/${player}.html?recording=${encodeURIComponent(recording)}`;
		const page = await context.newPage();
		const session = await context.newCDPSession(page);
		const bytes = await countBytes(session);
		await page.goto(url, { waitUntil: 'networkidle' });
		const before = bytes();
		const cold = await firstFrame(page);
		await page.waitForLoadState('networkidle');
		const after = bytes() - before;

		// The same page again: its files are in the cache.
		await page.goto(url, { waitUntil: 'networkidle' });
		const warm = await firstFrame(page);
		const thread = await mainThread(page, session);
		// A long recording may be made ready meanwhile: a reader does not jump about in the first second either.
		await page.waitForTimeout(recording === 'long' ? 8000 : 500);
		const latencies = (await seekAbout(page, seeks)).sort((one, other) => one - other);
		await session.send('HeapProfiler.collectGarbage');
		const { usedSize } = await session.send('Runtime.getHeapUsage');
		return {
			'bytes before the press': before,
			'bytes after the press': after,
			'bytes in all': before + after,
			'first frame, cold cache': cold,
			'first frame, warm cache': warm,
			'seek p50': latencies[Math.floor(latencies.length / 2)]!,
			'seek p95': latencies[Math.floor(latencies.length * 0.95)]!,
			'heap after the seeks': usedSize,
			'main thread, 5 s of play': thread,
		};
	} finally {
		await context.close();
	}
}

async function countBytes(session: CDPSession): Promise<() => number> {
	let total = 0;
	await session.send('Network.enable');
	session.on('Network.loadingFinished', ({ encodedDataLength }) => (total += encodedDataLength));
	return () => total;
}

/** From the press until the terminal shows text, in a frame that has been painted. */
function firstFrame(page: Page): Promise<number> {
	return page.evaluate(async () => {
		const bench = globalThis as unknown as BenchPage;
		const start = performance.now();
		bench.button().click();
		const frame = () => new Promise(requestAnimationFrame);
		while (!bench.screenElement()?.textContent.trim()) await frame();
		await frame();
		return performance.now() - start;
	});
}

/** Seeks there and back; each time counts from the call to the last change of the screen that came of it. */
function seekAbout(page: Page, count: number): Promise<number[]> {
	return page.evaluate(
		async ({ times, quiet }) => {
			const bench = globalThis as unknown as BenchPage;
			const latencies: number[] = [];
			// The same places in every run: the golden ratio leads all over the recording.
			for (let index = 1; index <= times; index++) {
				const to = ((index * 0.618034) % 1) * bench.duration();
				const start = performance.now();
				let last = start;
				const observer = new MutationObserver(() => (last = performance.now()));
				const screen = bench.screenElement()!;
				observer.observe(screen, { childList: true, subtree: true, characterData: true, attributes: true });
				await bench.seek(to);
				while (performance.now() - Math.max(last, start) < quiet)
					await new Promise((done) => setTimeout(done, 5));
				observer.disconnect();
				if (last > start) latencies.push(last - start);
			}
			return latencies.length > 0 ? latencies : [Number.NaN];
		},
		{ times: count, quiet: QUIET },
	);
}

/** Milliseconds for which the main thread was busy during five seconds of play. */
async function mainThread(page: Page, session: CDPSession): Promise<number> {
	await session.send('Performance.enable');
	const busy = async () => {
		const { metrics } = await session.send('Performance.getMetrics');
		return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
	};
	const before = await busy();
	await page.waitForTimeout(5000);
	const spent = (await busy()) - before;
	// Seeks are measured at rest.
	await page.evaluate(() => (globalThis as unknown as BenchPage).pause());
	return spent;
}
