import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { blockOf, playToTheEnd } from './pages.ts';

// Not from the folder of the build: nothing may depend on where the book lies, nor on what its path is made of.
let folder: string;
let root: string;
test.beforeAll(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'the book % '));
	cpSync(path.resolve(import.meta.dirname, '../dist'), folder, { recursive: true });
	root = pathToFileURL(`${folder}/`).href;
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('links lead to pages, not to folders', async ({ page }) => {
	await page.goto(`${root}index.html`);
	await page.locator('.contents a[data-chapter="first-containers"]').click();
	await expect(page).toHaveURL(`${root}first-containers/index.html`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('First containers');
	await page.locator('a.site-title').click();
	await expect(page).toHaveURL(`${root}index.html`);
});

test('the engine is chosen, kept, and copied from', async ({ page }) => {
	await page.goto(`${root}first-containers/index.html`);
	await page.locator('.site-engine [data-engine-label="docker"]').click();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	const block = blockOf(page, 'name-clash');
	await block.locator('[data-copy-command]:visible').first().click();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^docker container run /u);
	await page.locator('a[rel="next"]').click();
	await expect(page).toHaveURL(/\/work-with-a-running-container\/index\.html/u);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
});

test('a recording replays', async ({ page }) => {
	await page.goto(`${root}first-containers/index.html`);
	const block = blockOf(page, 'name-clash');
	await playToTheEnd(block);
	await expect(block.locator('.terminal')).toContainText('already in use');
});

test('the search finds, and its results open', async ({ page }) => {
	await page.goto(`${root}index.html`);
	await page.keyboard.press('Control+k');
	await page.getByRole('searchbox', { name: 'Search the book' }).fill('--publish');
	await page.locator('dialog[open] .search-link').first().click();
	await expect(page).toHaveURL(/\/[\w-]+\/index\.html\?engine=\w+#/u);
	await expect(page.locator('h1')).toBeVisible();
});

test('a page is copied as Markdown, a chapter as a script', async ({ page }) => {
	await page.goto(`${root}first-containers/index.html`);
	await page.locator('.page-tools summary').click();
	await page
		.getByRole('button', { name: /Markdown/u })
		.first()
		.click();
	await expect(page.locator('.page-tools [role="status"]')).not.toBeEmpty();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# First containers/u);
});
