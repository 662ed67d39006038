import { expect, test, type Locator, type Page } from '@playwright/test';
import { commandsFor } from '../src/examples/commands.ts';
import { exampleOf } from './examples.ts';
import { blockOf, CHAPTERS, ENGINES } from './pages.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const [FIRST, SECOND] = CHAPTERS as [string, string];
const LABELS = { podman: 'Podman', docker: 'Docker' } as const;

/** An example whose commands and outputs differ, and one whose outputs do. */
const EXAMPLE = 'name-clash';

const example = (name: string) => exampleOf(`first-containers/${name}`);

/** Where the two variants of a block’s first step stand. */
async function sides(block: Locator) {
	const [podman, docker] = await Promise.all(
		ENGINES.map((engine) =>
			block.locator(`.variant[data-step="0"][data-for-engine="${engine}"]`).boundingBox(),
		),
	);
	return { podman: podman!, docker: docker! };
}

async function openBoth(page: Page, path = FIRST) {
	await page.goto(`${path}?engine=both`);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'both');
}

test('Both is chosen by its radio button, held by the address and by storage', async ({ page }) => {
	await page.goto(FIRST);
	await blockOf(page, EXAMPLE).getByRole('radio', { name: 'Both' }).check({ force: true });
	await expect(page).toHaveURL(/\?engine=both$/u);
	for (const radio of await page.getByRole('radio', { name: 'Both' }).all())
		await expect(radio).toBeChecked();
	await expect(page.locator('[data-choice-status]')).toHaveText('The book shows Podman and Docker.');
	await page.goto(SECOND);
	await expect(page.locator('html')).toHaveAttribute('data-engine', 'both');
	// Nothing of either engine is away.
	await expect(page.locator('main [data-for-engine][hidden]')).toHaveCount(0);
});

test('the engines stand in two columns where there is room, step beside step', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await openBoth(page);
	const { podman, docker } = await sides(blockOf(page, EXAMPLE));
	expect(docker.y).toBeCloseTo(podman.y, 0);
	expect(docker.x).toBeGreaterThanOrEqual(podman.x + podman.width - 1);
	expect(docker.width).toBeCloseTo(podman.width, -1);
	// The heads of the columns name them.
	for (const engine of ENGINES)
		await expect(
			blockOf(page, EXAMPLE).locator(`.tools [data-for-engine="${engine}"] > .variant-label`),
		).toHaveText(LABELS[engine]);
});

test('on a phone they stand one upon the other, each under its name, and nothing sticks out', async ({
	page,
}) => {
	await page.setViewportSize({ width: 360, height: 780 });
	for (const path of CHAPTERS) {
		await openBoth(page, path);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
	}
	await openBoth(page);
	const block = blockOf(page, EXAMPLE);
	const { podman, docker } = await sides(block);
	expect(docker.x).toBeCloseTo(podman.x, 0);
	expect(docker.y).toBeGreaterThanOrEqual(podman.y + podman.height - 1);
	for (const engine of ENGINES) {
		const label = block.locator(`.variant[data-step="0"][data-for-engine="${engine}"] > .variant-label`);
		await expect(label).toBeVisible();
		await expect(label).toHaveText(LABELS[engine]);
	}
});

test('each engine’s Copy copies that engine’s commands', async ({ page }) => {
	await openBoth(page);
	const block = blockOf(page, EXAMPLE);
	for (const engine of ENGINES) {
		await block.getByRole('button', { name: `Copy for ${LABELS[engine]}`, exact: true }).click();
		const steps = commandsFor(example(EXAMPLE), engine);
		await expect
			.poll(() => page.evaluate(() => navigator.clipboard.readText()))
			.toBe(steps.map(({ command }) => command).join('\n'));
		await expect(block.getByRole('status')).toHaveText('Copied.');
	}
});

test('each engine’s Replay plays that engine’s recording', async ({ page }) => {
	const loaded: string[] = [];
	page.on('request', (request) => loaded.push(request.url()));
	await openBoth(page);
	const block = blockOf(page, EXAMPLE);
	for (const engine of ENGINES) {
		loaded.length = 0;
		await block.getByRole('button', { name: `Replay for ${LABELS[engine]}`, exact: true }).click();
		await expect(block.getByRole('group', { name: 'Replay controls' })).toBeVisible();
		const casts = loaded.filter((url) => url.includes('.cast'));
		expect(casts.length).toBeGreaterThan(0);
		for (const cast of casts) expect(cast).toContain(`name-clash.${engine}`);
		await block.getByRole('button', { name: 'Close the replay', exact: true }).click();
		await expect(block.getByRole('group', { name: 'Replay controls' })).toHaveCount(0);
	}
});

