import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { PARTS } from '../src/examples/parts.ts';
import { CHAPTERS, watchLayoutShift } from './pages.ts';

const [FIRST, SECOND] = CHAPTERS as [string, string];
const nameOf = (path: string) => path.slice(0, -1);
const KEY = 'read';
const TOTAL = PARTS.flatMap(({ chapters }) => chapters).length;

const linkTo = (page: Page, path: string) =>
	page.locator(`:is(.sidebar, .contents) a[data-chapter="${nameOf(path)}"]`);
const counter = (page: Page) => page.locator('reading-progress');
const stored = (page: Page) => page.evaluate((key) => localStorage.getItem(key), KEY);
const store = (page: Page, value: string) =>
	page.addInitScript(([key, text]) => localStorage.setItem(key, text), [KEY, value] as const);
const readToEnd = (page: Page) => page.locator('.pagination-links').scrollIntoViewIfNeeded();

/** Errors of scripts, and what they report. */
function watchFaults(page: Page): string[] {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
	page.on('dialog', (dialog) => {
		faults.push(dialog.message());
		void dialog.dismiss();
	});
	return faults;
}

test('a chapter is read when its end has been reached, not before; a reload keeps it', async ({ page }) => {
	await page.goto(FIRST);
	await expect(linkTo(page, FIRST)).toHaveAttribute('data-last');
	await page.mouse.wheel(0, 2000);
	await page.waitForTimeout(300);
	await expect(linkTo(page, FIRST)).not.toHaveAttribute('data-read');
	await expect(counter(page)).toBeHidden();
	await readToEnd(page);
	await expect(linkTo(page, FIRST)).toHaveAttribute('data-read');
	await expect(counter(page)).toContainText(`1 of ${TOTAL} chapters read`);
	await page.reload();
	await expect(linkTo(page, FIRST)).toHaveAttribute('data-read');
	await expect(linkTo(page, SECOND)).not.toHaveAttribute('data-read');
	await expect(counter(page)).toContainText(`1 of ${TOTAL} chapters read`);
	await expect(counter(page).locator('progress')).toHaveJSProperty('position', 1 / TOTAL);
	await page.goto(SECOND);
	await readToEnd(page);
	await expect(counter(page)).toContainText(`2 of ${TOTAL} chapters read`);
	expect(JSON.parse((await stored(page))!)).toEqual({
		read: [nameOf(FIRST), nameOf(SECOND)],
		last: nameOf(SECOND),
	});
});

test('the sidebar and the first page show it, not by colour alone, with a place to go on', async ({
	page,
}) => {
	await page.goto('');
	await expect(page.locator('[data-continue]')).toBeHidden();
	await page.goto(FIRST);
	await readToEnd(page);
	const mark = (path: string) =>
		linkTo(page, path).evaluate((link) => getComputedStyle(link, '::after').content);
	for (const path of [FIRST, '']) {
		if (path === '') await page.goto(path);
		await expect(linkTo(page, FIRST)).toHaveAccessibleName(/, read$/u);
		await expect(linkTo(page, SECOND)).not.toHaveAccessibleName(/read$/u);
		expect(await mark(FIRST)).toContain('✓');
		expect(await mark(SECOND)).not.toContain('✓');
	}
	// The chapter is done: the next one is what to go on with.
	const onward = page.locator('[data-continue]');
	await expect(onward).toHaveText('Continue with chapter 8: Work with a running container');
	await page.goto('images/');
	await expect(linkTo(page, 'images/')).toHaveAttribute('data-last');
	await page.goto('');
	await expect(onward).toHaveText('Continue with chapter 14: Images');
	await onward.click();
	await expect(page).toHaveURL(/\/images\/$/u);
});

test('every chapter has its number and its name in the sidebar and in the contents', async ({ page }) => {
	for (const path of ['', FIRST]) {
		await page.goto(path);
		const links = page.locator(':is(.sidebar, .contents) a[data-chapter]');
		await expect(links).toHaveCount(TOTAL);
		for (const [index, link] of (await links.all()).entries()) {
			await expect(link).toHaveAttribute('data-number', String(index + 1));
			const name = (await link.getAttribute('data-chapter'))!;
			const { href } = new URL('./', page.url());
			const root = path === '' ? href : new URL('../', href).href;
			expect(await link.evaluate((own: HTMLAnchorElement) => own.href)).toBe(`${root}${name}/`);
		}
	}
});

test('Forget erases everything at once, and the focus is not lost', async ({ page }) => {
	await page.goto(FIRST);
	await readToEnd(page);
	const forget = page.getByRole('button', { name: 'Forget which chapters you have read' });
	await forget.focus();
	await page.keyboard.press('Enter');
	await expect(linkTo(page, FIRST)).not.toHaveAttribute('data-read');
	await expect(linkTo(page, FIRST)).not.toHaveAttribute('data-last');
	await expect(linkTo(page, FIRST)).toHaveAccessibleName('First containers');
	expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(nameOf(FIRST));
	expect(await stored(page)).toBeNull();
	await expect(forget).toBeFocused();
	await expect(counter(page)).toContainText(`0 of ${TOTAL} chapters read`);
	await expect(page.getByText('Forgotten.')).toHaveRole('status');
	await page.keyboard.press('Shift+Tab');
	await expect(counter(page)).toBeHidden();
	await page.goto('');
	await expect(page.locator('[data-read], [data-last]')).toHaveCount(0);
	await expect(page.locator('[data-continue]')).toBeHidden();
});

