import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { CHOICES } from '../src/engine-choice/choice.ts';
import { CHAPTERS, PAGES } from './pages.ts';

for (const path of PAGES) {
	test(`/${path} fits a phone, and asks nobody else for anything`, async ({ page }) => {
		const foreign: string[] = [];
		page.on('request', (request) => {
			if (new URL(request.url()).hostname !== 'localhost') foreign.push(request.url());
		});
		const faults: string[] = [];
		page.on('pageerror', (error) => faults.push(error.message));
		await page.setViewportSize({ width: 360, height: 780 });
		for (const choice of CHOICES) {
			await page.goto(`${path}?engine=${choice}`, { waitUntil: 'networkidle' });
			expect(await page.evaluate(() => document.documentElement.scrollWidth), choice).toBe(360);
		}
		expect(foreign).toEqual([]);
		expect(faults).toEqual([]);
	});
}

test('a chapter is a few files', async ({ page }) => {
	const kinds: string[] = [];
	page.on('request', (request) => kinds.push(request.resourceType()));
	await page.goto(CHAPTERS[0]!, { waitUntil: 'networkidle' });
	// Styles: of the book, of its blocks, for paper. Scripts: of the page, and two that come when it has come to rest.
	await expect
		.poll(() => kinds.filter((kind) => kind !== 'other').sort())
		.toEqual([
			'document',
			'font',
			...Array<string>(3).fill('script'),
			...Array<string>(3).fill('stylesheet'),
		]);
});

test('the first page leads into the book, and its block is a live one', async ({ page }) => {
	await page.goto('');
	const block = page.locator('command-block:not(.fenced)');
	await block.locator('engine-switch label').nth(1).click();
	await expect(block.locator('.command:visible code').first()).toContainText('docker');
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	await expect(block.getByRole('group', { name: 'Replay controls' })).toBeVisible();
	await page.getByRole('link', { name: 'Go to your first container' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('First containers');
});

test('a block leads to the origin of its recording, in full', async ({ page }) => {
	for (const path of ['', CHAPTERS[0]!]) {
		await page.goto(`${path}?engine=docker`);
		const origin = page.locator('command-block p.origin:visible').last();
		const href = (await origin.getByRole('link', { name: 'Origin' }).getAttribute('href'))!;
		await origin.getByRole('link', { name: 'Origin' }).click();
		const entry = page.locator(`[id="${href.split('#')[1]}"]`);
		await expect(entry).toBeInViewport();
		await expect(entry).toContainText(/Docker \d+\.\d+.*control groups/su);
		await expect(entry).toContainText(/sha256:[0-9a-f]{64}/u);
	}
});

test('every recording says where it comes from', async ({ page }) => {
	await page.goto('about-the-recordings/');
	const chapters = await page.locator('.origin-pages li').evaluateAll((items) =>
		items.map((item) => ({
			href: item.querySelector('a')!.getAttribute('href')!,
			count: Number(/\d+/u.exec(item.lastChild!.textContent!)![0]),
		})),
	);
	let all = 0;
	for (const { href, count } of chapters) {
		const { pathname } = new URL(href, 'http://book.invalid/about-the-recordings/');
		const html = readFileSync(new URL(`../dist${pathname}index.html`, import.meta.url), 'utf8');
		expect(html.match(/ id="origin-/gu), href).toHaveLength(count);
		all += count;
	}
	expect(all).toBe(
		readdirSync('content/recordings', { recursive: true, encoding: 'utf8' }).filter((name) =>
			name.endsWith('.cast'),
		).length,
	);
});

test('the check script can be downloaded, has every example, and is one that a shell can read', async ({
	page,
}) => {
	await page.goto('about-the-recordings/');
	await page.getByRole('link', { name: 'the script for that' }).click();
	const downloading = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Download check.sh' }).click();
	const download = await downloading;
	expect(download.suggestedFilename()).toBe('check.sh');
	const file = await download.path();
	const examples = readdirSync('content/examples', { recursive: true, encoding: 'utf8' });
	const count = examples.filter((name) => name.endsWith('.yaml')).length;
	expect(readFileSync(file, 'utf8')).toContain(`runs the ${count} examples`);
	expect(spawnSync('sh', ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});

test.describe('with scripts off', () => {
	test.use({ javaScriptEnabled: false });

	for (const path of CHAPTERS) {
		test(`both engines are there and labelled: ${path}`, async ({ page }) => {
			await page.goto(path);
			for (const block of await page.locator('command-block:has(engine-switch)').all()) {
				for (const [engine, label] of [
					['podman', 'Podman'],
					['docker', 'Docker'],
				] as const) {
					const variants = block.locator(`.steps .variant[data-for-engine="${engine}"]`);
					expect(await variants.count()).toBeGreaterThan(0);
					for (const variant of await variants.all()) {
						await expect(variant.locator('.variant-label')).toHaveText(label);
						await expect(variant.locator('.variant-label')).toBeVisible();
						await expect(variant.locator('.command code').first()).toBeVisible();
					}
				}
			}
			// A control that needs a script would be a dead one.
			await expect(page.locator('command-block button:visible')).toHaveCount(0);
			await expect(page.locator('engine-switch:visible')).toHaveCount(0);
			await expect(page.locator('.site-search:visible, .site-theme:visible')).toHaveCount(0);
			await page.locator('.question summary').first().click();
			await expect(page.locator('.question .answer').first()).toBeVisible();
		});
	}
});
