import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Page } from '@playwright/test';
import sirv from 'sirv';
import { findBrowser } from '../../e2e/browser.ts';

/** How quick the search of a built book is, in milliseconds. */
export interface SearchTimes {
	/** From opening it to the first results, its script and whatever it fetches included. */
	'search, first results': number;
	'search, median': number;
	'search, p95': number;
	/** Bytes that all of these queries fetched, as they went over the line. */
	'search, fetched for all queries': number;
}

/** What readers look for: flags, fields, words that are all over the book, and one that is in one chapter alone. */
const QUERIES = [
	'--rm',
	'-p',
	'.State.Status',
	'restart policy',
	'rootless',
	'exit 125',
	'container',
	'volume inspect',
	'docker.sock',
	'topic-7',
	'already in use',
	'--publish',
	'memory limit',
	'network create',
	'mail queue',
	'namespace',
];

/** Opens a chapter of a built book in Chromium and searches. Each query is typed at once, as by pasting. */
export async function measureSearch(dist: string): Promise<SearchTimes> {
	const server = createServer(sirv(dist, { gzip: false }));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const executablePath = findBrowser();
	const browser = await chromium.launch({
		args: ['--no-sandbox'],
		...(executablePath ? { executablePath } : {}),
	});
	try {
		const page = await browser.newPage();
		const session = await page.context().newCDPSession(page);
		let bytes = 0;
		await session.send('Network.enable');
		session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
		await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/topic-1/`, {
			waitUntil: 'networkidle',
		});
		bytes = 0;
		const first = await timeOfFirst(page, 'alpine');
		const times: number[] = [];
		for (let round = 0; round < 2; round++)
			for (const query of QUERIES) times.push(await timeOf(page, query));
		times.sort((one, other) => one - other);
		return {
			'search, first results': first,
			'search, median': times[Math.floor(times.length / 2)]!,
			'search, p95': times[Math.floor(times.length * 0.95)]!,
			'search, fetched for all queries': bytes,
		};
	} finally {
		await browser.close();
		server.close();
	}
}

async function timeOfFirst(page: Page, query: string): Promise<number> {
	const start = performance.now();
	await page.locator('[data-open-search]').click();
	await page.locator('.search-dialog input[type="search"]').fill(query);
	await page.locator('.search-results li, .search-hint').first().waitFor();
	return performance.now() - start;
}

/** From the input to the frame in which its results, or the answer that there are none, have been painted. */
function timeOf(page: Page, query: string): Promise<number> {
	return page.evaluate(async (text) => {
		const field = document.querySelector<HTMLInputElement>('.search-dialog input[type="search"]')!;
		const box = document.querySelector('.search-dialog .search-results')!;
		// The empty query clears the results of the one before.
		field.value = '';
		field.dispatchEvent(new Event('input'));
		const frame = () => new Promise(requestAnimationFrame);
		await frame();
		const start = performance.now();
		field.value = text;
		field.dispatchEvent(new Event('input'));
		while (!box.querySelector('ol > li, .search-hint')) await frame();
		await frame();
		return performance.now() - start;
	}, query);
}
