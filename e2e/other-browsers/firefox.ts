import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import puppeteer, { type KeyInput, type Page } from 'puppeteer-core';
import { keysOf, SIZE, type Source } from './browser.ts';

const INSTALLED = [
	'/usr/bin/firefox-esr',
	'/usr/bin/firefox',
	'/Applications/Firefox.app/Contents/MacOS/firefox',
];

const findFirefox = () => INSTALLED.find((path) => existsSync(path));

/** The system's Firefox, without a window, through WebDriver BiDi: Firefox speaks it itself and needs no driver. */
export const firefox: Source = {
	name: 'Firefox',
	packages: ['firefox-esr', 'fonts-dejavu-core'],
	missing: () => (findFirefox() === undefined ? ['firefox-esr'] : []),
	open: async () => {
		const browser = await puppeteer.launch({
			browser: 'firefox',
			protocol: 'webDriverBiDi',
			executablePath: findFirefox()!,
			headless: true,
			defaultViewport: null,
		});
		const page = await browser.newPage();
		await resize(page, SIZE.width);
		return {
			name: (await browser.version()).replace('firefox/', 'Firefox '),
			goto: async (url) => {
				await page.goto(url, { waitUntil: 'load' });
			},
			evaluate: (work, ...args) => page.evaluate(work as (...args: unknown[]) => never, ...args),
			press: async (shortcut) => {
				const keys = keysOf(shortcut) as KeyInput[];
				for (const key of keys) await page.keyboard.down(key);
				for (const key of keys.reverse()) await page.keyboard.up(key);
			},
			click: (x, y) => page.mouse.click(x, y),
			setWidth: (width) => resize(page, width),
			close: () => browser.close(),
		};
	},
};

async function resize(page: Page, width: number): Promise<void> {
	await page.setViewport({ ...SIZE, width }).catch((error: unknown) => {
		// With the size it sets an orientation, which Firefox 140 does not know; the size it has.
		if (!String(error).includes('setScreenOrientationOverride')) throw error;
	});
	// Not with `waitForFunction`, which makes its function from a text: the policy of a page forbids that.
	while ((await page.evaluate(() => innerWidth)) !== width) await setTimeout(20);
}
