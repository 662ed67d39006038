import { expect, test, type Page } from '@playwright/test';
import { blockOf } from './pages.ts';
import { Walker, type Stop } from './stops.ts';

/** It has everything that a chapter may have: terms, differences, long outputs, values, questions. */
const CHAPTER = 'orchestration/';
/** Lines and controls that stand side by side need not be level to the pixel. */
const LEVEL = 40;

/** What holds for whatever has the focus: WCAG 2.4.7, 2.4.11, 2.4.13 and 4.1.2. */
function expectGoodStop(stop: Stop): void {
	const which = `${stop.role} “${stop.name}”, ${stop.kind}`;
	expect.soft(stop.name, `name of ${which}`).not.toBe('');
	expect.soft(stop.visible, `what can be seen of ${which}`).toBeGreaterThan(0.8);
	expect.soft(stop.ring, `ring of ${which}`).toBeGreaterThanOrEqual(2);
	expect.soft(stop.ringContrast, `contrast of the ring of ${which}`).toBeGreaterThanOrEqual(3);
}

/**
 * Goes through the page to its end, stop by stop.
 *
 * @param visit is called at each of them, and leaves the focus where it was
 */
async function walk(
	page: Page,
	key: 'Tab' | 'Shift+Tab',
	visit: (stop: Stop, walker: Walker) => Promise<void> = () => Promise.resolve(),
): Promise<Stop[]> {
	const walker = new Walker(page);
	const stops: Stop[] = [];
	for (;;) {
		const stop = await walker.press(key);
		if (!stop) return stops;
		expectGoodStop(stop);
		const last = stops.at(-1);
		// A trap is a stop that one comes back to.
		if (stops.some(({ path }) => path === stop.path)) throw new Error(`Twice at ${stop.role} “${stop.name}”`);
		if (last?.inText && stop.inText && key === 'Tab') {
			expect.soft(stop.order, `“${stop.name}” after “${last.name}”`).toBeGreaterThan(last.order);
			// The button of a command stands at its first line, a value in any.
			if (!stop.kind.includes('copy-command'))
				expect.soft(stop.top, `“${stop.name}” below “${last.name}”`).toBeGreaterThan(last.top - LEVEL);
		}
		stops.push(stop);
		await visit(stop, walker);
		// Before it is the browser, or nothing.
		if (key === 'Shift+Tab' && stop.name === 'Skip to content') return stops;
	}
}

const named = (name: string | RegExp) => (stop: Stop) =>
	typeof name === 'string' ? stop.name === name : name.test(stop.name);