test('another tab follows', async ({ page, context }) => {
	await page.goto('');
	const other = await context.newPage();
	await other.goto(FIRST);
	await readToEnd(other);
	await expect(linkTo(page, FIRST)).toHaveAttribute('data-read');
	await expect(linkTo(page, FIRST)).toHaveAttribute('data-last');
	await other.getByRole('button', { name: /^Forget/u }).click();
	await expect(linkTo(page, FIRST)).not.toHaveAttribute('data-read');
	await expect(linkTo(page, FIRST)).not.toHaveAttribute('data-last');
});

for (const value of [
	'not json',
	'{"read":"x"}',
	'{"read":["<img src=x onerror=alert(1)>"],"last":"<img src=x onerror=alert(1)>"}',
	'{"read":["no-such-chapter"],"last":"no-such-chapter"}',
	'x'.repeat(1_000_000),
])
	test(`what others have put into storage does nothing: ${value.slice(0, 40)}`, async ({ page }) => {
		const faults = watchFaults(page);
		await store(page, value);
		for (const path of ['', 'glossary/', FIRST]) {
			await page.goto(path);
			await expect(page.locator('[data-read]')).toHaveCount(0);
			await expect(page.locator('img[src="x"]')).toHaveCount(0);
			await expect(page.locator(path === '' ? '[data-continue]' : 'reading-progress')).toBeHidden();
		}
		// It is no obstacle either.
		await readToEnd(page);
		await expect(counter(page)).toContainText(`1 of ${TOTAL} chapters read`);
		expect(await stored(page)).not.toMatch(/<|xx/u);
		expect(faults).toEqual([]);
	});

for (const [what, fault] of [
	[
		'blocked',
		"Object.defineProperty(globalThis, 'localStorage', { configurable: true, get() { throw new DOMException('blocked') } })",
	],
	['full', "Storage.prototype.setItem = () => { throw new DOMException('full') }"],
] as const)
	test(`where storage is ${what} nothing is shown, and nothing is reported as an error`, async ({ page }) => {
		const faults = watchFaults(page);
		await page.addInitScript(fault);
		await page.goto(FIRST);
		await readToEnd(page);
		await page.waitForTimeout(300);
		await expect(page.locator('.pagination-links')).toBeInViewport();
		await expect(page.locator('[data-read], [data-last]')).toHaveCount(0);
		await expect(counter(page)).toBeHidden();
		expect(faults).toEqual([]);
	});

for (const colorScheme of ['light', 'dark'] as const)
	test(`axe finds nothing where progress shows, in ${colorScheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		await store(page, JSON.stringify({ read: [nameOf(FIRST), nameOf(SECOND)], last: nameOf(FIRST) }));
		for (const [path, what] of [
			['', '[data-continue], .contents'],
			[FIRST, '.sidebar'],
		] as const) {
			await page.goto(path);
			await expect(page.locator('[data-read]')).toHaveCount(2);
			const { violations } = await new AxeBuilder({ page }).include(what).analyze();
			expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
		}
	});

test('in the menu of a phone there is the count as well, and a button large enough for a finger', async ({
	browser,
}) => {
	const page = await browser.newPage({
		hasTouch: true,
		isMobile: true,
		viewport: { width: 360, height: 780 },
	});
	await store(page, JSON.stringify({ read: [nameOf(FIRST)] }));
	await page.goto(FIRST);
	await page.getByRole('button', { name: 'Menu' }).click();
	const forget = page.getByRole('button', { name: /^Forget/u });
	await forget.scrollIntoViewIfNeeded();
	await expect(forget).toBeInViewport();
	expect((await forget.boundingBox())!.height).toBeGreaterThanOrEqual(44);
	await page.close();
});

for (const width of [360, 1280])
	test(`nothing moves while a page loads that has progress to show, ${width} px wide`, async ({ page }) => {
		await page.setViewportSize({ width, height: 1600 });
		await page.goto('');
		const names = await page
			.locator('a[data-chapter]')
			.evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset['chapter']));
		await store(page, JSON.stringify({ read: names, last: nameOf(FIRST) }));
		// What shows it comes long after the first paint.
		await page.route('**/*.js', async (route) => {
			await new Promise((resolve) => setTimeout(resolve, 500));
			await route.continue();
		});
		const shifts = await watchLayoutShift(page);
		for (const path of ['', FIRST, 'glossary/']) {
			await page.goto(path);
			await expect(page.locator('[data-read]')).toHaveCount(TOTAL);
			expect(await shifts(), path).toEqual({ value: 0, all: 0 });
		}
	});

test.describe('with scripts off', () => {
	test.use({ javaScriptEnabled: false });

	test('nothing of it is there', async ({ page }) => {
		await page.goto(FIRST);
		await expect(linkTo(page, FIRST)).toBeVisible();
		await expect(counter(page)).toBeHidden();
	});
});
