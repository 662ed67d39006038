import { expect, test, type Page } from '@playwright/test';
import { blockOf, CHAPTERS, watchLayoutShift } from './pages.ts';

const [CHAPTER, OTHER] = CHAPTERS as [string, string];

/** The commands of a page that a reader sees. */
function visibleCommands(page: Page) {
	return page.locator('.command:visible code').allTextContents();
}

test('Podman is shown first, and no Docker command with it', async ({ page }) => {
	await page.goto(CHAPTER);
	const commands = await visibleCommands(page);
	expect(commands.length).toBeGreaterThan(10);
	expect(commands.filter((command) => command.startsWith('docker'))).toEqual([]);
	expect(commands.filter((command) => command.startsWith('podman')).length).toBeGreaterThan(10);
});

test('one press switches every block, word and switch, and the address', async ({ page }) => {
	await page.goto(CHAPTER);
	await blockOf(page, 'first-run').getByRole('radio', { name: 'Docker' }).check({ force: true });
	const commands = await visibleCommands(page);
	expect(commands.filter((command) => command.startsWith('podman'))).toEqual([]);
	expect(commands.filter((command) => command.startsWith('docker')).length).toBeGreaterThan(10);
	for (const radio of await page.getByRole('radio', { name: 'Docker' }).all())
		await expect(radio).toBeChecked();
	await expect(page).toHaveURL(/\?engine=docker$/u);
	await expect(page.locator('.engine-word [data-for-engine="podman"]:visible')).toHaveCount(0);
});

test('the choice holds on other pages, in other tabs and on the next visit', async ({ page, context }) => {
	await page.goto(CHAPTER);
	const other = await context.newPage();
	await other.goto(CHAPTER);
	await page.locator('header').getByRole('radio', { name: 'Docker' }).first().check({ force: true });
	await expect(other.locator('html')).toHaveAttribute('data-engine', 'docker');
	await other.goto(OTHER);
	await expect(other.locator('html')).toHaveAttribute('data-engine', 'docker');
});

test('the address decides over what is stored, also before any module has run', async ({ page }) => {
	await page.goto(CHAPTER);
	await page.locator('header').getByRole('radio', { name: 'Docker' }).first().check({ force: true });
	await page.route('**/*.js', (route) => route.abort());
	await page.goto(`${CHAPTER}?engine=podman`);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
	expect((await visibleCommands(page)).filter((command) => command.startsWith('docker'))).toEqual([]);
	await page.goto(CHAPTER);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
});

test('an unknown engine in the address is passed over', async ({ page }) => {
	await page.goto(`${CHAPTER}?engine=%22%3E%3Cscript%3Ealert(1)%3C/script%3E`);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
});

test('where storage is blocked the choice still works and links carry it', async ({ page }) => {
	await page.addInitScript(() => {
		Object.defineProperty(globalThis, 'localStorage', {
			get() {
				throw new DOMException('blocked', 'SecurityError');
			},
		});
	});
	// Starlight's own theme script does not expect that; the book's scripts do.
	await page.goto(`${CHAPTER}?engine=docker`);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	await page.getByRole('link', { name: /^Next/u }).click();
	await expect(page).toHaveURL(new RegExp(`${OTHER}\\?engine=docker$`, 'u'));
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
});

test('the switch is one stop for the keyboard and arrows move it', async ({ page }) => {
	await page.goto(CHAPTER);
	const block = blockOf(page, 'first-run');
	await block.locator('.title a').focus();
	await page.keyboard.press('Tab');
	await expect(block.getByRole('radio', { name: 'Podman' })).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await expect(block.getByRole('radio', { name: 'Docker' })).toBeChecked();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	await page.keyboard.press('Tab');
	await expect(block.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
});

for (const width of [360, 1440]) {
	for (const chapter of CHAPTERS) {
		test(`nothing shifts on load or on switching: ${chapter} at ${width} px`, async ({ page }) => {
			await page.setViewportSize({ width, height: 800 });
			const shift = await watchLayoutShift(page);
			await page.goto(chapter);
			expect(await shift()).toEqual({ value: 0, all: 0 });
			const blocks = page.locator('command-block:has(engine-switch)');
			for (let index = 0; index < (await blocks.count()); index += 3) {
				const block = blocks.nth(index);
				const control = block.locator('engine-switch');
				// Out from under the header; the press itself must not scroll.
				await control.evaluate((element) => element.scrollIntoView({ block: 'center' }));
				const before = (await control.boundingBox())!;
				const { height } = (await block.boundingBox())!;
				await control
					.locator('label')
					.nth(index % 2 === 0 ? 1 : 0)
					.click();
				expect((await control.boundingBox())!.y).toBeCloseTo(before.y, 0);
				expect((await block.boundingBox())!.height).toBeCloseTo(height, 0);
			}
			expect((await shift()).value).toBe(0);
		});
	}
}
