import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { chapterOf, exampleIdsIn } from '../src/examples/chapter.ts';
import { exampleOf } from './examples.ts';
import { blockOf, CHAPTERS, ENGINES } from './pages.ts';

const [FIRST] = CHAPTERS as [string];

/** Why the engines answer differently in each example of a chapter that has such a reason, without backticks. */
function differencesIn(file: string): Map<string, string> {
	const ids = exampleIdsIn(readFileSync(`content/chapters/${file}`, 'utf8'));
	return new Map(
		ids.flatMap((id) => {
			const { difference } = exampleOf(id);
			return difference === undefined ? [] : [[id.split('/')[1]!, difference.replaceAll('`', '')] as const];
		}),
	);
}
const DIFFERENCES = differencesIn('07-first-containers.mdx');

const mark = (page: Page, name: string) =>
	blockOf(page, name).getByRole('button', { name: 'Differs', exact: true });

test('every block in which the engines differ has the mark, and no other block', async ({ page }) => {
	for (const file of readdirSync('content/chapters')) {
		const { name } = chapterOf(file)! as { name: string };
		await page.goto(`${name}/`);
		const marked = await page
			.locator('command-block:has(.differ:visible)')
			.evaluateAll((blocks) => blocks.map((block) => block.getAttribute('aria-labelledby')));
		expect(marked, file).toEqual([...differencesIn(file).keys()].map((id) => `example-${id}`));
	}
});

for (const engine of ENGINES)
	test(`the mark says why, by keyboard, and Escape gives the focus back: ${engine}`, async ({ page }) => {
		await page.goto(`${FIRST}?engine=${engine}`);
		const sentence = blockOf(page, 'name-clash').locator('.difference');
		await expect(sentence).toBeHidden();
		await mark(page, 'name-clash').focus();
		await page.keyboard.press('Enter');
		await expect(sentence).toBeVisible();
		await expect(sentence).toHaveText(`The engines differ: ${DIFFERENCES.get('name-clash')!}`);
		await expect(sentence).toBeInViewport({ ratio: 1 });
		await page.keyboard.press('Escape');
		await expect(sentence).toBeHidden();
		await expect(mark(page, 'name-clash')).toBeFocused();
	});

for (const width of [360, 1440])
	test(`what the mark opens stands beside it, within a window ${width} px wide, and moves nothing`, async ({
		page,
	}) => {
		await page.setViewportSize({ width, height: 800 });
		await page.goto(FIRST);
		const block = blockOf(page, 'name-clash');
		await mark(page, 'name-clash').evaluate((element) => element.scrollIntoView({ block: 'center' }));
		const before = await block.boundingBox();
		await mark(page, 'name-clash').click();
		expect(await block.boundingBox()).toEqual(before);
		const card = (await block.locator('.difference').boundingBox())!;
		const button = (await mark(page, 'name-clash').boundingBox())!;
		expect(card.x).toBeGreaterThanOrEqual(0);
		expect(card.x + card.width).toBeLessThanOrEqual(width);
		// Beside: not in the middle of the window, where it would lie upon what is read.
		const gap = Math.min(
			Math.abs(card.y - (button.y + button.height)),
			Math.abs(button.y - (card.y + card.height)),
		);
		expect(gap).toBeLessThan(24);
	});

test.describe('with scripts off', () => {
	test.use({ javaScriptEnabled: false });

	test('why the engines differ stands in the block', async ({ page }) => {
		await page.goto(FIRST);
		for (const [name, text] of DIFFERENCES) {
			await expect(blockOf(page, name).locator('.difference')).toBeVisible();
			await expect(blockOf(page, name).locator('.difference')).toHaveText(`The engines differ: ${text}`);
		}
		await expect(page.locator('.differ:visible')).toHaveCount(0);
	});
});

test.describe('on paper', () => {
	/** Where a line wraps, and what a ligature was made of, is not known. */
	const squeeze = (text: string) => text.normalize('NFKC').replaceAll(/\s+/gu, '');

	test('why the engines differ is printed, whichever is chosen', async ({ page }) => {
		for (const choice of [...ENGINES, 'both']) {
			await page.goto(`${FIRST}?engine=${choice}`);
			const { stdout, error } = spawnSync('pdftotext', ['-layout', '-', '-'], {
				input: await page.pdf({ format: 'A4' }),
				encoding: 'utf8',
			});
			test.skip(error !== undefined, 'pdftotext is not installed');
			const text = squeeze(stdout);
			expect([...DIFFERENCES.values()].filter((why) => !text.includes(squeeze(why)))).toEqual([]);
		}
	});

	test('the words that differ are marked where both print, and not where one does', async ({ page }) => {
		await page.emulateMedia({ media: 'print' });
		const look = () =>
			page
				.locator('[data-for-engine="docker"] mark.differs')
				.first()
				.evaluate((element) => getComputedStyle(element).textDecorationLine);
		const throughout = page.locator('.throughout:visible');
		await page.goto('images/?engine=both');
		expect(await look()).toBe('underline');
		// The heads of the columns are not on paper.
		for (const label of await page.locator('.steps .variant-label').all()) await expect(label).toBeVisible();
		expect(await throughout.count()).toBeGreaterThan(0);
		await page.goto('images/?engine=docker');
		expect(await look()).toBe('none');
		await expect(throughout).toHaveCount(0);
		// Asked for in the menu under the title.
		await page.evaluate(() => (document.documentElement.dataset['print'] = 'both'));
		expect(await look()).toBe('underline');
		expect(await throughout.count()).toBeGreaterThan(0);
		await page.goto('images/?engine=both');
		await page.evaluate(() => (document.documentElement.dataset['print'] = 'docker'));
		expect(await look()).toBe('none');
		await expect(throughout).toHaveCount(0);
	});
});
