import { chromium, type CDPSession, type LaunchOptions, type Page } from '@playwright/test';

/** What is transferred for a page, by what it is. */
export const KINDS = ['Document', 'Stylesheet', 'Script', 'Font', 'other'] as const;
type Kind = (typeof KINDS)[number];

/** One visit with an empty cache. Sizes in bytes as they go over the line, headers included; times in ms from the start of the visit. */
export interface Visit {
	readonly bytes: Record<Kind, number>;
	readonly requests: number;
	/** First and largest contentful paint. */
	readonly fcp: number;
	readonly lcp: number;
	/** Cumulative layout shift, without a unit. */
	readonly cls: number;
	/** Total blocking time: by how much tasks after the first paint exceeded 50 ms, in all. */
	readonly tbt: number;
	/** Whether anything was asked of another host. */
	readonly isAlone: boolean;
}

/** Lighthouse's phone, on its slow line: 1.6 Mbit/s down, 0.75 up, 150 ms there and back. */
const LINE = { latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const SLOWDOWN = 4;
const PHONE = {
	viewport: { width: 412, height: 823 },
	deviceScaleFactor: 1.75,
	isMobile: true,
	hasTouch: true,
};
/** Nothing may have happened for so long, in ms, before a visit counts as done: pages fetch more when they are idle. */
const QUIET = 2000;

/** Visits a page as a new reader would: in a browser of its own, since some of what a browser keeps is the same for all its windows. */
export async function visit(url: string, options: LaunchOptions): Promise<Visit> {
	const browser = await chromium.launch(options);
	try {
		const context = await browser.newContext(PHONE);
		const page = await context.newPage();
		const session = await context.newCDPSession(page);
		await session.send('Network.enable');
		await session.send('Network.emulateNetworkConditions', { offline: false, ...LINE });
		await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
		const traffic = watchTraffic(session, new URL(url).origin);
		await page.addInitScript(observe);
		await page.goto(url, { waitUntil: 'load' });
		await quiet(page, traffic);
		const { fcp, lcp, cls, tasks } = await page.evaluate(
			() => (globalThis as unknown as { observed: Observed }).observed,
		);
		const blocking = tasks.map(({ start, end }) => end - Math.max(start, fcp) - 50);
		return {
			bytes: traffic.bytes,
			requests: traffic.requests,
			fcp,
			lcp,
			cls,
			tbt: blocking.reduce((sum, time) => sum + Math.max(time, 0), 0),
			isAlone: traffic.isAlone,
		};
	} finally {
		await browser.close();
	}
}

interface Observed {
	fcp: number;
	lcp: number;
	cls: number;
	tasks: { start: number; end: number }[];
}

/** Runs in the page, before anything else. */
function observe(): void {
	const observed: Observed = { fcp: 0, lcp: 0, cls: 0, tasks: [] };
	Object.assign(globalThis, { observed });
	const watch = (type: string, take: (entry: PerformanceEntry & { value?: number }) => void) =>
		new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
	watch('paint', ({ name, startTime }) => {
		if (name === 'first-contentful-paint') observed.fcp = startTime;
	});
	watch('largest-contentful-paint', ({ startTime }) => (observed.lcp = startTime));
	watch('layout-shift', ({ value }) => (observed.cls += value!));
	watch('longtask', ({ startTime, duration }) =>
		observed.tasks.push({ start: startTime, end: startTime + duration }),
	);
}

interface Traffic {
	readonly bytes: Record<Kind, number>;
	requests: number;
	isAlone: boolean;
	/** When something was last asked for or arrived. */
	last: number;
}

function watchTraffic(session: CDPSession, origin: string): Traffic {
	const traffic: Traffic = {
		bytes: { Document: 0, Stylesheet: 0, Script: 0, Font: 0, other: 0 },
		requests: 0,
		isAlone: true,
		last: performance.now(),
	};
	const kinds = new Map<string, Kind>();
	session.on('Network.requestWillBeSent', ({ request }) => {
		traffic.last = performance.now();
		if (/^https?:/u.test(request.url) && !request.url.startsWith(`${origin}/`)) traffic.isAlone = false;
	});
	session.on('Network.responseReceived', ({ requestId, type, response }) => {
		kinds.set(requestId, kindOf(type, response.mimeType));
	});
	session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		traffic.last = performance.now();
		// What is in the page itself, data: addresses, is not transferred.
		if (encodedDataLength === 0) return;
		traffic.requests++;
		traffic.bytes[kinds.get(requestId) ?? 'other'] += encodedDataLength;
	});
	return traffic;
}

/** What is fetched ahead has no type of its own: then its content says what it is. */
function kindOf(type: string, mimeType: string): Kind {
	if (mimeType === 'text/javascript') return 'Script';
	if (mimeType === 'text/css') return 'Stylesheet';
	return KINDS.find((kind) => kind === type) ?? 'other';
}

/** Waits until the page is idle, and nothing has been fetched for a while then. */
async function quiet(page: Page, traffic: Traffic): Promise<void> {
	await page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
	traffic.last = performance.now();
	while (performance.now() - traffic.last < QUIET) await page.waitForTimeout(100);
}
