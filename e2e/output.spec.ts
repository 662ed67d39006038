import { expect, test } from '@playwright/test';
import { blockOf, CHAPTERS } from './pages.ts';

const [FIRST] = CHAPTERS as [string];

for (const engine of ['podman', 'docker', 'both'])
	test(`long output folds, says how much is hidden, and opens in place: ${engine}`, async ({ page }) => {
		await page.goto(`images/?engine=${engine}`);
		const folds = page.locator('.output:visible:has(> details)');
		expect(await folds.count()).toBeGreaterThan(2);
		for (const output of await folds.all()) {
			const [shown, hidden] = [output.locator('> pre'), output.locator('details > pre')];
			const lines = async (text: typeof shown) => (await text.textContent())!.split('\n').length;
			expect(await lines(shown)).toBe(12);
			await expect(hidden).toBeHidden();
			await expect(output.locator('summary')).toHaveText(
				new RegExp(`Show the other ${await lines(hidden)} lines`, 'u'),
			);
			await output.locator('summary').focus();
			const top = (await shown.boundingBox())!.y;
			await page.keyboard.press('Enter');
			await expect(hidden).toBeVisible();
			// What was read stays where it was.
			expect((await shown.boundingBox())!.y).toBeCloseTo(top, 0);
			await page.keyboard.press('Enter');
			await expect(hidden).toBeHidden();
		}
	});

for (const width of [360, 1440])
	test(`wide text is a stop for the keyboard where it overflows, and only there, at ${width} px`, async ({
		page,
	}) => {
		await page.setViewportSize({ width, height: 800 });
		await page.goto(FIRST);
		const wrong = () =>
			page.locator('command-block pre').evaluateAll((boxes) =>
				boxes
					.filter((box) => box.checkVisibility({ contentVisibilityAuto: true }))
					.filter((box) => box.scrollWidth > box.clientWidth !== (box.getAttribute('tabindex') === '0'))
					.map((box) => box.getAttribute('aria-label') ?? box.textContent),
			);
		const stops = page.locator('command-block pre[tabindex="0"]:visible');
		await expect.poll(wrong).toEqual([]);
		if (width === 360) expect(await stops.count()).toBeGreaterThan(3);
		for (const engine of ['Docker', 'Both', 'Podman']) {
			await blockOf(page, 'list').getByRole('radio', { name: engine }).check({ force: true });
			await expect.poll(wrong).toEqual([]);
		}
		// Each that is one says what it is, in a word that a screen reader reads out.
		for (const stop of await stops.all()) await expect(stop).toHaveAccessibleName(/\S/u);
	});

test('wide output scrolls in its own box, by keyboard', async ({ page }) => {
	await page.setViewportSize({ width: 360, height: 800 });
	await page.goto(`${FIRST}?engine=docker`);
	const box = page.locator('command-block .output pre[tabindex="0"]:visible').first();
	await box.focus();
	await page.keyboard.press('ArrowRight');
	await expect.poll(() => box.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
