import { expect, test, type Locator, type Page } from '@playwright/test';
import type { CommandBlock } from '../src/command-block/command-block.ts';
import { blockOf, CHAPTERS, ENGINES, watchLayoutShift } from './pages.ts';

/** What the terminal of an open replay shows, without its blank lines. */
function terminalText(block: Locator): Promise<string[]> {
	return block.evaluate((element) =>
		((element as CommandBlock).replayText ?? '')
			// Ctrl-C is echoed without a newline, so the prompt follows on its line.
			.replaceAll(/^\^C(?=\$)/gmu, '^C\n')
			.split('\n')
			.filter((line) => line.trim() !== ''),
	);
}

/** The terminal as the transcript on the page says that it must look at the end, without its blank lines. */
function transcriptText(block: Locator): Promise<string[]> {
	return block.evaluate((element) => {
		const engine = document.documentElement.dataset['engine']!;
		const lines: string[] = [];
		const parts = element.querySelectorAll<HTMLElement>('.steps .command, .steps .output pre');
		for (const part of parts) {
			const owner = part.closest<HTMLElement>('[data-for-engine]')?.dataset['forEngine'];
			if (owner !== undefined && owner !== engine) continue;
			const code = part.querySelector('code');
			if (code) {
				const [first, ...more] = part.dataset['command']!.split('\n');
				lines.push(code.dataset['prompt']! + first!, ...more.map((line) => `> ${line}`));
			} else {
				lines.push(...part.textContent.split('\n'));
			}
		}
		return [...lines, '$'].filter((line) => line.trim() !== '').map((line) => line.trimEnd());
	});
}

async function openReplay(block: Locator): Promise<void> {
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	await expect(block.getByRole('group', { name: 'Replay controls' })).toBeVisible();
}

async function jumpToEnd(page: Page, block: Locator): Promise<void> {
	await block.getByRole('slider', { name: 'Position in the recording' }).focus();
	await page.keyboard.press('End');
	await expect(block.getByRole('button', { name: 'Play again' })).toBeVisible();
}

/** Where an element stands on the page, whatever the browser has scrolled to. */
function placeOf(block: Locator): Promise<number[]> {
	return block.evaluate((element) => {
		const { left, top, width, height } = element.getBoundingClientRect();
		return [left, top + scrollY, width, height].map(Math.round);
	});
}

/** Whether a program in the recording clears the screen; the recorder itself does so once, at the start. */
async function clearsScreen(page: Page, block: Locator): Promise<boolean> {
	const url = await block.evaluate((element) => {
		const engine = document.documentElement.dataset['engine']!;
		const [first, ...others] = element.querySelectorAll<HTMLElement>('[data-replay]');
		const own = others.find((button) => button.dataset['forEngine'] === engine);
		return (own ?? first!).dataset['replay']!;
	});
	const cast = await (await page.request.get(new URL(url, page.url()).href)).text();
	return cast.split(String.raw`\u001b[2J`).length > 2;
}

for (const engine of ENGINES) {
	for (const chapter of CHAPTERS) {
		test(`every replay of ${chapter} on ${engine} ends as its transcript says`, async ({ page }) => {
			await page.goto(`${chapter}?engine=${engine}`);
			const blocks = page.locator('command-block');
			const count = await blocks.count();
			expect(count).toBeGreaterThan(8);
			for (let index = 0; index < count; index++) {
				const block = blocks.nth(index);
				const expected = await transcriptText(block);
				await openReplay(block);
				await jumpToEnd(page, block);
				const title = (await block.locator('.title').textContent())!;
				// A program that clears the screen, as Podman's `stats` does, leaves only what comes after.
				const cleared = await clearsScreen(page, block);
				await expect(async () => {
					const shown = (await terminalText(block)).map((line) => line.trimEnd());
					const left = cleared ? expected.slice(-Math.max(2, shown.length)) : expected;
					expect(shown, title).toEqual(left);
				}).toPass({ timeout: 10_000 });
				await block.getByRole('button', { name: 'Close the replay' }).click();
			}
		});
	}
}

