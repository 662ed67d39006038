import { spawnSync } from 'node:child_process';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { blockOf } from './pages.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const PAGE = 'work-with-a-running-container/?engine=podman';
const FOLDERS = 'data-that-stays/?engine=podman';

/** A value of a block’s chosen engine that can be changed. */
function valueIn(block: Locator, label: string): Locator {
	return block.getByRole('button', { name: new RegExp(`^${label}: .*Change it$`, 'u') }).first();
}

const PORT = 'Port on your machine';

async function change(page: Page, value: Locator, to: string): Promise<void> {
	await value.focus();
	await page.keyboard.press('Enter');
	await expect(page.locator('.value-field')).toBeFocused();
	await page.keyboard.type(to);
	await page.keyboard.press('Enter');
}

async function copied(page: Page, block: Locator): Promise<string> {
	await block.getByRole('button', { name: 'Copy', exact: true }).click();
	await expect(block.getByRole('status')).toHaveText('Copied.');
	return page.evaluate(() => navigator.clipboard.readText());
}

/** The arguments of each `podman` that a real shell runs when a reader pastes a text. */
function argumentsOf(text: string): string[][] {
	const script = `podman() { printf '%s\\0' "$#" "$@"; }\n${text}\n`;
	const { stdout, stderr } = spawnSync('sh', ['-s'], { input: script });
	expect(stderr.toString()).toBe('');
	const words = stdout.toString().split('\0').slice(0, -1);
	const calls: string[][] = [];
	while (words.length > 0) calls.push(words.splice(0, Number(words.shift())));
	return calls;
}

test('by keyboard: every command follows, here, on another page and in another tab', async ({
	page,
	context,
}) => {
	const other = await context.newPage();
	await other.goto('networking/?engine=docker');
	await page.goto(PAGE);
	const block = blockOf(page, 'publish');
	const value = valueIn(block, PORT);
	await change(page, value, '9090');

	await expect(value).toBeFocused();
	await expect(value).toHaveAccessibleName(`${PORT}: 9090. Change it`);
	await expect(block.getByRole('status')).toHaveText(
		`${PORT}: 9090 in all commands of the book. The recording has 8080.`,
	);
	const texts = await page.locator('.value[data-value="web-port"]').allTextContents();
	expect(texts.length).toBeGreaterThan(6);
	expect(new Set(texts.map((text) => text.trim()))).toEqual(new Set(['9090']));
	expect(await copied(page, block)).toContain('--publish 9090:80 docker.io');
	await block.getByRole('button', { name: 'Copy: curl --silent http://localhost:9090 | grep title' }).click();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
		'curl --silent http://localhost:9090 | grep title',
	);
	// The recording stays what it was.
	await expect(block.locator('.output:visible').filter({ hasText: '0.0.0.0:8080' }).first()).toBeVisible();
	await expect(block.locator('.value-note:visible').first()).toHaveText(
		'You use 9090 where the recording has 8080. Reset',
	);

	await expect(other.locator('.value[data-value="web-port"]').first()).toHaveText('9090');
	await page.goto('several-containers/?engine=docker');
	const compose = blockOf(page, 'application');
	await expect(compose.locator('.value:visible')).toHaveText('9090');
	expect(await copied(page, compose)).toContain('\n      - "9090:8000"\n');
	await page.reload();
	await expect(compose.locator('.value:visible')).toHaveText('9090');
});

test('the Back button shows what was changed meanwhile', async ({ page }) => {
	await page.goto(PAGE);
	await page.goto('networking/?engine=podman');
	await change(page, valueIn(blockOf(page, 'nat'), PORT), '9191');
	await page.goBack();
	await expect(blockOf(page, 'publish').locator('.value:visible').first()).toHaveText('9191');
});

test('a hostile value is quoted: a shell takes it for one argument', async ({ page }) => {
	await page.goto(FOLDERS);
	const block = blockOf(page, 'bind-mount');
	const hostile = `it's "$(touch x)" \`id\`; rm -r * && !! \\ é`;
	await change(page, valueIn(block, 'Folder for the page'), hostile);
	const button = block.getByRole('button', { name: /^Copy: podman container run/u });
	await button.click();
	await expect(block.getByRole('status')).toHaveText('Copied.');
	const calls = argumentsOf(await page.evaluate(() => navigator.clipboard.readText()));
	expect(calls).toEqual([
		['container', 'run', '--rm', '--detach', '--name', 'web-server', '--publish', '8080:80', '--volume']
			.concat(`./${hostile}:/usr/share/nginx/html:ro`)
			.concat('docker.io/library/nginx:1'),
	]);
	// Shown as it is, not as HTML.
	await expect(block.locator('.value:visible').first()).toHaveText(hostile);
});

