import { expect, test, type Page } from '@playwright/test';
import { blockOf, CHAPTERS } from './pages.ts';

/*
 * What is not chosen is hidden until found. A text fragment in an address and a plain fragment find it by the same
 * steps of the HTML standard as the browser's find-in-page, which no test can open: that is the browser's own window.
 */

const [FIRST] = CHAPTERS as [string];

/** Printed by Docker alone, and said of Docker alone. */
const PRINTED = 'Conflict. The container name';
const SAID = 'Docker completes every short name with Docker Hub';

const find = (text: string) => `#:~:text=${encodeURIComponent(text)}`;

async function expectDocker(page: Page) {
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	for (const radio of await page.getByRole('radio', { name: 'Docker' }).all())
		await expect(radio).toBeChecked();
	await expect(page.locator('[data-choice-status]')).toHaveText('The book shows Docker.');
}

for (const text of [PRINTED, SAID])
	test(`the browser finds what only the hidden engine has, and the book turns to it: ${text}`, async ({
		page,
	}) => {
		await page.goto(`${FIRST}${find(text)}`);
		await expectDocker(page);
		const place = page.locator('main :is(pre, p)').filter({ hasText: text }).first();
		await expect(place).toBeVisible();
		await expect(place).toBeInViewport();
	});

test('what the chosen engine has is found where it is, and nothing is switched', async ({ page }) => {
	await page.goto(`${FIRST}${find('The name is taken')}`);
	await expect(blockOf(page, 'name-clash')).toBeInViewport();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
});

test('where both show, a hit switches nothing', async ({ page }) => {
	await page.goto(`${FIRST}?engine=both${find(PRINTED)}`);
	await expect(blockOf(page, 'name-clash')).toBeInViewport();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'both');
});

test('a fragment that leads into the hidden engine’s text turns the book to it', async ({ page }) => {
	await page.goto(FIRST);
	await page
		.locator('.only[data-for-engine="docker"] p:not(.variant-label)')
		.first()
		.evaluate((element) => (element.id = 'within'));
	await page.evaluate(() => (location.hash = '#within'));
	await expectDocker(page);
	await expect(page.locator('#within')).toBeInViewport();
	await expect(page).toHaveURL(/\?engine=docker#within$/u);
});

test('everything of the other engine that can be found is hidden until found, and takes no room', async ({
	page,
}) => {
	for (const [engine, other] of [
		['podman', 'docker'],
		['docker', 'podman'],
	] as const) {
		await page.goto(`${FIRST}?engine=${engine}`);
		const away = page.locator(`main :is(div, figure)[data-for-engine="${other}"]`);
		expect(await away.count()).toBeGreaterThan(30);
		for (const element of await away.evaluateAll((all) =>
			all.map((one) => ({
				hidden: one.getAttribute('hidden'),
				height: one.getBoundingClientRect().height,
				// `display: none` could not be found.
				display: getComputedStyle(one).display,
			})),
		))
			expect(element).toMatchObject({ hidden: 'until-found', display: 'block', height: 0 });
		await expect(page.locator(`main [data-for-engine="${engine}"][hidden]`)).toHaveCount(0);
	}
});

test('what is hidden until found cannot be reached by the keyboard', async ({ page }) => {
	await page.goto(FIRST);
	const block = blockOf(page, 'name-clash');
	await block.locator('.title a').focus();
	const reached: string[] = [];
	for (let count = 0; count < 12; count++) {
		await page.keyboard.press('Tab');
		reached.push(
			await page.evaluate(
				() =>
					document.activeElement?.closest<HTMLElement>('[data-for-engine]')?.dataset['forEngine'] ?? 'all',
			),
		);
	}
	expect(reached).toContain('podman');
	expect(reached).not.toContain('docker');
});
