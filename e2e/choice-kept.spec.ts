import { expect, test } from '@playwright/test';
import { blockOf, CHAPTERS } from './pages.ts';

const [FIRST, SECOND] = CHAPTERS as [string, string];

test('where storage is full the choice works, and nothing is reported as an error', async ({ page }) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
	await page.addInitScript(() => {
		// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the storage below
		const { setItem } = Storage.prototype;
		Storage.prototype.setItem = function (key, value) {
			// Starlight's own theme control does not expect that; the book's scripts do.
			if (key === 'starlight-theme') setItem.call(this, key, value);
			else throw new DOMException('full', 'QuotaExceededError');
		};
	});
	await page.goto(FIRST);
	await blockOf(page, 'first-run').getByRole('radio', { name: 'Docker' }).check({ force: true });
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	await expect(page).toHaveURL(/\?engine=docker$/u);
	await page.getByRole('link', { name: /^Next/u }).click();
	await expect(page).toHaveURL(new RegExp(`${SECOND}\\?engine=docker$`, 'u'));
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	expect(faults).toEqual([]);
});

test('the right engine shows before any script of the book has come: nothing flashes', async ({ page }) => {
	// The inline script alone; what is in files never comes.
	await page.route('**/*.js', () => undefined);
	await page.goto(`${FIRST}?engine=docker`, { waitUntil: 'commit' });
	await page.locator('command-block').first().waitFor();
	const shown = await page.locator('.command:visible code').allTextContents();
	expect(shown.filter((text) => text.startsWith('docker')).length).toBeGreaterThan(5);
	expect(shown.filter((text) => text.startsWith('podman'))).toEqual([]);
	const look = (name: string) =>
		page
			.locator(`.site-header [data-engine-label="${name}"]`)
			.evaluate((label) => getComputedStyle(label).backgroundColor);
	expect(await look('docker')).not.toBe(await look('podman'));
});
