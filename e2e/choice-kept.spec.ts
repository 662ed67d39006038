import { expect, test } from '@playwright/test';
import { blockOf, CHAPTERS } from './pages.ts';

const [FIRST, SECOND] = CHAPTERS as [string, string];

test('where storage is full the choice works, and nothing is reported as an error', async ({ page }) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
	await page.addInitScript(() => {
		Storage.prototype.setItem = () => {
			throw new DOMException('full', 'QuotaExceededError');
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

for (const [what, fault] of [
	[
		'blocked',
		"Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('blocked') } })",
	],
	['full', "Storage.prototype.setItem = () => { throw new DOMException('full') }"],
] as const)
	test(`where storage is ${what} the theme follows the system, and can be changed`, async ({ page }) => {
		const faults: string[] = [];
		page.on('pageerror', (error) => faults.push(error.message));
		await page.addInitScript(fault);
		const html = page.locator('html');
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await page.goto(FIRST);
			await expect(html).toHaveAttribute('data-theme', colorScheme);
			const other = colorScheme === 'light' ? 'dark' : 'light';
			const theme = page.getByRole('combobox', { name: 'Select theme' }).and(page.locator(':visible'));
			await theme.selectOption(other);
			await expect(html).toHaveAttribute('data-theme', other);
			await theme.selectOption('auto');
			await expect(html).toHaveAttribute('data-theme', colorScheme);
		}
		expect(faults).toEqual([]);
	});

test('the theme that is chosen holds on other pages, in other tabs, and from before the first paint', async ({
	page,
	context,
}) => {
	await page.emulateMedia({ colorScheme: 'light' });
	await page.goto(FIRST);
	const other = await context.newPage();
	await other.emulateMedia({ colorScheme: 'light' });
	await other.goto(FIRST);
	await page
		.getByRole('combobox', { name: 'Select theme' })
		.and(page.locator(':visible'))
		.selectOption('dark');
	await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark');
	await page.route('**/*.js', (route) => route.abort());
	await page.goto(SECOND);
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await page.unrouteAll();
	// The system may change: what was chosen stays; what follows the system follows.
	await page.reload();
	await expect(page.locator('.theme-select:visible select')).toHaveValue('dark');
	await page.locator('.theme-select:visible select').selectOption('auto');
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
	await page.emulateMedia({ colorScheme: 'dark' });
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
