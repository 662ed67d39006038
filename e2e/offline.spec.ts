import { AxeBuilder } from '@axe-core/playwright';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { digestOf } from '../src/offline/build.ts';
import type { Manifest } from '../src/offline/manifest.ts';
import { serveBook, textIn, type BookServer } from './book-server.ts';
import { blockOf } from './pages.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');
const CHAPTER = 'first-containers/';
const OTHER = 'images/';

test.use({ serviceWorkers: 'allow' });

let book: BookServer;
let faults: string[];
test.beforeEach(async ({ page }) => {
	book = await serveBook(DIST);
	faults = [];
	page.on('pageerror', (error) => faults.push(error.message));
	page.on('console', (message) => {
		if (message.text().includes('Content Security Policy')) faults.push(message.text());
	});
});
test.afterEach(async () => {
	await book.stop();
	expect(faults).toEqual([]);
});

/** Addresses from the book's root of what is kept, with which edition. */
const keptIn = (page: Page, root = book.root) =>
	page.evaluate(async (from) => {
		if (!(await caches.has(`book ${from}`))) return [];
		const keys = await (await caches.open(`book ${from}`)).keys();
		return keys.map(({ url }) => url.slice(from.length).replace(/\?.*/u, ''));
	}, root);

/** Opens a page and waits until it is kept: a page is, once its own file is. */
async function visit(page: Page, address: string, root = book.root): Promise<void> {
	await page.goto(root + address);
	const file = `${address.replace(/[?#].*/u, '')}index.html`;
	await expect.poll(() => keptIn(page, root), { timeout: 30_000 }).toContain(file);
	await expect.poll(() => keptIn(page, root)).toContain('offline/index.html');
}

async function openPanel(page: Page): Promise<void> {
	await page.goto(`${book.root}offline/`);
	await expect(panel(page).locator('.text')).not.toBeEmpty();
}

const panel = (page: Page) => page.locator('offline-book .panel');
const keepWhole = (page: Page) => panel(page).getByRole('button', { name: /^Keep the whole book/u });
const goOn = (page: Page) => panel(page).getByRole('button', { name: /^Go on/u });

async function replayToEnd(page: Page, name: string): Promise<void> {
	const block = blockOf(page, name);
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	await expect(block.getByRole('group', { name: 'Replay controls' })).toBeVisible();
	const scrubber = block.getByRole('slider');
	await scrubber.focus();
	await page.keyboard.press('End');
	await expect
		.poll(() => block.evaluate((element) => (element as unknown as { replayText?: string }).replayText))
		.toMatch(/\S/u);
}

/** The server has another edition from now on, whose chapter says something else. */
function publish(): void {
	const page = `${CHAPTER}index.html`;
	const html = textIn(DIST, page).replace('>First containers</h1>', '>First containers, again</h1>');
	const [first, ...code] = textIn(DIST, 'sw.js').split('\n');
	const manifest = JSON.parse(first!.replace(/^const BOOK=|;$/gu, '')) as Manifest;
	const content = Buffer.from(html);
	manifest.files[page] = { digest: digestOf(content), bytes: content.length };
	book.instead.set(CHAPTER, html);
	book.instead.set('sw.js', [`const BOOK=${JSON.stringify(manifest)};`, ...code].join('\n'));
}

for (const below of ['/', '/books/containers/'])
	test(`after one visit a chapter reads and replays without a server, below ${below}`, async ({ page }) => {
		await book.stop();
		book = await serveBook(DIST, below);
		await visit(page, CHAPTER);
		await book.stop();
		await page.goto(`${book.root}${CHAPTER}?engine=docker`);
		await expect(page.locator('h1')).toHaveText('First containers');
		await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
		await replayToEnd(page, 'name-clash');
		await page.goto(`${book.root}${CHAPTER}?engine=podman`);
		await replayToEnd(page, 'first-run');
		// The typeface and the style are there too.
		expect(await page.evaluate(() => document.fonts.check('16px Literata'))).toBe(true);
	});

test('an address without its last slash, or with the name of the file, is the same page', async ({
	page,
}) => {
	await visit(page, CHAPTER);
	await book.stop();
	for (const address of [`${CHAPTER}index.html`, CHAPTER.slice(0, -1), `${CHAPTER}?t=1#example-name-clash`]) {
		await page.goto(book.root + address);
		await expect(page.locator('h1')).toHaveText('First containers');
	}
	await page.goto(`${book.root}${CHAPTER.slice(0, -1)}?engine=docker`);
	await expect(page).toHaveURL(`${book.root}${CHAPTER}?engine=docker`);
});

