import { expect, test } from '@playwright/test';
import { ENGINES } from './pages.ts';

for (const engine of ENGINES) {
	test(`the cheat sheet prints on one page: ${engine}`, async ({ page }) => {
		await page.goto(`cheat-sheet/?engine=${engine}`);
		const pdf = await page.pdf({ format: 'A4' });
		expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)).toHaveLength(1);
		await page.emulateMedia({ media: 'print' });
		await expect(page.locator(`.cheat-sheet code[data-for-engine="${engine}"]`).first()).toBeVisible();
		const other = ENGINES.find((id) => id !== engine)!;
		await expect(page.locator(`.cheat-sheet code[data-for-engine="${other}"]:visible`)).toHaveCount(0);
		await expect(page.locator('header.header:visible, nav:visible')).toHaveCount(0);
	});
}

test('a command leads to the examples that use it', async ({ page }) => {
	await page.goto('commands/?engine=docker');
	const entry = page.locator('#container-run');
	await expect(entry.locator('dt code:visible')).toHaveText('docker container run');
	await entry.getByRole('link', { name: '--entrypoint' }).click();
	await expect(page).toHaveURL(/first-containers\/(?:\?engine=docker)?#example-command-and-entrypoint$/u);
	await expect(page.locator('#example-command-and-entrypoint')).toBeInViewport();
});

test('a difference says in what the engines differ, and why', async ({ page }) => {
	await page.goto('where-the-engines-differ/');
	const entry = page.locator('.differences > div', { hasText: 'Stop first, then remove' });
	await expect(entry.locator('.sign')).toHaveText(['exit status 2 and 1', 'output']);
	await expect(entry.locator('dd')).toContainText('Both refuse');
});

test('the glossary has the chapter of each term', async ({ page }) => {
	await page.goto('glossary/');
	const entry = page.locator('#layer');
	await entry.getByRole('link').click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Images');
});
