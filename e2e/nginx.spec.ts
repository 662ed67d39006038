import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { isServed } from '../scripts/nginx-files.ts';
import { hasNginx, serveNginx, type NginxServer } from '../scripts/serve-nginx.ts';
import { parseHeadersFile } from '../src/hosting/headers-file.ts';
import { COMPRESSIBLE, TYPES } from '../src/hosting/types.ts';

// The server and the configuration of the container image, at a path that a proxy keeps.
const BASE = '/books/containers/';
const DIST = path.resolve(import.meta.dirname, '../dist');
const FILES = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
	.map((file) => file.replaceAll('\\', '/'))
	.filter(isServed);

test.describe.configure({ mode: 'serial' });
test.skip(!hasNginx, 'not on this machine: nginx');

let book: NginxServer;
test.beforeAll(async () => {
	book = await serveNginx({ port: await freePort(), base: BASE });
});
test.afterAll(() => book.stop());

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}

const get = (address: string, options: RequestInit = {}) =>
	fetch(new URL(address, book.url), { redirect: 'manual', ...options });

test('every kind of file that the build makes has its type, its headers and its compression', async () => {
	const everywhere = parseHeadersFile(readFileSync(path.join(DIST, '_headers'), 'utf8')).find(
		({ below }) => below === '/',
	)!.headers;
	const kinds = new Map(
		FILES.filter((file) => path.extname(file) !== '').map((file) => [path.extname(file).slice(1), file]),
	);
	expect([...kinds.keys()].filter((kind) => TYPES[kind] === undefined)).toEqual([]);
	for (const [kind, file] of kinds) {
		const answer = await get(file);
		expect(answer.status, file).toBe(200);
		expect(answer.headers.get('content-type')?.replace('; charset=utf-8', ''), file).toBe(TYPES[kind]);
		for (const [name, value] of everywhere) expect(answer.headers.get(name), file).toBe(value);
		expect(answer.headers.get('server')).toBe('nginx');
		const bytes = readFileSync(path.join(DIST, file));
		expect(Buffer.from(await answer.arrayBuffer()).equals(bytes), file).toBe(true);
		expect(answer.headers.get('content-encoding'), file).toBe(
			bytes.length >= 1000 && COMPRESSIBLE.includes(kind) ? 'gzip' : null,
		);
	}
});

test('what has its hash in its name is kept, all else is asked for again', async () => {
	const kept = FILES.find((file) => file.startsWith('_astro/') && file.endsWith('.cast'))!;
	expect((await get(kept)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
	const page = await get('first-containers/');
	expect(page.headers.get('cache-control')).toBe('no-cache');
	const again = await get('first-containers/', {
		headers: { 'If-None-Match': page.headers.get('etag')! },
	});
	expect(again.status).toBe(304);
});

test('what is not there is the page for lost readers, and is not kept', async () => {
	const lost = readFileSync(path.join(DIST, '404.html'), 'utf8');
	for (const address of [
		'no/such/page',
		'_astro/gone.js',
		'_astro/',
		'/',
		'/no',
		'_headers',
		'_disk/page.js',
	]) {
		const answer = await get(address);
		expect(answer.status, address).toBe(404);
		expect(answer.headers.get('content-type'), address).toBe('text/html; charset=utf-8');
		expect(answer.headers.get('cache-control'), address).toBe('no-cache');
		expect(await answer.text(), address).toBe(lost);
	}
});

test('an address without its slash leads on, whatever a proxy has made of the path', async () => {
	for (const [address, location] of [
		['first-containers', 'first-containers/'],
		['first-containers?engine=docker', 'first-containers/?engine=docker'],
		[BASE.slice(0, -1), 'containers/'],
	] as const) {
		const answer = await get(address);
		expect(answer.status, address).toBe(301);
		expect(answer.headers.get('location'), address).toBe(location);
	}
});

test('it says that it is well, and writes down what was asked for, not by whom', async () => {
	expect(await (await fetch(new URL('/healthz', book.url))).text()).toBe('ok\n');
	await get('images/?engine=docker', { headers: { 'User-Agent': 'a-reader' } });
	const lines = (await book.log()).trimEnd().split('\n');
	expect(lines.at(-1)).toMatch(/^\S+ 200 GET \/books\/containers\/images\/ \d+$/u);
	expect(lines.join('\n')).not.toMatch(/127\.0\.0\.1|a-reader|healthz/u);
	expect((await get('', { method: 'POST' })).status).toBe(405);
});

test('a chapter replays from it, with nothing stopped by the policy', async ({ page }) => {
	const seen: string[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') seen.push(message.text());
	});
	page.on('response', (response) => {
		if (response.status() >= 400) seen.push(`${response.status()} ${response.url()}`);
	});
	await page.goto(`${book.url}first-containers`);
	await expect(page).toHaveURL(`${book.url}first-containers/`);
	await page.locator('[data-replay]:visible').first().click();
	await expect(page.getByRole('button', { name: /^(?:Pause|Play)/u }).first()).toBeVisible();
	expect(seen).toEqual([]);
});
