import { expect, test } from '@playwright/test';
import { ENGINES } from './pages.ts';

test('a drawing follows the engine, and so do its words', async ({ page }) => {
	for (const engine of ENGINES) {
		await page.goto(`runtimes-and-engines/?engine=${engine}`);
		const shown = page.locator('figure.diagram[data-for-engine]:visible');
		await expect(shown).toHaveAttribute('data-for-engine', engine);
		await shown.getByText('The picture in words').click();
		await expect(shown.locator('details p')).toBeVisible();
		await expect(shown.getByRole('img')).toHaveAccessibleName(/\w/u);
	}
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`text in drawings is large enough on a phone, and told from its box: ${colorScheme}`, async ({
		page,
	}) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 360, height: 780 });
		await page.goto('why-containers/');
		const texts = page.locator('figure.diagram svg text');
		expect(await texts.count()).toBeGreaterThan(5);
		for (const text of await texts.all()) {
			const size = await text.evaluate((element) => {
				const drawn = element as SVGTextElement;
				return Number.parseFloat(getComputedStyle(drawn).fontSize) * drawn.getScreenCTM()!.a;
			});
			expect(size).toBeGreaterThan(10);
		}
	});
}