test('a replay plays by itself to its last screen', async ({ page }) => {
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'throw-away');
	const expected = await transcriptText(block);
	await openReplay(block);
	await block.getByRole('combobox', { name: 'Speed' }).selectOption('4');
	await expect(block.getByRole('button', { name: 'Play again' })).toBeVisible({ timeout: 30_000 });
	expect((await terminalText(block)).map((line) => line.trimEnd())).toEqual(expected);
});

test('nothing of the terminal is loaded before the first press', async ({ page }) => {
	const loaded: string[] = [];
	page.on('request', (request) => loaded.push(request.url()));
	await page.goto(CHAPTERS[0]!, { waitUntil: 'networkidle' });
	expect(loaded.filter((url) => /\.cast|replay\./u.test(url))).toEqual([]);
	await openReplay(blockOf(page, 'first-run'));
	expect(new Set(loaded.filter((url) => /replay\.[\w-]+\.js/u.test(url))).size).toBe(1);
});

for (const width of [360, 1440]) {
	test(`opening and closing a replay moves nothing at ${width} px`, async ({ page }) => {
		await page.setViewportSize({ width, height: 900 });
		const shift = await watchLayoutShift(page);
		await page.goto(CHAPTERS[0]!);
		for (const name of ['first-run', 'name-clash', 'your-machine']) {
			const block = blockOf(page, name);
			await block.scrollIntoViewIfNeeded();
			const before = await placeOf(block);
			await openReplay(block);
			expect(await placeOf(block)).toEqual(before);
			await jumpToEnd(page, block);
			await block.getByRole('button', { name: 'Close the replay' }).click();
			expect(await placeOf(block)).toEqual(before);
		}
		expect((await shift()).all).toBe(0);
	});
}

