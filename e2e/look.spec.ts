import { expect, test, type Page } from '@playwright/test';
import { globSync } from 'node:fs';
import { CHOICES } from '../src/engine-choice/choice.ts';
import { CHAPTERS, ENGINES } from './pages.ts';

const [CHAPTER] = CHAPTERS as [string];

const accentOf = (page: Page) =>
	page.evaluate(() => getComputedStyle(document.querySelector('header.header')!).borderTopColor);

test('the page takes its accent from the engine, and says the same without colour', async ({ page }) => {
	const accents: string[] = [];
	for (const engine of ENGINES) {
		await page.goto(`${CHAPTER}?engine=${engine}`);
		accents.push(await accentOf(page));
		const filled = page.locator('.site-title .mark g').filter({ has: page.locator('.side') });
		const fills = await filled.evaluateAll((sides) =>
			sides.map((side) => [
				side.getAttribute('class'),
				getComputedStyle(side.querySelector('.side')!).fill !== 'none',
			]),
		);
		expect(fills).toEqual(ENGINES.map((id) => [id, id === engine]));
	}
	expect(new Set(accents).size).toBe(ENGINES.length);
});

test('a line of text has 60 to 75 characters, and an example is wider than the text', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto(CHAPTER);
	await page.reload();
	expect(await page.evaluate(() => document.fonts.load('1em Literata'))).toHaveLength(1);
	const lengths = await page.locator('.sl-markdown-content > p').evaluateAll((paragraphs) =>
		paragraphs.flatMap((paragraph) => {
			const range = document.createRange();
			range.selectNodeContents(paragraph);
			const tops = new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom / 14)));
			// A short last line says nothing of the measure.
			return tops.size > 3 ? [(paragraph as HTMLElement).innerText.length / (tops.size - 0.5)] : [];
		}),
	);
	expect(lengths.length).toBeGreaterThan(5);
	const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
	expect(mean).toBeGreaterThan(60);
	expect(mean).toBeLessThan(75);
	const widthOf = async (selector: string) => (await page.locator(selector).first().boundingBox())!.width;
	expect(await widthOf('command-block:not(.fenced)')).toBeGreaterThan(
		await widthOf('.sl-markdown-content > p'),
	);
});

test('code within a text leaves the lines evenly spaced', async ({ page }) => {
	await page.goto(CHAPTER);
	const lines = await page
		.locator('.sl-markdown-content > p:has(code)')
		.evaluateAll((paragraphs) =>
			paragraphs
				.filter((paragraph) => (paragraph as HTMLElement).offsetHeight > 0)
				.map(
					(paragraph) =>
						paragraph.getBoundingClientRect().height / parseFloat(getComputedStyle(paragraph).lineHeight),
				),
		);
	expect(lines.length).toBeGreaterThan(5);
	expect(lines.filter((count) => Math.abs(count - Math.round(count)) > 0.01)).toEqual([]);
});

test('nothing on a page has a transition or an animation', async ({ page }) => {
	for (const path of ['', CHAPTER]) {
		await page.goto(path);
		const moving = await page.evaluate(() =>
			[...document.querySelectorAll('*')]
				.filter((element) => {
					const { transitionDuration, animationName } = getComputedStyle(element);
					return !/^0s(?:, 0s)*$/u.test(transitionDuration) || animationName !== 'none';
				})
				.map(({ outerHTML }) => outerHTML.slice(0, 80)),
		);
		expect(moving).toEqual([]);
	}
});

for (const [width, height] of [
	[1440, 900],
	[768, 1024],
	[360, 800],
] as const)
	test(`the first page has a command to try in its first windowful at ${width} px`, async ({ page }) => {
		await page.setViewportSize({ width, height });
		await page.goto('');
		const block = page.locator('command-block:not(.fenced)');
		const command = (await block.locator('.command:visible').first().boundingBox())!;
		expect(command.y + command.height).toBeLessThan(height);
		for (const name of ['Copy', 'Replay'])
			await expect(block.getByRole('button', { name, exact: true })).toBeInViewport();
	});

