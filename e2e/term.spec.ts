import { expect, test } from '@playwright/test';
import { CHAPTERS, watchLayoutShift } from './pages.ts';

test('a term explains itself in place, by keyboard, and moves nothing', async ({ page }) => {
	const shifts = await watchLayoutShift(page);
	await page.goto(CHAPTERS[0]!);
	const term = page.locator('.term').first();
	const card = term.locator('.term-card');
	await term.getByRole('button').focus();
	await expect(card).toBeHidden();
	await page.keyboard.press('Enter');
	await expect(card).toBeVisible();
	await expect(card).toBeInViewport();
	await page.keyboard.press('Tab');
	await expect(card.getByRole('link', { name: 'In the glossary' })).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(card).toBeHidden();
	expect((await shifts()).all).toBe(0);
});

test.describe('with scripts off, on a phone', () => {
	test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } });

	test('a term explains itself, within the window', async ({ page }) => {
		await page.goto(CHAPTERS[0]!);
		const term = page.locator('.term').first();
		await term.getByRole('button').click();
		const box = (await term.locator('.term-card').boundingBox())!;
		expect(box.x).toBeGreaterThanOrEqual(0);
		expect(box.x + box.width).toBeLessThanOrEqual(360);
		await term.getByRole('link').click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Glossary');
	});
});
