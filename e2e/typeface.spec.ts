import { expect, test, type Page } from '@playwright/test';
import { openTypeface } from '../src/share-picture/typeface.ts';
import { EDITIONS, PAGES } from './pages.ts';

const FILE = new URL('../src/shell/font/literata.woff2', import.meta.url);

/** Literata as it is published for Latin scripts has no such sign: it comes from a stand-in. */
const FOREIGN = ['≠'];

/** Characters of a page that are set in the book's typeface, each with a text that has it. Those of either engine count, shown or not. */
function setInTypeface(page: Page): Promise<[character: string, text: string][]> {
	return page.evaluate(() => {
		const found = new Map<string, string>();
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (texts.nextNode()) {
			const { data, parentElement } = texts.currentNode as Text;
			if (/^\s*$/u.test(data) || parentElement!.closest('script, style')) continue;
			if (!getComputedStyle(parentElement!).fontFamily.startsWith('Literata')) continue;
			for (const character of data)
				if (!found.has(character) && !/\s/u.test(character)) found.set(character, data.trim());
		}
		return [...found];
	});
}

test('the typeface has every character that is set in it', async ({ page }) => {
	const places = new Map<string, string>();
	for (const address of [...PAGES, ...EDITIONS]) {
		await page.goto(address);
		let set: [character: string, text: string][] = [];
		// The page for lost readers finds its style sheets a moment later where the book is below a path.
		await expect
			.poll(async () => (set = await setInTypeface(page)).length, { message: address })
			.toBeGreaterThan(20);
		for (const [character, text] of set) places.set(character, `/${address}: ${text}`);
	}
	const typeset = await openTypeface(FILE, [...places.keys()].join(''));
	const missing = [...places].filter(([character]) => {
		try {
			typeset(character, 1);
			return false;
		} catch {
			return true;
		}
	});
	expect(missing.filter(([character]) => !FOREIGN.includes(character))).toEqual([]);
	expect(missing).toHaveLength(FOREIGN.length);
});