test('what will not do is refused, and nothing is lost', async ({ page }) => {
	await page.goto(PAGE);
	const block = blockOf(page, 'publish');
	const value = valueIn(block, PORT);
	const field = page.getByRole('textbox', { name: PORT });
	await change(page, value, '80; id');
	await expect(field).toBeFocused();
	await expect(field).toHaveAttribute('aria-invalid', 'true');
	await expect(page.locator('#value-fault')).toContainText('“80; id” does not fit. A number from 1 to 65535');
	expect(await copied(page, block)).toContain('--publish 8080:80');
	await expect(field).toHaveValue('80; id');
	await field.fill('-1');
	await field.press('Enter');
	await expect(page.locator('#value-fault')).toContainText('for an option');
	await field.fill('9090');
	await expect(field).not.toHaveAttribute('aria-invalid');
	await field.press('Escape');
	await expect(value).toBeFocused();
	await expect(value).toHaveText('8080');
	await expect(page.locator('.value-card')).toHaveCount(0);
	expect(await page.evaluate(() => localStorage.getItem('values'))).toBeNull();
});

test('leaving the field keeps the value; reset goes back to the recorded one', async ({ page }) => {
	await page.goto(PAGE);
	const block = blockOf(page, 'publish');
	const value = valueIn(block, PORT);
	await value.click();
	await page.locator('.value-field').fill('9090');
	await page.getByRole('heading', { level: 1 }).click();
	await expect(value).toHaveText('9090');

	await value.click();
	await page.getByRole('button', { name: 'Reset to 8080' }).click();
	await expect(value).toHaveText('8080');
	await expect(value).toBeFocused();
	await expect(page.locator('.value-note')).toHaveCount(0);
	expect(await copied(page, block)).toContain('--publish 8080:80');

	await change(page, value, '9090');
	await block
		.getByRole('button', { name: `Reset: ${PORT}` })
		.first()
		.click();
	await expect(value).toHaveText('8080');
	expect(await page.evaluate(() => localStorage.getItem('values'))).toBeNull();

	await page.goto(FOLDERS);
	const mount = blockOf(page, 'bind-mount');
	await change(page, valueIn(mount, PORT), '9090');
	await change(page, valueIn(mount, 'Folder for the page'), 'my page');
	await valueIn(mount, PORT).click();
	await page.getByRole('button', { name: 'Reset all' }).click();
	await expect(page.locator('[data-changed]')).toHaveCount(0);
});

for (const [what, block] of Object.entries({
	blocked: () =>
		Object.defineProperty(globalThis, 'localStorage', {
			get: () => {
				throw new DOMException('blocked', 'SecurityError');
			},
		}),
	full: () => {
		Storage.prototype.setItem = () => {
			throw new DOMException('full', 'QuotaExceededError');
		};
	},
}))
	test(`where storage is ${what} a value lasts for the page`, async ({ page }) => {
		await page.addInitScript(block);
		await page.goto(PAGE);
		const publish = blockOf(page, 'publish');
		for (const port of ['9090', '9191']) {
			await change(page, valueIn(publish, PORT), port);
			expect(await copied(page, publish)).toContain(`--publish ${port}:80`);
		}
		await publish
			.getByRole('button', { name: `Reset: ${PORT}` })
			.first()
			.click();
		expect(await copied(page, publish)).toContain('--publish 8080:80');
	});

for (const stored of [
	'{"web-port": "8080; rm -r ~", "nfs-server": 5}',
	'{"web-port": "-1"}',
	'{"web-port": ["9090"]}',
	'{"__proto__": {"web-port": "9090"}}',
	'["9090"]',
	'null',
	'not JSON',
])
	test(`storage with ${stored} does no harm`, async ({ page }) => {
		await page.addInitScript((text) => localStorage.setItem('values', text), stored);
		const errors: string[] = [];
		page.on('pageerror', ({ message }) => errors.push(message));
		await page.goto(PAGE);
		await page.waitForFunction(() => document.adoptedStyleSheets.length > 0);
		const block = blockOf(page, 'publish');
		await expect(valueIn(block, PORT)).toHaveText('8080');
		expect(await copied(page, block)).toContain('--publish 8080:80');
		expect(errors).toEqual([]);
	});

for (const [width, colorScheme] of [
	[360, 'light'],
	[1280, 'dark'],
] as const)
	test(`at ${width} px, ${colorScheme}, the open field has no fault that axe finds, and nothing sticks out`, async ({
		page,
	}) => {
		await page.setViewportSize({ width, height: 800 });
		await page.emulateMedia({ colorScheme });
		await page.goto(PAGE);
		const block = blockOf(page, 'publish');
		await change(page, valueIn(block, PORT), '9090');
		await change(page, valueIn(block, PORT), 'x');
		await expect(page.locator('#value-fault')).toContainText('does not fit');
		const { violations } = await new AxeBuilder({ page })
			.include('command-block[aria-labelledby="example-publish"]')
			.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
			.analyze();
		expect(violations).toEqual([]);
		const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
		expect(widths[0]).toBeLessThanOrEqual(widths[1]!);
	});

test.describe('with scripts off', () => {
	test.use({ javaScriptEnabled: false });
	test('a value is plain text', async ({ page }) => {
		await page.goto(PAGE);
		const block = blockOf(page, 'publish');
		await expect(block.locator('.value').first()).toHaveText('8080');
		await expect(block.locator('.value').first()).toHaveAttribute('title', PORT);
		await expect(block.locator('.value svg').first()).toBeHidden();
		await expect(block.getByRole('button', { name: PORT })).toHaveCount(0);
	});
});
