/**
 * Photographs the built book for the README, light and dark: `npm run build && npm run readme-picture`. Both engines side
 * by side, where they answer differently: that is what the book is about.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import sirv from 'sirv';
import { findBrowser } from '../e2e/browser.ts';

const FOLDER = path.resolve(import.meta.dirname, '../docs/pictures');
const DIST = path.resolve(import.meta.dirname, '../dist');
const PAGE = 'first-containers/?engine=both';
const EXAMPLE = '#example-name-clash';
/** CSS pixels. */
const SIZE = { width: 1440, height: 762 };
/** What stays above the example's heading, so that the prose before it is seen too: CSS pixels. */
const ABOVE = 160;
/** A reader of the README fetches one of the two: bytes. */
const LARGEST = 100_000;

const files = sirv(DIST, { dev: true });
const server = createServer((request, response) => {
	files(request, response);
}).listen(0);
const browser = await chromium.launch({ executablePath: findBrowser() ?? '', args: ['--no-sandbox'] });
try {
	for (const colorScheme of ['light', 'dark'] as const) {
		const page = await browser.newPage({ viewport: SIZE, colorScheme, deviceScaleFactor: 1.25 });
		const address = `http://localhost:${(server.address() as AddressInfo).port}/${PAGE}`;
		await page.goto(address);
		// The typeface is optional: it shows for certain on the visit after the one that has fetched it.
		await page.evaluate(() => document.fonts.ready);
		await page.reload();
		await page.locator(EXAMPLE).evaluate((heading, above) => {
			scrollTo(0, heading.getBoundingClientRect().top + scrollY - above);
		}, ABOVE);
		const picture = await sharp(await page.screenshot({ animations: 'disabled' }))
			.webp({ nearLossless: true, quality: 40, effort: 6 })
			.toBuffer();
		if (picture.length > LARGEST)
			throw new Error(
				`the ${colorScheme} picture: expected at most ${LARGEST} bytes, found ${picture.length}`,
			);
		await writeFile(path.join(FOLDER, `chapter-${colorScheme}.webp`), picture);
		console.log(`docs/pictures/chapter-${colorScheme}.webp: ${(picture.length / 1000).toFixed(0)} kB`);
	}
} finally {
	await browser.close();
	server.close();
}
