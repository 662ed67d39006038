import { expect, test, type Page } from '@playwright/test';
import { blockOf, CHAPTERS, watchLayoutShift } from './pages.ts';

const [CHAPTER, OTHER] = CHAPTERS as [string, string];

/** The commands of a page that a reader sees. */
function visibleCommands(page: Page) {
	return page.locator('.command:visible code').allTextContents();
}

test('Podman is shown first, and no Docker command with it', async ({ page }) => {
	await page.goto(CHAPTER);
	const commands = await visibleCommands(page);
	expect(commands.length).toBeGreaterThan(10);
	expect(commands.filter((command) => command.startsWith('docker'))).toEqual([]);
	expect(commands.filter((command) => command.startsWith('podman')).length).toBeGreaterThan(10);
});

test('one press switches every block, word and switch, and the address', async ({ page }) => {
	await page.goto(CHAPTER);
	await blockOf(page, 'first-run').getByRole('radio', { name: 'Docker' }).check({ force: true });
	const commands = await visibleCommands(page);
	expect(commands.filter((command) => command.startsWith('podman'))).toEqual([]);
	expect(commands.filter((command) => command.startsWith('docker')).length).toBeGreaterThan(10);
	for (const radio of await page.getByRole('radio', { name: 'Docker' }).all())
		await expect(radio).toBeChecked();
	await expect(page).toHaveURL(/\?engine=docker$/u);
	await expect(page.locator('.engine-word [data-for-engine="podman"]:visible')).toHaveCount(0);
});

test('the choice holds on other pages, in other tabs and on the next visit', async ({ page, context }) => {
	await page.goto(CHAPTER);
	const other = await context.newPage();
	await other.goto(CHAPTER);
	await page.locator('header').getByRole('radio', { name: 'Docker' }).first().check({ force: true });
	await expect(other.locator('html')).toHaveAttribute('data-engine', 'docker');
	await other.goto(OTHER);
	await expect(other.locator('html')).toHaveAttribute('data-engine', 'docker');
});

test('the address decides over what is stored, also before any module has run', async ({ page }) => {
	await page.goto(CHAPTER);
	await page.locator('header').getByRole('radio', { name: 'Docker' }).first().check({ force: true });
	await page.route('**/*.js', (route) => route.abort());
	await page.goto(`${CHAPTER}?engine=podman`);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
	expect((await visibleCommands(page)).filter((command) => command.startsWith('docker'))).toEqual([]);
	await page.goto(CHAPTER);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
});

test('both engines can be chosen, and the choice is kept', async ({ page }) => {
	await page.goto(CHAPTER);
	await page.locator('header').getByRole('radio', { name: 'Both' }).first().check({ force: true });
	const commands = await visibleCommands(page);
	for (const engine of ['podman', 'docker'])
		expect(commands.filter((command) => command.startsWith(engine)).length).toBeGreaterThan(10);
	await expect(page).toHaveURL(/\?engine=both$/u);
	await page.goto(OTHER);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'both');
});

test('a change is announced, whoever made it', async ({ page, context }) => {
	await page.goto(CHAPTER);
	const other = await context.newPage();
	await other.goto(OTHER);
	await page.locator('header').getByRole('radio', { name: 'Docker' }).first().check({ force: true });
	for (const tab of [page, other])
		await expect(tab.getByText('The book shows Docker.')).toHaveAttribute('role', 'status');
	await other.locator('header').getByRole('radio', { name: 'Both' }).first().check({ force: true });
	await expect(page.getByText('The book shows Podman and Docker.')).toHaveAttribute('role', 'status');
});

test('another tab’s choice replaces the one in the address, and holds on reload', async ({
	page,
	context,
}) => {
	await page.goto(`${CHAPTER}?engine=podman`);
	const other = await context.newPage();
	await other.goto(CHAPTER);
	await other.locator('header').getByRole('radio', { name: 'Docker' }).first().check({ force: true });
	await expect(page).toHaveURL(/\?engine=docker$/u);
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
});