test('a page that is not kept is no dead end: it says what is there', async ({ page }) => {
	await visit(page, CHAPTER);
	await book.stop();
	await page.goto(book.root + OTHER);
	await expect(page.locator('h1')).toHaveText('This page is not on this device');
	await expect(page).toHaveTitle(/^This page is not on this device/u);
	await expect(page.locator('offline-book .kept a')).toHaveText([
		'Containers by Example',
		'First containers',
	]);
	await page.locator('offline-book').getByRole('link', { name: 'First containers' }).click();
	await expect(page.locator('h1')).toHaveText('First containers');
	// What is no page, at whatever depth, leads to the same.
	await page.goto(`${book.root}no/such/place/`);
	await expect(page).toHaveURL(`${book.root}offline/`);
	await expect(page.locator('h1')).toHaveText('Read without a network');
	// With the server back, the page is there at its own address.
	await page.goto(book.root + OTHER);
	await book.start();
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect(page.locator('h1')).toHaveText('Images');
	await expect(page).toHaveURL(book.root + OTHER);
});

test('what is no page of the book is not kept: an error, a redirect, another’s page', async ({ page }) => {
	book.instead.set(OTHER, 'Sign in to this network');
	await visit(page, CHAPTER);
	await page.goto(book.root + OTHER);
	await page.goto(`${book.root}no-such-page/`);
	await expect(page.locator('h1')).toHaveText('There is no such page');
	await openPanel(page);
	expect(await keptIn(page)).not.toContain(`${OTHER}index.html`);
	book.instead.set(OTHER, 500);
	await keepWhole(page).click();
	await expect(panel(page).locator('.text')).toContainText('The server has another edition of the book', {
		timeout: 30_000,
	});
	expect(await keptIn(page)).not.toContain(`${OTHER}index.html`);
	book.instead.clear();
	await page.goto(book.root + OTHER);
	await expect(page.locator('h1')).toHaveText('Images');
});

test('the whole book is kept on request, with its size said before, and can be removed', async ({ page }) => {
	await openPanel(page);
	await expect(keepWhole(page)).toHaveText(/\d+\.\d\sMB( more)?\)$/u);
	book.delay = 5;
	await page.evaluate(() => {
		const bar = document.querySelector<HTMLProgressElement>('offline-book progress')!;
		const seen: number[] = [];
		new MutationObserver(() => seen.push(bar.hidden ? -1 : bar.value)).observe(bar, { attributes: true });
		Object.assign(globalThis, { seen });
	});
	await keepWhole(page).click();
	await expect(panel(page).getByRole('button', { name: 'Stop' })).toBeVisible();
	await expect(panel(page).getByRole('progressbar')).toBeVisible();
	await expect(panel(page).locator('.text')).toHaveText(
		/^The whole book is on this device \(\d+\.\d\sMB\)\.$/u,
		{
			timeout: 30_000,
		},
	);
	await expect(panel(page).getByRole('status')).toHaveText(/^The whole book is on this device/u);
	const seen = (await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen)).filter(
		(value) => value >= 0,
	);
	expect(new Set(seen).size).toBeGreaterThan(3);
	expect(seen).toEqual([...seen].sort((a, b) => a - b));
	await book.stop();
	await page.goto(book.root + OTHER);
	await expect(page.locator('h1')).toHaveText('Images');
	// The search has its text.
	await page.keyboard.press('Control+k');
	await page.getByRole('searchbox').fill('docker.sock');
	await expect(page.locator('.search-results a').first()).toBeVisible();
	await page.goto(`${book.root}offline/`);
	await panel(page).getByRole('button', { name: 'Remove everything from this device' }).click();
	await expect(panel(page).locator('.text')).toHaveText('Nothing is on this device yet.');
	expect(await keptIn(page)).toEqual([]);
	await expect(keepWhole(page)).toBeFocused();
});

test('a connection that is lost half-way leaves what has come, and keeping goes on from there', async ({
	page,
}) => {
	await openPanel(page);
	book.delay = 20;
	await keepWhole(page).click();
	await expect.poll(async () => (await keptIn(page)).length).toBeGreaterThan(60);
	await book.stop();
	await expect(panel(page).locator('.text')).toContainText('The connection is gone.');
	const before = await keptIn(page);
	// A page is only there with all that it needs.
	await page.locator('offline-book .kept a').nth(1).click();
	await expect(page.locator('h1')).not.toHaveText('This page is not on this device');
	await page.goto(`${book.root}offline/`);
	await book.start();
	book.delay = 0;
	book.asked = [];
	await goOn(page).click();
	await expect(panel(page).locator('.text')).toHaveText(/^The whole book is on this device/u, {
		timeout: 30_000,
	});
	expect(book.asked.filter((address) => address.endsWith('.cast') && before.includes(address))).toEqual([]);
});

test('keeping can be stopped', async ({ page }) => {
	await openPanel(page);
	book.delay = 20;
	await keepWhole(page).click();
	await panel(page).getByRole('button', { name: 'Stop' }).click();
	await expect(keepWhole(page)).toBeFocused();
	await expect(panel(page).locator('.text')).toHaveText(/ are on this device\.$/u);
});

