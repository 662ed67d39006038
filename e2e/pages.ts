import { readdirSync, statSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

const ROOT = new URL('../dist/', import.meta.url);

const ALL = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.html'))
	.map((file) => file.replaceAll('\\', '/').replace(/(?:^|(?<=\/))index\.html$/u, ''))
	.sort();

/** Addresses of the pages that say where the recordings of a chapter come from, one for each chapter and all alike. */
export const ORIGINS = ALL.filter((page) => /^about-the-recordings\/./u.test(page));

const sizeOf = (page: string) => statSync(new URL(`${page}index.html`, ROOT)).size;
/** The longest stands for them where every page is tried in many ways. */
const LONGEST = ORIGINS.toSorted((one, other) => sizeOf(other) - sizeOf(one))[0];

/** Addresses of the pages with the site around them that the build has made, relative to the book's root. */
export const PAGES = ALL.filter(
	(page) => !page.startsWith('print/') && (page === LONGEST || !ORIGINS.includes(page)),
);

/** Addresses of the whole book on one page, which has nothing around it and nothing to press: edition.spec.ts. */
export const EDITIONS = ALL.filter((page) => page.startsWith('print/'));

export const CHAPTERS = ['first-containers/', 'work-with-a-running-container/'];

export const ENGINES = ['podman', 'docker'] as const;

/** The command block of one example, by the example's name. */
export function blockOf(page: Page, name: string): Locator {
	return page.locator(`command-block[aria-labelledby="example-${name}"]`);
}

/** Adds rules to a page, past the policy that refuses it a style element. */
export async function addStyle(page: Page, css: string): Promise<void> {
	await page.evaluate((text) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(text);
		document.adoptedStyleSheets.push(sheet);
	}, css);
}

/** Opens the replay of a block and goes to its end. */
export async function playToTheEnd(block: Locator): Promise<void> {
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	await block.getByRole('slider', { name: 'Position in the recording' }).press('End');
	await expect(block.getByRole('button', { name: 'Play again' })).toBeVisible();
}

/** Collects what the browser reports as layout shift, from now on; `value` leaves out what follows a press within 500 ms, `all` does not. */
export async function watchLayoutShift(page: Page): Promise<() => Promise<{ value: number; all: number }>> {
	await page.addInitScript(() => {
		const shifts = { value: 0, all: 0 };
		Object.assign(globalThis, { shifts });
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				const { value, hadRecentInput } = entry as PerformanceEntry & {
					value: number;
					hadRecentInput: boolean;
				};
				shifts.all += value;
				if (!hadRecentInput) shifts.value += value;
			}
		}).observe({ type: 'layout-shift', buffered: true });
	});
	return async () => {
		await page.waitForTimeout(300);
		return page.evaluate(() => (globalThis as unknown as { shifts: { value: number; all: number } }).shifts);
	};
}
