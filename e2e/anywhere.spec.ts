import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { headersOf, parseHeadersFile } from '../src/hosting/headers-file.ts';
import { blockOf, PAGES, playToTheEnd } from './pages.ts';
import { serveBook, textIn, type BookServer } from './book-server.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');
const BELOW = '/books/on/containers/';

let book: BookServer;
test.beforeAll(async () => {
	book = await serveBook(DIST, BELOW);
	book.headers = headersOf(parseHeadersFile(textIn(DIST, '_headers')), '/');
});
test.afterAll(() => book.stop());

/** Collects what the policy stops, what fails, and what is asked of any other server. */
function watch(page: Page): string[] {
	const seen: string[] = [];
	page.on('request', (request) => {
		const url = request.url();
		if (!url.startsWith(book.root) && !/^(?:data|blob):/u.test(url)) seen.push(`asked for ${url}`);
	});
	page.on('response', (response) => {
		if (response.status() >= 400) seen.push(`${response.status()} ${response.url()}`);
	});
	page.on('console', (message) => {
		if (message.type() === 'error') seen.push(message.text());
	});
	page.on('pageerror', (error) => seen.push(error.message));
	return seen;
}

test('every page loads from below a path, under the headers of the build, and asks nobody else', async ({
	page,
}) => {
	const seen = watch(page);
	for (const address of PAGES.filter((name) => name !== '404.html')) {
		await page.goto(`${book.root}${address}`);
		await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
		await expect(page.locator('engine-switch input').first()).toBeChecked();
	}
	expect(seen).toEqual([]);
});

test('a whole walk: the engine, a replay, the search, words, values, menus', async ({ page }) => {
	const seen = watch(page);
	await page.goto(book.root);
	await page.locator('.contents a[data-chapter="first-containers"]').click();
	await expect(page).toHaveURL(`${book.root}first-containers/`);
	await page.locator('.site-engine [data-engine-label="docker"]').click();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	await page.locator('.site-engine [data-engine-label="both"]').click();
	await page.locator('.site-engine [data-engine-label="podman"]').click();

	const block = blockOf(page, 'name-clash');
	await playToTheEnd(block);

	await page.keyboard.press('Control+k');
	await page.getByRole('searchbox', { name: 'Search the book' }).fill('--publish');
	const result = page.locator('dialog[open] .search-link').first();
	await expect(result).toBeVisible();
	await result.click();
	await expect(page).toHaveURL(new RegExp(`^${book.root}[\\w-]+/\\?engine=\\w+#`, 'u'));
	await page.locator('header .theme-select select').selectOption('dark');
	expect(seen).toEqual([]);
});

test('the page for lost readers finds the book, wherever that is', async ({ page }) => {
	await page.goto(`${book.root}first-containrs/deep/down.html`);
	await expect(page.locator('.site-title')).toHaveAttribute('href', BELOW);
	await page.waitForFunction(() => customElements.get('engine-switch') !== undefined);
	await page.locator('.site-engine [data-engine-label="docker"]').click();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	await page.locator('.contents a[data-chapter="first-containers"]').click();
	await expect(page).toHaveURL(`${book.root}first-containers/?engine=docker`);
});

test('what a reader did not write does nothing', async ({ page }) => {
	const seen = watch(page);
	const hostile = '"><img src=x onerror=alert(1)>\u0000\u202e{}';
	page.on('dialog', (dialog) => seen.push(`a dialog: ${dialog.message()}`));
	await page.addInitScript((text) => {
		for (const key of ['engine', 'starlight-theme', 'read', 'values', 'replay-speed', 'skip-typing'])
			localStorage.setItem(key, text);
	}, hostile);
	await page.goto(
		`${book.root}first-containers/?engine=${encodeURIComponent(hostile)}&t=${encodeURIComponent(hostile)}`,
	);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
	await page.locator('.site-engine [data-engine-label="docker"]').click();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	expect(await page.locator('img').count()).toBe(0);
	expect(seen).toEqual([]);
});

test('a recording from a stranger is text', async ({ page }) => {
	const seen = watch(page);
	page.on('dialog', (dialog) => seen.push(`a dialog: ${dialog.message()}`));
	const output =
		'<img src=x onerror=alert(1)><script>alert(2)</script>\u001b]0;<b>title</b>\u0007\u001b]8;;javascript:alert(3)\u001b\\link\u001b]8;;\u001b\\\u001b]52;c;aGk=\u0007\r\n';
	const cast = [
		{ version: 3, term: { cols: 80, rows: 24 }, title: '<script>alert(4)</script>' },
		[0.1, 'o', output],
		[0.1, 'm', '<img src=x onerror=alert(5)>'],
		[0.1, 'x', '0'],
	];
	await page.route('**/*.cast', (route) =>
		route.fulfill({ body: cast.map((line) => JSON.stringify(line)).join('\n') }),
	);
	await page.goto(`${book.root}first-containers/`);
	const block = blockOf(page, 'name-clash');
	await playToTheEnd(block);
	await expect(block.locator('.terminal')).toContainText('<img src=x onerror=alert(1)>');
	expect(await page.locator('img, a[href^="javascript"]').count()).toBe(0);
	expect(seen).toEqual([]);
});
