import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { CastReplay } from '../src/replay/element.ts';

// The player on its own: one script tag in a page that knows nothing of the book, under a strict policy.

const ROOT = path.resolve(import.meta.dirname, '..');
const CAST = path.join(ROOT, 'content/recordings/first-containers/name-clash.podman.cast');
const POLICY =
	"default-src 'none'; script-src 'self'; style-src-elem 'self'; style-src-attr 'none'; connect-src 'self'; worker-src 'self'";
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A demonstration</title>
<script type="module" src="cast-replay.js"></script><main><h1>A demonstration</h1>
<cast-replay src="demo.cast">Two containers cannot have one name.</cast-replay>
<cast-replay src="second.cast">The second one.</cast-replay></main></html>`;

const hostile = [
	JSON.stringify({ version: 3, term: { cols: 40, rows: 5 } }),
	...[
		'\u001B]8;;javascript:alert(1)\u0007link\u001B]8;;\u0007',
		'\u001B]52;c;aGk=\u0007\u001B]2;owned\u0007\u0007<img src=x onerror=alert(1)>\u001B[2147483647S',
	].map((data) => JSON.stringify([0.01, 'o', data])),
].join('\n');

/** Ten megabytes over an hour, as nobody would type them. */
function long(): string {
	const lines = [JSON.stringify({ version: 3, term: { cols: 100, rows: 24 } })];
	for (let index = 0; index < 100_000; index++)
		lines.push(
			JSON.stringify([
				0.036,
				'o',
				`\u001B[3${index % 8}m${String(index).padStart(8)} ${'word '.repeat(16)}\u001B[0m\r\n`,
			]),
		);
	return lines.join('\n');
}

let server: Server;
let base: string;
test.beforeAll(async () => {
	const files: Record<string, () => string | Buffer> = {
		'/': () => PAGE,
		'/demo.cast': () => readFileSync(CAST),
		'/second.cast': () => readFileSync(CAST),
		'/hostile.cast': () => hostile,
		'/long.cast': long,
		'/broken.cast': () => '{"version":3,"term":{"cols":80,"rows":24}}\n[1,"o",5]',
	};
	server = createServer(({ url }, response) => {
		const file = files[url!] ?? (() => readFileSync(path.join(ROOT, 'dist-player', url!)));
		const type = url === '/' ? 'text/html' : url!.endsWith('.js') ? 'text/javascript' : 'text/plain';
		try {
			const body = file();
			response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body);
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	base = `http://127.0.0.1:${typeof address === 'object' ? address!.port : 0}`;
});
test.afterAll(() => void server.close());

/** Opens the page; the result tells what the policy has refused since. */
async function openPage(page: Page): Promise<() => Promise<string[]>> {
	await page.addInitScript(() => {
		const refused: string[] = [];
		Object.assign(globalThis, { refused });
		addEventListener('securitypolicyviolation', (event) =>
			refused.push(`${event.violatedDirective} ${event.sourceFile}`),
		);
	});
	await page.goto(base);
	return () => page.evaluate(() => (globalThis as unknown as { refused: string[] }).refused);
}

const first = (page: Page) => page.locator('cast-replay').first();

test('plays in a plain page under a strict policy, with its colours, and reports nothing', async ({
	page,
}) => {
	const refused = await openPage(page);
	const player = first(page);
	await player.getByRole('button', { name: 'Replay' }).click();
	await expect(player.getByRole('button', { name: 'Pause' })).toBeFocused();
	await player.evaluate((element: CastReplay) => element.seek(element.duration));
	expect(await player.evaluate((element: CastReplay) => element.text)).toContain('is already in use by');
	await expect(player.getByRole('button', { name: 'Play again' })).toBeVisible();
	const screen = player.locator('.terminal');
	const colours = await screen.evaluate((element) => [
		getComputedStyle(element).color,
		getComputedStyle(element).backgroundColor,
	]);
	expect(new Set(colours).size).toBe(2);
	expect(await screen.evaluate((element) => getComputedStyle(element).fontFamily)).toContain('monospace');
	expect(await refused()).toEqual([]);
});

