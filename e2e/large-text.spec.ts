import { expect, test, type Page } from '@playwright/test';
import { addStyle, CHAPTERS, PAGES } from './pages.ts';

/** One of each kind of page. */
const KINDS = [
	'',
	CHAPTERS[0]!,
	'networking/',
	'commands/',
	'cheat-sheet/',
	'about-the-recordings/',
	'glossary/',
];

/**
 * Where text is cut off and nothing scrolls to it, and where the page itself scrolls sideways. What is cut off with an
 * ellipsis is whole elsewhere: the sliding line of the table of contents, the commands of a replay.
 */
async function expectNothingCut(page: Page, what: string): Promise<void> {
	const faults = await page.evaluate(() => {
		const found: string[] = [];
		const { scrollWidth, clientWidth } = document.documentElement;
		if (scrollWidth > clientWidth)
			found.push(`the page is ${scrollWidth - clientWidth} px wider than the window`);
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode()) {
			const holder = node.parentElement!;
			if (
				node.textContent!.trim() === '' ||
				holder.closest('.sr-only, [aria-hidden], script, style, option, dialog')
			)
				continue;
			if (!holder.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			const text = range.getBoundingClientRect();
			for (let box: Element | null = holder; box && box !== document.body; box = box.parentElement) {
				const { overflowX, overflowY, textOverflow, clipPath, position } = getComputedStyle(box);
				// For screen readers alone.
				if (clipPath !== 'none' || textOverflow === 'ellipsis') break;
				const { left, right, top, bottom } = box.getBoundingClientRect();
				const over = {
					x: Math.max(left - text.left, text.right - right),
					y: Math.max(top - text.top, text.bottom - bottom),
				};
				const scrolls = { x: /auto|scroll/u.test(overflowX), y: /auto|scroll/u.test(overflowY) };
				const cuts = { x: /hidden|clip/u.test(overflowX), y: /hidden|clip/u.test(overflowY) };
				if ((cuts.x && over.x > 2) || (cuts.y && over.y > 4))
					found.push(`“${node.textContent!.trim().slice(0, 40)}” in ${box.localName}.${box.classList.value}`);
				if (scrolls.x || scrolls.y || position === 'fixed') break;
			}
		}
		return found;
	});
	expect.soft([...new Set(faults)], what).toEqual([]);
}

/** Controls and pieces of text of the header, in pairs that lie upon each other. */
function overlapsInHeader(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const parts = [
			...document.querySelectorAll(
				'.site-title span, .site-search button, .site-engine fieldset, .site-theme select, .sl-menu-button',
			),
		].filter((part) => part.checkVisibility() && part.getBoundingClientRect().width > 1);
		const boxes = parts.map((part) => part.getBoundingClientRect());
		return parts.flatMap((part, index) => {
			const box = boxes[index]!;
			const next = boxes[index + 1];
			return box.right > (next?.left ?? innerWidth) + 1 ? [part.outerHTML.slice(0, 60)] : [];
		});
	});
}

for (const path of KINDS) {
	test(`text of twice the size is whole on /${path}`, async ({ page }) => {
		await page.setViewportSize({ width: 1280, height: 900 });
		for (const choice of ['podman', 'both']) {
			await page.goto(`${path}?engine=${choice}`);
			// As a reader’s own style sheet or a browser’s text zoom has it: media queries do not follow.
			await addStyle(page, 'html { font-size: 200% }');
			await expectNothingCut(page, choice);
			expect(await overlapsInHeader(page)).toEqual([]);
			// The text keeps a column that can be read.
			const column = (await page.locator('main h1').boundingBox())!.width;
			expect(column).toBeGreaterThan(400);
		}
	});

	test(`a reader’s own spacing of text cuts nothing off on /${path}`, async ({ page }) => {
		for (const width of [1280, 360]) {
			await page.setViewportSize({ width, height: 900 });
			await page.goto(`${path}?engine=both`);
			// WCAG 1.4.12, to the letter.
			await addStyle(
				page,
				`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }`,
			);
			await expectNothingCut(page, `${width} px`);
		}
	});
}

test('a window of 1280 px at 400 %: nothing scrolls sideways, nothing is cut off', async ({ page }) => {
	test.slow();
	await page.setViewportSize({ width: 320, height: 256 });
	for (const path of PAGES) {
		await page.goto(`${path}?engine=both`);
		await expectNothingCut(page, path);
	}
});

test('text of twice the size leaves a replay its controls', async ({ page }) => {
	for (const width of [1280, 640]) {
		await page.setViewportSize({ width, height: 720 });
		await page.goto(CHAPTERS[0]!);
		await addStyle(page, 'html { font-size: 200% }');
		const block = page.locator('command-block[aria-labelledby="example-name-clash"]');
		await block.getByRole('button', { name: 'Replay', exact: true }).press('Enter');
		const controls = block.getByRole('group', { name: 'Replay controls' });
		await expect(controls.getByRole('button', { name: 'Pause' })).toBeInViewport({ ratio: 0.9 });
		for (const control of await controls.locator(':is(button, select, input):visible').all()) {
			const name = await control.getAttribute('aria-label');
			await expect.soft(control, name ?? '').toBeInViewport({ ratio: 0.9 });
			const { x, width: own } = (await control.boundingBox())!;
			expect.soft(x + own, name ?? '').toBeLessThanOrEqual(width);
		}
		await expect(block.locator('.terminal')).toContainText('alpine-container');
	}
});