test('a link to an example carries the choice, and a link that names an engine keeps it', async ({
	page,
}) => {
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto(`${CHAPTER}?engine=docker`);
	await blockOf(page, 'name-clash')
		.getByRole('button', { name: /^Copy the link/u })
		.click();
	const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
	expect(link.search + link.hash).toBe('?engine=docker#example-name-clash');
	await page.evaluate(() => {
		const named = document.createElement('a');
		named.href = '../images/?engine=podman';
		named.textContent = 'named';
		document.querySelector('main')!.prepend(named);
	});
	await page.getByRole('link', { name: 'named' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
});

test('a section for one engine is listed for that engine', async ({ page }) => {
	const entry = page.locator('starlight-toc').getByRole('link', { name: 'Podman 3.4.4' });
	await page.goto('set-up/?engine=docker');
	await expect(entry).toBeHidden();
	await page.locator('header').getByRole('radio', { name: 'Podman' }).first().check({ force: true });
	await expect(entry).toBeVisible();
});

test('an open replay goes on with the other engine’s recording, at the same command', async ({ page }) => {
	await page.goto(`${CHAPTER}?engine=podman`);
	const block = blockOf(page, 'list');
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	await block.getByRole('button', { name: 'Pause' }).click();
	await block.locator('.replay-commands button').nth(1).click();
	await block.getByRole('button', { name: 'Pause' }).click();
	await block.getByRole('radio', { name: 'Docker' }).check({ force: true });
	await expect(block.locator('.replay-commands [aria-current]')).toContainText('docker container ls --all');
	await expect(block.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
	await expect(block.getByRole('radio', { name: 'Docker' })).toBeFocused();
});

test('an unknown engine in the address is passed over', async ({ page }) => {
	await page.goto(`${CHAPTER}?engine=%22%3E%3Cscript%3Ealert(1)%3C/script%3E`);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'podman');
});

test('where storage is blocked the choice still works and links carry it', async ({ page }) => {
	await page.addInitScript(() => {
		Object.defineProperty(globalThis, 'localStorage', {
			get() {
				throw new DOMException('blocked', 'SecurityError');
			},
		});
	});
	// Starlight's own theme script does not expect that; the book's scripts do.
	await page.goto(`${CHAPTER}?engine=docker`);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	await page.getByRole('link', { name: /^Next/u }).click();
	await expect(page).toHaveURL(new RegExp(`${OTHER}\\?engine=docker$`, 'u'));
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
});

test('the switch is one stop for the keyboard and arrows move it', async ({ page }) => {
	await page.goto(CHAPTER);
	const block = blockOf(page, 'first-run');
	await block.getByRole('button', { name: /^Copy the link/u }).focus();
	await page.keyboard.press('Tab');
	await expect(block.getByRole('radio', { name: 'Podman' })).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await expect(block.getByRole('radio', { name: 'Docker' })).toBeChecked();
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'docker');
	await page.keyboard.press('Tab');
	await expect(block.getByRole('button', { name: 'Differs' })).toBeFocused();
	await page.keyboard.press('Tab');
	await expect(block.getByRole('button', { name: 'Copy', exact: true })).toBeFocused();
});

for (const width of [360, 1440]) {
	for (const chapter of CHAPTERS) {
		test(`nothing shifts on load, and what is read stays in its place on switching: ${chapter} at ${width} px`, async ({
			page,
		}) => {
			await page.setViewportSize({ width, height: 800 });
			const shift = await watchLayoutShift(page);
			await page.goto(chapter);
			expect(await shift()).toEqual({ value: 0, all: 0 });
			const blocks = page.locator('command-block:has(engine-switch)');
			for (let index = 0; index < (await blocks.count()); index += 3) {
				const control = blocks.nth(index).locator('engine-switch');
				// Out from under the header; the press itself must not scroll.
				await control.evaluate((element) => element.scrollIntoView({ block: 'center' }));
				const before = (await control.boundingBox())!;
				await control
					.locator('label')
					.nth(1 + (index % 2))
					.click();
				expect(Math.abs((await control.boundingBox())!.y - before.y)).toBeLessThanOrEqual(1);
			}
			expect((await shift()).value).toBe(0);
		});
	}

	test(`from the header, what stands at the top of the window stays there, to the end of the page: ${width} px`, async ({
		page,
	}) => {
		await page.setViewportSize({ width, height: 800 });
		await page.goto(`${CHAPTER}?engine=both`);
		const pieces = page.locator('.sl-markdown-content > :is(p, details, ul)');
		const last = (await pieces.count()) - 1;
		for (const index of [2, Math.round(last / 2), last - 1, last]) {
			const piece = pieces.nth(index);
			await page.locator('header').getByRole('radio', { name: 'Both' }).first().check({ force: true });
			await piece.evaluate((element) =>
				scrollBy({ top: element.getBoundingClientRect().top - 130, behavior: 'instant' }),
			);
			const top = async () => (await piece.boundingBox())!.y;
			const before = await top();
			for (const choice of ['Podman', 'Docker', 'Both']) {
				await page.locator('header').getByRole('radio', { name: choice }).first().check({ force: true });
				expect(Math.abs((await top()) - before), `${choice}, piece ${index}`).toBeLessThanOrEqual(1);
			}
		}
	});
}
