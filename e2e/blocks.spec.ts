import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { commandsFor } from '../src/examples/commands.ts';
import { parseExample } from '../src/examples/parse.ts';
import { blockOf, CHAPTERS, ENGINES } from './pages.ts';

const [FIRST] = CHAPTERS as [string];

function commandsOf(name: string, engine: (typeof ENGINES)[number]): string[] {
	const file = `content/examples/first-containers/${name}.yaml`;
	return commandsFor(parseExample(readFileSync(file, 'utf8'), file), engine).map(({ command }) => command);
}

test.describe('with scripts off', () => {
	test.use({ javaScriptEnabled: false });

	test('commands and outputs have their colours: the build has made them', async ({ page }) => {
		await page.goto(FIRST);
		const code = page
			.locator('.command code')
			.filter({ has: page.locator('.token-option') })
			.first();
		const colour = (part: typeof code) => part.evaluate((element) => getComputedStyle(element).color);
		const colours = [code, code.locator('.token-command').first(), code.locator('.token-option').first()];
		expect(new Set(await Promise.all(colours.map(colour))).size).toBe(3);
	});
});

test('a command that is selected by hand has no prompt in it, and no name of a button', async ({ page }) => {
	await page.goto(FIRST);
	const [command] = commandsOf('name-clash', 'podman');
	const row = blockOf(page, 'name-clash').locator('.command:visible').first();
	// The prompt is seen, and not read out.
	await expect
		.poll(() => row.locator('code').evaluate((code) => getComputedStyle(code, '::before').content))
		.toBe('"$ " / ""');
	const selected = await row.evaluate((element) => {
		getSelection()!.selectAllChildren(element);
		return String(getSelection());
	});
	expect(selected.trim()).toBe(command);
});

test('one press changes commands, outputs, exit statuses and the recording of a block, and none is mixed', async ({
	page,
}) => {
	const loaded: string[] = [];
	page.on('request', (request) => loaded.push(request.url()));
	await page.goto(FIRST);
	const block = blockOf(page, 'name-clash');
	for (const [engine, label, printed, status] of [
		['docker', 'Docker', 'docker: Error response from daemon: Conflict.', 125],
		['podman', 'Podman', 'Error: creating container storage', 125],
	] as const) {
		await block.getByRole('radio', { name: label }).check({ force: true });
		await expect(block.locator('.command code:visible')).toHaveText(commandsOf('name-clash', engine));
		await expect(block.locator('.output:visible').nth(1)).toContainText(printed);
		await expect(block.locator('.ending:visible')).toHaveText(`Fails on purpose: exit status ${status}`);
		await expect(block.locator('.origin:visible')).toContainText(label);
		loaded.length = 0;
		await block.getByRole('button', { name: 'Replay', exact: true }).click();
		await expect(block.getByRole('group', { name: 'Replay controls' })).toBeVisible();
		const casts = loaded.filter((url) => url.includes('.cast'));
		expect(casts.length).toBeGreaterThan(0);
		expect(casts.filter((url) => !url.includes(`.${engine}.`))).toEqual([]);
		await block.getByRole('button', { name: 'Close the replay', exact: true }).click();
	}
});

test('on plain http, where a page has no clipboard, Copy copies too', async ({ page, context }) => {
	const ORIGIN = 'http://book.example/';
	await page.route(`${ORIGIN}**`, (route) => {
		const path = new URL(route.request().url()).pathname;
		const file = `dist${path.endsWith('/') ? `${path}index.html` : path}`;
		return existsSync(file) ? route.fulfill({ path: file }) : route.fulfill({ status: 404 });
	});
	await page.goto(`${ORIGIN}${FIRST}`);
	expect(await page.evaluate(() => [isSecureContext, 'clipboard' in navigator])).toEqual([false, false]);
	const block = blockOf(page, 'name-clash');
	await block.getByRole('button', { name: 'Copy', exact: true }).click();
	await expect(block.getByRole('status')).toHaveText('Copied.');
	await context.grantPermissions(['clipboard-read']);
	const reader = await context.newPage();
	await reader.goto(FIRST);
	await reader.bringToFront();
	expect(await reader.evaluate(() => navigator.clipboard.readText())).toBe(
		commandsOf('name-clash', 'podman').join('\n'),
	);
});