test('a newer edition is offered, is not forced, and is there once it is taken', async ({
	page,
	context,
}) => {
	test.slow();
	await visit(page, CHAPTER);
	publish();
	const offer = page.getByRole('region', { name: 'Newer edition' });
	await page.reload();
	await expect(offer.getByRole('status')).toHaveText('A newer edition of the book is there.', {
		timeout: 20_000,
	});
	// Not forced: the page is what it was, also when it is loaded again, also without the server.
	await expect(page.locator('h1')).toHaveText('First containers');
	await offer.getByRole('button', { name: 'Later' }).click();
	await expect(offer).toBeHidden();
	await page.reload();
	await expect(page.locator('h1')).toHaveText('First containers');
	await page.waitForTimeout(2000);
	await expect(offer).toBeHidden();
	await book.stop();

	// Another window offers it again, and takes it; what was kept of the old edition is there of the new one.
	const other = await context.newPage();
	other.on('pageerror', (error) => faults.push(error.message));
	await other.goto(book.root + CHAPTER);
	await expect(other.locator('h1')).toHaveText('First containers');
	await other.evaluate(() => scrollTo({ top: 3000, behavior: 'instant' }));
	await other.getByRole('button', { name: 'Read it' }).click();
	await expect(other.locator('h1')).toHaveText('First containers, again');
	await expect.poll(() => other.evaluate(() => scrollY)).toBe(3000);
	// The first window has not been touched.
	await expect(page.locator('h1')).toHaveText('First containers');
	await replayToEnd(page, 'name-clash');
	await replayToEnd(other, 'name-clash');
});

test('without room the browser’s refusal is a sentence, and the book goes on', async ({ page, context }) => {
	await openPanel(page);
	const session = await context.newCDPSession(page);
	await session.send('Storage.overrideQuotaForOrigin', {
		origin: new URL(book.root).origin,
		quotaSize: 2_000_000,
	});
	await keepWhole(page).click();
	await expect(panel(page).locator('.text')).toContainText('The browser has no more room for this book.', {
		timeout: 30_000,
	});
	await page.goto(book.root + OTHER);
	await expect(page.locator('h1')).toHaveText('Images');
});

test('where storage is refused a sentence says so, and nothing is reported as an error', async ({ page }) => {
	book.instead.set(
		'sw.js',
		`CacheStorage.prototype.open = () => Promise.reject(new DOMException('no', 'SecurityError'));
		${textIn(DIST, 'sw.js')}`,
	);
	await openPanel(page);
	await expect(panel(page).locator('.text')).toContainText('The browser refuses to keep anything here');
	await expect(panel(page).getByRole('button')).toHaveCount(0);
	await page.goto(book.root + CHAPTER);
	await replayToEnd(page, 'name-clash');
});

for (const [what, fault, words] of [
	[
		'the browser starts no worker',
		"ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'))",
		'This browser keeps no pages here',
	],
	[
		'the browser has no workers',
		"Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })",
		'This browser keeps no pages here',
	],
	[
		'the address is not secure',
		"Object.defineProperty(globalThis, 'isSecureContext', { value: false })",
		'A browser keeps pages only when their address begins with https',
	],
] as const)
	test(`where ${what} there is a sentence in place of buttons`, async ({ page }) => {
		await page.addInitScript(fault);
		await openPanel(page);
		await expect(panel(page).locator('.text')).toContainText(words);
		await expect(panel(page).getByRole('button')).toHaveCount(0);
		await page.goto(book.root + CHAPTER);
		await page.waitForTimeout(1500);
		await expect(page.locator('h1')).toHaveText('First containers');
	});

test('a reader who saves data is not sent what nobody has asked for', async ({ page }) => {
	await page.addInitScript("Object.defineProperty(navigator.connection, 'saveData', { value: true })");
	await page.goto(book.root + CHAPTER);
	await page.waitForTimeout(2500);
	expect(book.asked.filter((address) => address === 'sw.js' || address.endsWith('.cast'))).toEqual([]);
});

test('a host that no longer wants the worker sends the script that takes it away', async ({ page }) => {
	await visit(page, CHAPTER);
	book.instead.set('sw.js', readFileSync('src/offline/leave.js', 'utf8'));
	await page.reload();
	await expect
		.poll(
			() =>
				page
					.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
					// It loads the page again when it goes.
					.catch(() => undefined),
			{ timeout: 20_000 },
		)
		.toBe(0);
	book.instead.set(CHAPTER, '<h1>Of today</h1>');
	await page.goto(book.root + CHAPTER);
	await expect(page.locator('h1')).toHaveText('Of today');
	expect(await page.evaluate(() => caches.keys())).toEqual([]);
});

test('axe finds nothing in what shows it, and nothing juts out on a phone', async ({ page }) => {
	test.slow();
	const axe = async () => {
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			const { violations } = await new AxeBuilder({ page }).include('offline-book, .edition-offer').analyze();
			expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
		}
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
	};
	await page.setViewportSize({ width: 360, height: 780 });
	await visit(page, CHAPTER);
	publish();
	await openPanel(page);
	await expect(page.getByRole('region', { name: 'Newer edition' })).toBeVisible({ timeout: 30_000 });
	book.delay = 300;
	await keepWhole(page).click();
	await expect(panel(page).getByRole('progressbar')).toBeVisible();
	await axe();
	await book.stop();
	await expect(goOn(page)).toBeVisible({ timeout: 20_000 });
	await expect(page.locator('offline-book .kept a').first()).toBeVisible();
	await axe();
});