test('the command that runs is lit, and pressing a command plays from there', async ({ page }) => {
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	const commands = block.locator('.replay-commands button');
	await expect(commands.first()).toHaveAttribute('aria-current', 'step');
	await commands.nth(2).click();
	await expect(commands.nth(2)).toHaveAttribute('aria-current', 'step');
	await expect(commands.first()).not.toHaveAttribute('aria-current', 'step');
	await expect(block.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('the keyboard gets in, works the player, and gets out', async ({ page }) => {
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	const replay = block.getByRole('button', { name: 'Replay', exact: true });
	await replay.focus();
	await page.keyboard.press('Enter');
	await expect(block.getByRole('button', { name: 'Pause' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(block.getByRole('button', { name: 'Play', exact: true })).toBeFocused();
	await page.keyboard.press(']');
	const stops = [
		'Next command',
		'Position in the recording',
		'Speed',
		'Full screen',
		'More',
		'Close the replay',
	];
	for (const name of stops) {
		await page.keyboard.press('Tab');
		await expect(block.locator(':focus')).toHaveAttribute('aria-label', name);
	}
	await page.keyboard.press('Tab');
	expect(await block.evaluate((element) => element.contains(document.activeElement))).toBe(false);
	await page.keyboard.press('Shift+Tab');
	await page.keyboard.press('Escape');
	await expect(block.getByRole('group', { name: 'Replay controls' })).toHaveCount(0);
	await expect(replay).toBeFocused();
});

test('with reduced motion nothing plays by itself: a press shows the next command whole', async ({
	page,
}) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	const before = await terminalText(block);
	await page.waitForTimeout(800);
	expect(await terminalText(block)).toEqual(before);
	await block.getByRole('button', { name: 'Next command' }).click();
	await block.getByRole('button', { name: 'Next command' }).click();
	await expect.poll(async () => (await terminalText(block)).length).toBeGreaterThan(before.length);
	await expect(block.getByRole('button', { name: 'Pause' })).toHaveCount(0);
});

test('switching the engine plays the other recording', async ({ page }) => {
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'first-run');
	await openReplay(block);
	await block.locator('engine-switch label').nth(1).click();
	await expect.poll(async () => (await terminalText(block))[0]).toMatch(/^\$ docker /u);
	await jumpToEnd(page, block);
	await expect.poll(async () => (await terminalText(block))[0]).toMatch(/^\$ docker /u);
});

test('a recording that cannot be loaded says so and leaves the transcript', async ({ page }) => {
	await page.route('**/*.cast', (route) => route.fulfill({ status: 404 }));
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'first-run');
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	await expect(block.getByRole('status')).toContainText('The recording cannot be played: 404');
	await expect(block.locator('.output:visible').first()).toBeVisible();
});

test('a press is foreseen: pointing at Replay loads the player, and no recording', async ({ page }) => {
	const loaded: string[] = [];
	page.on('request', (request) => loaded.push(request.url()));
	await page.goto(CHAPTERS[0]!, { waitUntil: 'networkidle' });
	await blockOf(page, 'first-run').getByRole('button', { name: 'Replay', exact: true }).hover();
	await expect.poll(() => loaded.some((url) => /replay\.[\w-]+\.js/u.test(url))).toBe(true);
	expect(loaded.filter((url) => url.endsWith('.cast'))).toEqual([]);
});

test('each command shows its exit status once it has ended, a failure by its word too', async ({ page }) => {
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	const commands = block.locator('.replay-commands button');
	await expect(commands.nth(1)).not.toContainText('exit');
	await jumpToEnd(page, block);
	await expect(commands.nth(0)).toContainText('exit 0');
	await expect(commands.nth(1)).toContainText('exit 125');
	await expect(commands.nth(1).locator('.failed')).toBeVisible();
});

test('a link to a moment opens the replay there, and does not play', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto(`${CHAPTERS[0]!}?engine=docker`);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	await block.getByRole('button', { name: 'Pause' }).click();
	await page.keyboard.press('5');
	const shown = await block.getByRole('slider').inputValue();
	await block.getByRole('button', { name: 'More' }).click();
	await block.getByRole('button', { name: 'Copy a link to this moment' }).click();
	await expect(block.getByRole('button', { name: 'Copied' })).toBeVisible();
	const link = await page.evaluate(() => navigator.clipboard.readText());
	expect(link).toContain('engine=docker');
	await page.goto('about:blank');
	await page.goto(link);
	await expect(block.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
	expect(Number(await block.getByRole('slider').inputValue())).toBeCloseTo(Number(shown), 0);
	expect((await terminalText(block)).join('\n')).toContain('docker container run');
});

test('the menu skips typing, copies the text, and gives the recording', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	const more = block.getByRole('button', { name: 'More' });
	await more.click();
	await block.getByRole('checkbox', { name: 'Skip the typing' }).check();
	const started = Date.now();
	await expect(block.getByRole('button', { name: 'Play again' })).toBeVisible({ timeout: 10_000 });
	// With the typing it takes eight seconds.
	expect(Date.now() - started).toBeLessThan(6000);
	await block.getByRole('button', { name: 'Copy the text' }).click();
	await expect(block.getByRole('button', { name: 'Copied' })).toBeVisible();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('is already in use by');
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		block.getByRole('link', { name: 'Download the recording' }).click(),
	]);
	expect(download.suggestedFilename()).toBe('name-clash.podman.cast');
	// Escape closes the menu first, then the replay.
	await page.keyboard.press('Escape');
	await expect(more).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(block.getByRole('group', { name: 'Replay controls' })).toHaveCount(0);
});

test('a refused clipboard selects the text and says so', async ({ page }) => {
	await page.addInitScript(() => {
		navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
	});
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	await jumpToEnd(page, block);
	await block.getByRole('button', { name: 'More' }).click();
	await block.getByRole('button', { name: 'Copy the text' }).click();
	await expect(block.getByRole('button', { name: 'Refused: it is selected' })).toBeVisible();
	expect(await page.evaluate(() => getSelection()!.toString())).toContain('is already in use by');
});