test('what the first page says of the book is counted', async ({ page }) => {
	await page.goto('');
	const recordings = globSync('content/recordings/**/*.cast').length;
	expect(recordings).toBeGreaterThan(0);
	const proof = page.locator('.proof');
	await expect(proof).toContainText(`${recordings} recordings`);
	await expect(proof).toContainText(/\d{3} commands.*Podman \d+\.\d+\.\d+ and Docker \d+\.\d+\.\d+/su);
	for (const date of await proof.locator('time').all())
		expect(Date.parse((await date.getAttribute('datetime'))!)).toBeGreaterThan(Date.UTC(2026, 0));
});

test('the sign beside a heading copies its address, with the choice of engine', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto(`${CHAPTER}?engine=docker`);
	const link = page.locator('.sl-heading-wrapper .sl-anchor-link').nth(1);
	const id = (await link.getAttribute('href'))!;
	await link.focus();
	await page.keyboard.press('Enter');
	await expect(page.locator('[data-choice-status]')).toHaveText('Link copied.');
	await expect(page).toHaveURL(new RegExp(`${id}$`, 'u'));
	const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
	expect(copied.hash).toBe(id);
	expect(copied.searchParams.get('engine')).toBe('docker');
});

test.describe('an address that leads nowhere', () => {
	/** As hosts serve it: at the address that was asked for. */
	const goAstray = async (page: Page, path: string) => {
		await page.route(`**/${path}`, (route) =>
			route.fulfill({ status: 404, path: 'dist/404.html', contentType: 'text/html; charset=utf-8' }),
		);
		await page.goto(path);
	};

	for (const [path, title, address] of [
		['first-container', 'First containers', '/first-containers/'],
		['book/networks/', 'Networking', '/networking/'],
		['cheatsheet.html', 'Cheat sheet', '/cheat-sheet/'],
	] as const)
		test(`${path} is answered with ${title}`, async ({ page }) => {
			await goAstray(page, path);
			const guess = page.locator('lost-page .guesses a').first();
			await expect(guess).toHaveText(title);
			await guess.click();
			await expect(page).toHaveURL(new RegExp(`${address}$`, 'u'));
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
		});

	for (const path of ['xyzzy/', 'a/%E0%A4%A', '%3Cimg%20src=x%20onerror=alert(1)%3E'])
		test(`${path} is answered with the whole book, and is inert`, async ({ page }) => {
			const faults: string[] = [];
			page.on('pageerror', ({ message }) => faults.push(message));
			page.on('dialog', (dialog) => faults.push(dialog.message()));
			await goAstray(page, path);
			await expect(page.locator('lost-page .guesses')).toBeHidden();
			// Its links lead from any depth.
			await page.locator('.contents a').first().click();
			await expect(page.getByRole('heading', { level: 1 })).toHaveText('Why containers');
			expect(faults).toEqual([]);
		});
});

test.describe('with scripts off', () => {
	test.use({ javaScriptEnabled: false });

	test('a page is light or dark as the system is', async ({ page }) => {
		const grounds: string[] = [];
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			await page.goto(CHAPTER);
			// Only the window's own picture can tell: no script may run.
			grounds.push(
				(await page.screenshot({ clip: { x: 640, y: 100, width: 1, height: 1 } })).toString('hex'),
			);
		}
		expect(grounds[0]).not.toBe(grounds[1]);
	});
});

test('where colours are forced, an outline shows the choice', async ({ page }) => {
	await page.emulateMedia({ forcedColors: 'active' });
	for (const choice of CHOICES) {
		await page.goto(`?engine=${choice}`);
		const outlines = await page
			.locator('header.header [data-engine-label]')
			.evaluateAll((labels) => labels.map((label) => getComputedStyle(label).outlineStyle));
		expect(outlines).toEqual(CHOICES.map((each) => (each === choice ? 'solid' : 'none')));
	}
});
