import { expect, test } from '@playwright/test';
import { blockOf, CHAPTERS } from './pages.ts';

const [FIRST] = CHAPTERS as [string];

for (const width of [320, 360, 480, 500, 640, 790, 820, 1440])
	test(`nothing in the header lies upon anything else in a window ${width} px wide`, async ({ page }) => {
		await page.setViewportSize({ width, height: 700 });
		for (const path of ['', FIRST]) {
			await page.goto(path);
			// On a phone the title is there for those who do not see it.
			const title = width > 576 ? '.site-title span' : '.site-title svg';
			const parts = [title, '.site-search button', '.site-engine fieldset', '.sl-menu-button'];
			const boxes = [];
			for (const part of parts)
				for (const element of await page.locator(`${part}:visible`).all())
					boxes.push({ part, ...(await element.boundingBox())! });
			for (const [index, { part, x, width: own }] of boxes.entries()) {
				const next = boxes[index + 1];
				expect(x + own, `${part} before ${next?.part ?? 'the edge'}`).toBeLessThanOrEqual(next?.x ?? width);
			}
			expect(boxes.length).toBeGreaterThan(2);
		}
	});

test.describe('on a touch screen', () => {
	test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 780 } });

	test('every control of a block and of the header is large enough for a finger', async ({ page }) => {
		for (const engine of ['podman', 'both']) {
			await page.goto(`${FIRST}?engine=${engine}`);
			const block = blockOf(page, 'name-clash');
			const controls = block.locator(':is(button, engine-switch label):visible');
			expect(await controls.count()).toBeGreaterThan(8);
			for (const control of [
				...(await controls.all()),
				...(await page.locator('.site-engine label').all()),
			]) {
				const { height } = (await control.boundingBox())!;
				expect(height, await control.innerText()).toBeGreaterThanOrEqual(44);
			}
		}
	});
});