test('what stands in the element is there without the player, and for screen readers with it', async ({
	page,
}) => {
	await openPage(page);
	await expect(page.getByText('Two containers cannot have one name.')).toBeVisible();
	const player = first(page);
	await player.getByRole('button', { name: 'Replay' }).click();
	await expect(player.getByRole('group', { name: 'Replay controls' })).toBeVisible();
	await expect(page.locator('main')).toMatchAriaSnapshot('- text: /Two containers cannot have one name/');
	await expect(player.locator('.screen')).toHaveAttribute('aria-hidden', 'true');
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`axe finds nothing, closed and open, ${colorScheme}`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		await openPage(page);
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
		await first(page).getByRole('button', { name: 'Replay' }).click();
		await first(page).evaluate((element: CastReplay) => element.seek(element.duration));
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	});
}

test('a hostile recording is text and nothing more', async ({ page }) => {
	const refused = await openPage(page);
	const dialogs: string[] = [];
	page.on('dialog', (dialog) => {
		dialogs.push(dialog.message());
		void dialog.dismiss();
	});
	const player = first(page);
	await player.evaluate((element) => element.setAttribute('src', 'hostile.cast'));
	await player.evaluate((element: CastReplay) => element.seek(1));
	expect(await player.evaluate((element: CastReplay) => element.text)).toContain(
		'link<img src=x onerror=alert(1)>',
	);
	await expect(player.locator('.terminal :is(a, img)')).toHaveCount(0);
	await player.locator('.terminal').click();
	expect(dialogs).toEqual([]);
	expect(await page.title()).toBe('A demonstration');
	expect(await refused()).toEqual([]);
});

test('a recording that is none says where and why', async ({ page }) => {
	await openPage(page);
	const player = first(page);
	await player.evaluate((element) => element.setAttribute('src', 'broken.cast'));
	await player.getByRole('button', { name: 'Replay' }).click();
	await expect(player).toContainText('line 2, column 8: expected text, found 5');
});

test('text can be selected, and follows the size of the page’s text', async ({ page }) => {
	await openPage(page);
	const player = first(page);
	await player.evaluate((element: CastReplay) => element.seek(1e9));
	const row = player.locator('.terminal .row').first();
	await row.dblclick({ position: { x: 40, y: 5 } });
	expect(await page.evaluate(() => getSelection()!.toString())).not.toBe('');
	const before = (await row.boundingBox())!.height;
	await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
	await expect.poll(async () => (await row.boundingBox())!.height / before).toBeGreaterThan(1.3);
});

test('a page has one live terminal, and a player that rests goes on where it was', async ({ page }) => {
	await openPage(page);
	const [one, other] = [first(page), page.locator('cast-replay').nth(1)];
	await one.evaluate((element: CastReplay) => element.seek(1e9));
	const shown = await one.locator('.terminal').textContent();
	await other.evaluate((element: CastReplay) => element.seek(1e9));
	// What it showed stays; its terminal is gone.
	expect(await one.locator('.terminal').textContent()).toBe(shown);
	expect(await one.evaluate((element: CastReplay) => element.text)).toBe('');
	await one.evaluate((element: CastReplay) => element.seek(1e9));
	expect(await one.evaluate((element: CastReplay) => element.text)).toContain('is already in use by');
	expect(await other.evaluate((element: CastReplay) => element.text)).toBe('');
});

test('any moment of a long recording is shown whole, forwards and back', async ({ page }) => {
	const refused = await openPage(page);
	const player = first(page);
	await player.evaluate((element) => element.setAttribute('src', 'long.cast'));
	for (const share of [0.9, 0.1, 0.5, 1, 0.3]) {
		const text = await player.evaluate(async (element: CastReplay, at) => {
			// The first press loads it, and with it its length.
			if (element.duration === 0) await element.seek(0);
			await element.seek(element.duration * at);
			return element.text;
		}, share);
		const shown = text
			.trim()
			.split('\n')
			.map((line) => parseInt(line.trim(), 10));
		const last = Math.round(100_000 * share) - 1;
		expect(Math.abs(shown.at(-1)! - last)).toBeLessThanOrEqual(1);
		// No line is lost on the way to the last one.
		expect(shown).toEqual(shown.map((_, index) => shown[0]! + index));
		expect(shown.length).toBeGreaterThan(20);
	}
	expect(await refused()).toEqual([]);
});
