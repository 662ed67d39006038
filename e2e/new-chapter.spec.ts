import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';

/** What an author does with `npm run new`, in a copy of the repository: it begins, previews, writes; only then comes the recorder. */

const NODE = process.execPath;
const ASTRO = path.resolve('node_modules/astro/bin/astro.mjs');

let copy: string;
let server: ChildProcess | undefined;

test.beforeAll(() => {
	// Within the repository, so that the packages are found, in a folder that git leaves out and that is watched for changes.
	mkdirSync('.astro', { recursive: true });
	copy = mkdtempSync(path.resolve('.astro/book-'));
	const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
		encoding: 'utf8',
		maxBuffer: 2 ** 26,
	});
	const files = stdout.split('\0').filter((file) => file && !file.startsWith('e2e/'));
	for (const file of files) cpSync(file, path.join(copy, file), { recursive: true, force: true });
});

test.afterAll(() => {
	server?.kill();
	rmSync(copy, { recursive: true, force: true });
});

test('a new chapter is previewed before it is recorded, and a build refuses it until then', async ({
	page,
}) => {
	// A server that starts, and a build.
	test.setTimeout(300_000);
	expect(run('scripts/new.ts', 'chapter', 'pods-in-depth', 'Pods in depth').status).toBe(0);
	expect(run('scripts/new.ts', 'example', 'pods-in-depth/list', 'List pods').status).toBe(0);
	const again = run('scripts/new.ts', 'example', 'pods-in-depth/list', 'List pods');
	expect(again.status).toBe(1);
	expect(again.stderr).toContain('content/examples/pods-in-depth/list.yaml');

	const address = await serve();
	await page.goto(`${address}pods-in-depth/`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pods in depth');
	await expect(page.getByRole('navigation', { name: 'Main' }).getByText('Pods in depth')).toBeVisible();
	const block = page.getByRole('group', { name: 'List pods', exact: true });
	await expect(block.getByText('Not recorded yet')).toBeVisible();
	await expect(block).toContainText('npm run record -- pods-in-depth/list');
	await expect(block.locator('[data-command]:visible')).toHaveAttribute(
		'data-command',
		'podman container run --rm alpine:3 echo hello',
	);
	await expect(block.getByRole('button', { name: 'Replay' })).toHaveCount(0);

	// What the author writes comes to the page.
	const file = path.join(copy, 'content/examples/pods-in-depth/list.yaml');
	writeFileSync(file, readFileSync(file, 'utf8').replaceAll('hello', 'changed'));
	await expect(async () => {
		await page.reload();
		await expect(block.locator('[data-command]:visible')).toContainText('echo changed', { timeout: 500 });
	}).toPass({ timeout: 20_000 });

	// A recorded chapter is as it is in the book, and so are the pages that count the recordings.
	await page.goto(`${address}first-containers/`);
	await expect(page.getByRole('button', { name: /^Replay/u }).first()).toBeVisible();
	for (const other of ['', 'about-the-recordings/', 'commands/'])
		expect((await page.goto(address + other))?.status(), other).toBe(200);
	server!.kill();

	const build = run(ASTRO, 'build');
	expect(build.status).not.toBe(0);
	expect(build.stderr).toMatch(/pods-in-depth\/[\w-]+ has no recording on podman/u);
});

function run(script: string, ...words: string[]) {
	return spawnSync(NODE, [script, ...words], { cwd: copy, encoding: 'utf8', env: environment() });
}

/** Starts `npm run dev` on a free port; resolves with its address once it answers. */
async function serve(): Promise<string> {
	const port = await freePort();
	server = spawn(NODE, [ASTRO, 'dev', '--port', String(port)], {
		cwd: copy,
		env: environment(),
		stdio: 'ignore',
	});
	const address = `http://localhost:${port}/`;
	await expect(async () => {
		expect((await fetch(address)).status).toBe(200);
	}).toPass({ timeout: 60_000 });
	return address;
}

/** Without what the test runner sets for itself, and without counting its users. */
function environment(): NodeJS.ProcessEnv {
	return { ...process.env, NODE_ENV: undefined, ASTRO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' };
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const probe = createServer().listen(0, () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => {
				resolve(port);
			});
		});
	});
}