test('the controls of an open replay stay in view when Both makes its block taller, and come back', async ({
	page,
}) => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.goto(`${FIRST}?engine=docker`);
	const block = blockOf(page, EXAMPLE);
	const controls = block.getByRole('group', { name: 'Replay controls' });
	const footer = block.locator('footer > .controls');
	await block.evaluate((element) => scrollBy({ top: element.getBoundingClientRect().top - 120 }));
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	await expect(controls).toBeVisible();
	await expect(footer).toHaveCount(1);
	await block.getByRole('radio', { name: 'Both' }).check({ force: true });
	await expect(footer).toHaveCount(0);
	await expect(controls).toBeInViewport({ ratio: 1 });
	await block.getByRole('radio', { name: 'Docker' }).check({ force: true });
	await expect(footer).toHaveCount(1);
	await expect(controls).toBeInViewport({ ratio: 1 });
});

test('the words that differ are marked, by a line under them too; with one engine they are plain', async ({
	page,
}) => {
	await openBoth(page);
	const marks = page.locator('main mark.differs:visible');
	expect(await marks.count()).toBeGreaterThan(20);
	const look = () =>
		marks.first().evaluate((mark) => {
			const { textDecorationLine, backgroundColor } = getComputedStyle(mark);
			return { line: textDecorationLine, filled: !/^rgba\(.*, 0\)$|transparent/u.test(backgroundColor) };
		});
	expect(await look()).toEqual({ line: 'underline', filled: true });

	// The word that Podman alone prints is marked on its side, and not on the other.
	const block = blockOf(page, EXAMPLE);
	const marked = async (engine: string) =>
		(await block.locator(`[data-for-engine="${engine}"] mark.differs`).allTextContents()).join(' ');
	expect(await marked('docker')).toContain('Conflict');
	expect(await marked('podman')).not.toContain('Conflict');

	await block.getByRole('radio', { name: 'Docker' }).check({ force: true });
	expect(await look()).toEqual({ line: 'none', filled: false });
});

test('why the engines differ stands in every block that has it', async ({ page }) => {
	await openBoth(page);
	const sentences = page.locator('command-block > .difference');
	expect(await sentences.count()).toBeGreaterThan(5);
	for (const sentence of await sentences.all()) {
		await expect(sentence).toBeVisible();
		await expect(sentence).toContainText(/^\s*The engines differ: \S/u);
	}
	// It is said; a button that opens it would say it twice.
	await expect(page.locator('command-block .differ:visible')).toHaveCount(0);
});

test('a word of a sentence names both, and paragraphs of one engine say whose they are', async ({ page }) => {
	await openBoth(page);
	const words = await page.locator('main p .engine-word:not(:has(code))').allInnerTexts();
	expect(words.length).toBeGreaterThan(1);
	expect(new Set(words.map((text) => text.replaceAll(/\s+/gu, ' ').trim()))).toEqual(
		new Set(['Podman or Docker']),
	);
	const paragraphs = page.locator('main .only[data-for-engine]');
	expect(await paragraphs.count()).toBeGreaterThan(1);
	for (const paragraph of await paragraphs.all()) {
		const engine = (await paragraph.getAttribute('data-for-engine')) as (typeof ENGINES)[number];
		await expect(paragraph).toBeVisible();
		await expect(paragraph.locator('> .variant-label')).toBeVisible();
		await expect(paragraph.locator('> .variant-label')).toHaveText(LABELS[engine]);
	}
});

test('the engine that replays is told by its pressed button; the other’s takes its place, the same again ends it', async ({
	page,
}) => {
	await page.goto(`${FIRST}?engine=both`);
	const block = blockOf(page, 'name-clash');
	const podman = block.getByRole('button', { name: 'Replay for Podman' });
	const docker = block.getByRole('button', { name: 'Replay for Docker' });
	const commands = block.locator('.replay-commands');
	await podman.click();
	await expect(commands).toContainText('podman container run');
	await expect(podman).toHaveAttribute('aria-pressed', 'true');
	await docker.click();
	await expect(commands).toContainText('docker container run');
	await expect(docker).toHaveAttribute('aria-pressed', 'true');
	await expect(podman).not.toHaveAttribute('aria-pressed', 'true');
	await expect(commands).toHaveCount(1);
	await docker.click();
	await expect(commands).toHaveCount(0);
});
