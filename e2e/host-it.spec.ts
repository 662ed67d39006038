import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { watchLayoutShift } from './pages.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');
const ARCHIVE = 'containers-by-example.tar.gz';
const PROGRAMS = ['curl', 'tar', 'python3'];
const missing = PROGRAMS.filter(
	(program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status !== 0,
);

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

let folder: string;
let server: ChildProcess | undefined;
test.beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'host-it-'));
});
test.afterEach(() => {
	server?.kill();
	server = undefined;
	rmSync(folder, { recursive: true });
});

const sectionOf = (page: Page) => page.locator('section.host-it');

async function copied(page: Page): Promise<string> {
	const section = sectionOf(page);
	await section.getByRole('button', { name: 'Copy: these commands' }).click();
	await expect(section.getByRole('status')).toHaveText('Copied.');
	return page.evaluate(() => navigator.clipboard.readText());
}

function filesIn(root: string): string[] {
	return readdirSync(root, { recursive: true, encoding: 'utf8' })
		.filter((file) => statSync(path.join(root, file)).isFile())
		.sort();
}

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const probe = createServer().listen(0, () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}

/** Runs commands that end with the book in a folder, and holds that against what was built. */
function unpack(commands: string): void {
	const { status, stderr } = spawnSync('sh', ['-e', '-c', commands], { cwd: folder, encoding: 'utf8' });
	expect(status, stderr).toBe(0);
	const unpacked = path.join(folder, 'containers-by-example');
	const files = filesIn(unpacked);
	expect(files).toEqual(filesIn(DIST).filter((file) => !file.startsWith(ARCHIVE)));
	const different = files.filter(
		(file) => !readFileSync(path.join(unpacked, file)).equals(readFileSync(path.join(DIST, file))),
	);
	expect(different).toEqual([]);
}

/** Runs a command that goes on, until what it serves answers. */
async function serve(command: string, port: number): Promise<string> {
	server = spawn('sh', ['-c', `exec ${command} ${port}`], { cwd: folder, stdio: 'ignore' });
	const root = `http://localhost:${port}/`;
	await expect(async () => expect((await fetch(root)).status).toBe(200)).toPass({ timeout: 20_000 });
	return root;
}

test('the commands that are copied fetch the book, unpack it and serve it', async ({ page, baseURL }) => {
	test.skip(missing.length > 0, `not on this machine: ${missing.join(', ')}`);
	await page.goto('');
	const text = await copied(page);
	expect(text).toBe(
		[
			`curl --fail --location --remote-name ${baseURL!}${ARCHIVE}`,
			`tar -xf ${ARCHIVE}`,
			'python3 -m http.server --directory containers-by-example',
		].join('\n'),
	);
	const code = sectionOf(page).locator('code[data-prompt]');
	expect(await code.evaluate((element) => element.textContent)).toBe(text);

	const [fetchIt, unpackIt, serveIt] = text.split('\n');
	unpack(`${fetchIt!}\n${unpackIt!}`);

	const root = await serve(serveIt!, await freePort());
	for (const file of ['', 'first-containers/', 'search-index.json', 'index.md']) {
		const answer = await fetch(`${root}${file}`);
		expect(answer.status, file).toBe(200);
		const name = file === '' || file.endsWith('/') ? `${file}index.html` : file;
		expect(await answer.text()).toBe(readFileSync(path.join(DIST, name), 'utf8'));
	}

	// The copy is a whole book, but the archive is not within itself: the page no longer offers it.
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	await page.goto(root);
	const section = sectionOf(page);
	await section.scrollIntoViewIfNeeded();
	await expect(section).toContainText('You are reading a copy');
	await expect(section.getByRole('link', { name: 'Download the archive' })).toHaveCount(0);
	expect(await copied(page)).toBe(serveIt);
	await page.goto(`${root}first-containers/`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('First containers');
	expect(faults).toEqual([]);
});

for (const width of [360, 768, 1440]) {
	test(`the address moves nothing at ${width} px`, async ({ page }) => {
		const shift = await watchLayoutShift(page);
		await page.setViewportSize({ width, height: 800 });
		await page.goto('');
		await sectionOf(page).scrollIntoViewIfNeeded();
		await page.waitForLoadState('networkidle');
		expect(await shift()).toEqual({ value: 0, all: 0 });
		// Arriving at the section itself.
		await page.goto('glossary/');
		await page.goto('#host-it-yourself');
		await expect(sectionOf(page)).toBeInViewport();
		expect(await shift()).toEqual({ value: 0, all: 0 });
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
	});
}

test('opened from its folder, the page offers what is left to do', async ({ page }) => {
	await page.goto(pathToFileURL(path.join(DIST, 'index.html')).href);
	const section = sectionOf(page);
	await expect(section).toContainText('You have the folder already');
	await expect(section).not.toContainText('curl');
	await expect(section.locator('.command')).toHaveAttribute(
		'data-command',
		'python3 -m http.server --directory containers-by-example',
	);
});

test.describe('with scripts off', () => {
	test.use({ javaScriptEnabled: false });

	test('the archive is a link, and the commands are those that follow', async ({ page }) => {
		await page.goto('');
		const section = sectionOf(page);
		const code = section.locator('code[data-prompt]');
		await expect(code).toContainText(`tar -xf ${ARCHIVE}`);
		await expect(code).toContainText('python3 -m http.server');
		await expect(code).not.toContainText('curl');
		await expect(section.locator('.download')).toHaveText(/^Download the archive \(\d+\.\d MB\)$/u);
		const downloading = page.waitForEvent('download');
		await section.getByRole('link', { name: 'Download the archive' }).click();
		const download = await downloading;
		expect(download.suggestedFilename()).toBe(ARCHIVE);
		test.skip(missing.length > 0, `not on this machine: ${missing.join(', ')}`);
		await download.saveAs(path.join(folder, ARCHIVE));
		unpack(`tar -xf ${ARCHIVE}`);
	});
});