test('keys: frames, digits, speed, help', async ({ page }) => {
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	const slider = block.getByRole('slider');
	const position = async () => Number(await slider.inputValue());
	await page.keyboard.press('Enter');
	await page.keyboard.press('5');
	const half = await position();
	await page.keyboard.press('.');
	expect(await position()).toBeGreaterThan(half);
	await page.keyboard.press(',');
	await page.keyboard.press(',');
	expect(await position()).toBeLessThanOrEqual(half);
	await page.keyboard.press('>');
	await expect(block.getByRole('combobox', { name: 'Speed' })).toHaveValue('1.5');
	await page.keyboard.press('?');
	const help = block.getByRole('dialog', { name: 'Keys of the replay' });
	await expect(help).toBeVisible();
	await expect(help).toContainText('Previous or next command');
	await page.keyboard.press('Escape');
	await expect(help).toBeHidden();
	await expect(block.getByRole('group', { name: 'Replay controls' })).toBeVisible();
	// After the end, “next” stays at the end.
	await page.keyboard.press('End');
	await expect(block.getByRole('button', { name: 'Play again' })).toBeVisible();
	await block.getByRole('button', { name: 'Next command' }).click();
	await expect(block.getByRole('button', { name: 'Play again' })).toBeVisible();
});

for (const height of [500, 900])
	test(`full screen takes the block, and gives it back, in a window ${height} px high`, async ({ page }) => {
		await page.setViewportSize({ width: 1280, height });
		await page.goto(CHAPTERS[0]!);
		const block = blockOf(page, 'name-clash');
		await openReplay(block);
		await block.getByRole('button', { name: 'Full screen' }).click();
		await expect.poll(() => page.evaluate(() => document.fullscreenElement?.localName)).toBe('command-block');
		await expect(block.getByRole('button', { name: 'Close the replay' })).toBeInViewport();
		// Nothing is left over under the controls.
		const controls = (await block.getByRole('group', { name: 'Replay controls' }).boundingBox())!;
		expect(height - controls.y - controls.height).toBeLessThan(20);
		await page.keyboard.press('f');
		await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
	});

test('pointing at the scrubber tells the command that is there', async ({ page }) => {
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	await block.getByRole('slider').scrollIntoViewIfNeeded();
	const box = (await block.getByRole('slider').boundingBox())!;
	await page.mouse.move(box.x + box.width * 0.98, box.y + box.height / 2);
	await expect(block.locator('.scrubber-label')).toContainText('echo second');
	await expect(block.getByRole('slider')).toHaveAttribute('aria-valuetext', /^\d:\d\d of \d:\d\d/u);
});

test('a replay in the book holds to the policy of the page', async ({ page }) => {
	await page.addInitScript(() => {
		const refused: string[] = [];
		Object.assign(globalThis, { refused });
		addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
			refused.push(`${violatedDirective} ${blockedURI}`),
		);
	});
	await page.goto(CHAPTERS[0]!);
	const block = blockOf(page, 'name-clash');
	await openReplay(block);
	await jumpToEnd(page, block);
	expect((await terminalText(block)).join(' ')).toContain('is already in use');
	const screen = block.locator('.terminal');
	expect(await screen.evaluate((element) => getComputedStyle(element).fontFamily)).toMatch(/mono/iu);
	const refused = () => page.evaluate(() => (globalThis as unknown as { refused: string[] }).refused);
	expect(await refused()).toEqual([]);
	// And the policy is one: a style of anybody else's is refused.
	await page.evaluate(() => {
		const style = document.createElement('style');
		style.textContent = 'p { color: red }';
		document.head.append(style);
	});
	// A server that sends the policy too has each told twice.
	await expect.poll(async () => [...new Set(await refused())]).toEqual(['style-src-elem inline']);
});