test.describe('a chapter, by keyboard alone', () => {
	test.slow();

	test('everything that can be worked is reached, seen, and worked', async ({ page, context }) => {
		await context.grantPermissions(['clipboard-read', 'clipboard-write']);
		await page.setViewportSize({ width: 1440, height: 900 });
		await page.goto(CHAPTER);
		const html = page.locator('html');
		const press = (key: string) => page.keyboard.press(key);

		/** Closes with Escape what is open, and must be back where it was opened. */
		const escapeTo = async (opener: Stop, walker: Walker) => {
			const back = await walker.press('Escape');
			expect.soft(back?.path, `focus after Escape, “${opener.name}”`).toBe(opener.path);
		};
		/** What is done with the first stop of each kind. */
		const deeds: Record<string, [(stop: Stop) => boolean, (stop: Stop, walker: Walker) => Promise<void>]> = {
			'the search': [
				({ role, name }) => role === 'button' && name === 'Search',
				async (stop, walker) => {
					await press('Enter');
					const dialog = page.getByRole('dialog', { name: 'Search the book' });
					await expect(dialog.getByRole('searchbox')).toBeFocused();
					await page.keyboard.type('--replicas');
					await expect(dialog.getByRole('status')).toContainText(/\d results?/u);
					expectGoodStop((await walker.press('ArrowDown'))!);
					await escapeTo(stop, walker);
				},
			],
			'the engine of the book': [
				({ role, name }) => role === 'radio' && name === 'Podman',
				async (_stop, walker) => {
					expectGoodStop((await walker.press('ArrowRight'))!);
					await expect(html).toHaveAttribute('data-engine', 'docker');
					await expect(page.locator('[data-choice-status]')).toHaveText('The book shows Docker.');
					await press('ArrowLeft');
					await expect(html).toHaveAttribute('data-engine', 'podman');
				},
			],
			'the theme': [
				({ role }) => role === 'combobox',
				async () => {
					await press('ArrowUp');
					await expect(html).toHaveAttribute('data-theme', 'light');
					await press('ArrowUp');
					await expect(html).toHaveAttribute('data-theme', 'dark');
				},
			],
			'a part of the sidebar': [
				named('Understand'),
				async () => {
					const part = page.locator('.sidebar details').first();
					await press('Enter');
					await expect(part).not.toHaveAttribute('open');
					await press('Space');
					await expect(part).toHaveAttribute('open');
				},
			],
			'the page’s own menu': [
				named(/^Copy, download or print/u),
				async (stop, walker) => {
					await press('Enter');
					await walker.to(named('Copy all commands for Podman'), 'Tab', 2);
					await press('Enter');
					await expect(page.locator('.page-tools [role="status"]')).toHaveText('Copied.');
					await escapeTo(stop, walker);
				},
			],
			'a term': [
				({ kind, inText, role }) => inText && role === 'button' && kind === 'button.',
				async (stop, walker) => {
					await press('Enter');
					expectGoodStop(await walker.to(named('In the glossary'), 'Tab', 1));
					await escapeTo(stop, walker);
					await expect(page.locator('.term-card:popover-open')).toHaveCount(0);
				},
			],
			'the link to a block': [
				({ kind }) => kind.includes('copy-link'),
				async () => {
					await press('Enter');
					await expect(page.locator('command-block [role="status"]').first()).toHaveText('Copied.');
				},
			],
			'why the engines differ': [
				({ kind }) => kind.includes('differ'),
				async (stop, walker) => {
					await press('Space');
					await expect(page.locator('.difference:popover-open')).toBeVisible();
					await escapeTo(stop, walker);
					await expect(page.locator('.difference:popover-open')).toHaveCount(0);
				},
			],
			'what a block copies': [
				named('Copy'),
				async () => {
					await press('Enter');
					expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('podman');
				},
			],
			'a command': [
				({ kind }) => kind.includes('copy-command'),
				async ({ name }) => {
					await press('Enter');
					const copied = await page.evaluate(() => navigator.clipboard.readText());
					expect(name).toBe(`Copy: ${copied}`);
				},
			],
			'a value': [
				({ kind }) => kind.startsWith('var.value'),
				async (stop, walker) => {
					await press('Enter');
					const field = page.getByRole('textbox', { name: stop.name.split(':')[0]! });
					await expect(field).toBeFocused();
					await page.keyboard.type(' no such thing ');
					await press('Enter');
					await expect(page.locator('.value-card .fault')).not.toBeEmpty();
					await escapeTo(stop, walker);
				},
			],
			'a long output': [
				named(/^Show the other \d+ lines/u),
				async () => {
					await press('Enter');
					await expect(page.getByText(/^Hide \d+ lines$/u).first()).toBeVisible();
					await press('Space');
					await expect(page.getByText(/^Hide \d+ lines$/u).first()).toBeHidden();
				},
			],
			'a question': [
				({ inText, role, name }) => inText && role === 'DisclosureTriangle' && name.endsWith('?'),
				async () => {
					await press('Space');
					await expect(page.locator('.question .answer').first()).toBeVisible();
				},
			],
		};
		const done = new Set<string>();
		const rings = new Map<string, Stop>();
		const stops = await walk(page, 'Tab', async (stop, walker) => {
			const kind = stop.kind.replace(/^a\..*/u, `a ${stop.inText}`);
			if (!rings.has(kind)) {
				rings.set(kind, stop);
				for (const [side, share] of Object.entries(await walker.ringSides()))
					expect.soft(share, `ring on the ${side} of ${stop.kind}, “${stop.name}”`).toBeGreaterThan(0.5);
			}
			for (const [what, [fits, act]] of Object.entries(deeds)) {
				if (done.has(what) || !fits(stop)) continue;
				done.add(what);
				await test.step(what, () => act(stop, walker));
			}
		});
		expect([...done].sort()).toEqual(Object.keys(deeds).sort());

		expect(stops[0]!.name).toBe('Skip to content');
		expect(stops.findIndex(named('Search'))).toBeLessThan(stops.findIndex(named('Understand')));
		expect(stops.findIndex(named('Understand'))).toBeLessThan(stops.findIndex(({ inText }) => inText));
		expect(stops.at(-1)!.name).toMatch(/^Next/u);
		await press('Shift+Tab');
		await expect(page.getByRole('link', { name: /^Next/u })).toBeFocused();
		await press('Enter');
		await expect(page).toHaveURL(/when-it-does-not-work/u);
	});

	for (const [width, choice, scheme] of [
		[1280, 'podman', 'dark'],
		[360, 'both', 'light'],
	] as const)
		test(`nothing covers what has the focus, there and back, at ${width} px`, async ({ page }) => {
			await page.emulateMedia({ colorScheme: scheme });
			await page.setViewportSize({ width, height: 640 });
			await page.goto(`${CHAPTER}?engine=${choice}`);
			const there = await walk(page, 'Tab');
			const back = await walk(page, 'Shift+Tab');
			// What is around the text has changed meanwhile: the chapter has been read.
			const names = (stops: Stop[]) => stops.filter(({ inText }) => inText).map(({ name }) => name);
			expect(names(there).length).toBeGreaterThan(100);
			expect(names(back)).toEqual(names(there).reverse());
		});

	test('the first stop leads past what is around the text', async ({ page }) => {
		await page.goto(CHAPTER);
		const walker = new Walker(page);
		await walker.press('Tab');
		await page.keyboard.press('Enter');
		expect((await walker.press('Tab'))!.inText).toBe(true);
	});

	test('a replay is opened, worked and closed', async ({ page }) => {
		await page.goto('networking/?engine=podman');
		const block = blockOf(page, 'port-taken');
		const body = block.locator('.body');
		await block.locator('.title a').focus();
		const walker = new Walker(page);
		const opener = await walker.to(named('Replay'));
		await page.keyboard.press('Enter');
		await expect(block.getByRole('button', { name: 'Pause' })).toBeFocused();
		await page.keyboard.press('Space');
		await expect(block.getByRole('button', { name: 'Play', exact: true })).toBeFocused();
		const toggle = (await walker.here())!;
		expectGoodStop(toggle);

		// Back from the controls come the commands of the recording, and before them the head of the block: what lies
		// under the replay is no stop.
		const above = [];
		for (;;) {
			const stop = (await walker.press('Shift+Tab'))!;
			expectGoodStop(stop);
			above.push(stop);
			if (await block.locator('.difference, .tools').locator(':focus').count()) break;
		}
		expect(above.length).toBeGreaterThan(3);
		expect(await body.locator('.steps :focus').count()).toBe(0);
		const command = await walker.to(({ kind, name }) => kind === 'button.' && name.includes('container'));
		await page.keyboard.press('Enter');
		await expect(block.locator('.replay-commands button:focus')).toHaveAttribute('aria-current', 'step');
		expectGoodStop(command);

		await walker.to(({ role }) => role === 'slider');
		await page.keyboard.press('Space');
		await page.keyboard.press('Home');
		const slider = block.getByRole('slider', { name: 'Position in the recording' });
		await expect(slider).toHaveValue('0');
		await page.keyboard.press('PageUp');
		await expect(slider).not.toHaveValue('0');
		await expect(slider).toHaveAttribute('aria-valuetext', /^\d+:\d\d of \d+:\d\d/u);

		const speed = await walker.to(({ role }) => role === 'combobox', 'Tab', 1);
		await page.keyboard.press('ArrowDown');
		await expect(block.getByRole('combobox', { name: 'Speed' })).toHaveValue('1.5');
		expectGoodStop(speed);

		const more = await walker.to(named('More'), 'Tab', 2);
		await page.keyboard.press('Enter');
		for (const name of ['Restart', 'Skip the typing', 'Copy the text']) {
			const item = (await walker.press('Tab'))!;
			expect(item.name).toBe(name);
			expectGoodStop(item);
		}
		expect((await walker.press('Escape'))!.path).toBe(more.path);
		await page.keyboard.press('?');
		await expect(page.getByRole('dialog', { name: 'Keys of the replay' })).toBeVisible();
		expectGoodStop((await walker.here())!);
		expect((await walker.press('Escape'))!.path).toBe(more.path);

		expectGoodStop(await walker.to(named('Close the replay'), 'Tab', 1));
		// Out of the block, and back in.
		expect((await walker.press('Tab'))!.inText).toBe(true);
		await walker.to(named('Close the replay'), 'Shift+Tab', 1);
		expect((await walker.press('Enter'))!.path).toBe(opener.path);

		await page.keyboard.press('Enter');
		await expect(block.getByRole('button', { name: 'Pause' })).toBeFocused();
		expect((await walker.press('Escape'))!.path).toBe(opener.path);
	});

	test('on a phone, the menu of the book and that of the page', async ({ page }) => {
		await page.setViewportSize({ width: 360, height: 640 });
		await page.goto(CHAPTER);
		const walker = new Walker(page);
		const menu = await walker.to(named('Menu'));
		expectGoodStop(menu);
		await page.keyboard.press('Enter');
		// It covers the page, so it holds the focus.
		const within = [];
		for (
			let stop = await walker.press('Tab');
			stop && stop.path !== menu.path;
			stop = await walker.press('Tab')
		) {
			expectGoodStop(stop);
			within.push(stop);
		}
		expect(within.filter(({ inText }) => inText)).toEqual([]);
		expect(within.length).toBeGreaterThan(20);
		await walker.to(named('Networking'));
		expect((await walker.press('Escape'))!.path).toBe(menu.path);
		// The browser says a moment after it has closed the menu that it did; only then is the page there again.
		await expect(page.locator('.main-frame')).not.toHaveAttribute('inert');

		const contents = await walker.to(named(/^On this page/u));
		await page.keyboard.press('Enter');
		expectGoodStop((await walker.press('Tab'))!);
		expect((await walker.press('Escape'))!.path).toBe(contents.path);
	});
});
