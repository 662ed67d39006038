import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { commandsFor, variantsOf } from '../src/examples/commands.ts';
import { exampleIdsIn } from '../src/examples/chapter.ts';
import { exampleOf } from './examples.ts';
import { blockOf, CHAPTERS, ENGINES } from './pages.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

function clipboard(page: Page) {
	return page.evaluate(() => navigator.clipboard.readText());
}

const FILES = {
	'first-containers/': 'content/chapters/07-first-containers.mdx',
	'work-with-a-running-container/': 'content/chapters/08-work-with-a-running-container.mdx',
} as Record<string, string>;

for (const engine of ENGINES) {
	for (const chapter of CHAPTERS) {
		test(`every block of ${chapter} copies what was executed on ${engine}`, async ({ page }) => {
			await page.goto(`${chapter}?engine=${engine}`);
			for (const id of exampleIdsIn(readFileSync(FILES[chapter]!, 'utf8'))) {
				const example = exampleOf(id);
				const steps = commandsFor(example, variantsOf(example).includes(engine) ? engine : 'linux');
				const block = blockOf(page, id.split('/')[1]!);
				await block.getByRole('button', { name: 'Copy', exact: true }).click();
				await expect(block.getByRole('status')).toHaveText('Copied.');
				expect(await clipboard(page)).toBe(steps.map(({ command }) => command).join('\n'));
			}
		});
	}
}

test('one command is copied alone, and so is a line of a session', async ({ page }) => {
	await page.goto(`${CHAPTERS[1]!}?engine=docker`);
	const [shell] = commandsFor(exampleOf('work-with-a-running-container/shell'), 'docker').filter(
		({ session }) => session,
	);
	const block = blockOf(page, 'shell');
	for (const text of [shell!.command, shell!.session!.inputs[0]!.type]) {
		await block.getByRole('button', { name: `Copy: ${text}`, exact: true }).click();
		await expect(block.getByRole('status')).toHaveText('Copied.');
		expect(await clipboard(page)).toBe(text);
	}
});

test('without a clipboard the older way copies', async ({ page }) => {
	await page.addInitScript(() => {
		navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
	});
	await page.goto(`${CHAPTERS[0]!}?engine=podman`);
	const block = blockOf(page, 'first-run');
	await block.getByRole('button', { name: 'Copy', exact: true }).click();
	await expect(block.getByRole('status')).toHaveText('Copied.');
	expect(await clipboard(page)).toContain('podman container run');
});

test('where the browser refuses altogether the text is offered, selected, and the reader told', async ({
	page,
}) => {
	await page.addInitScript(() => {
		navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
		Object.assign(document, { execCommand: () => false });
	});
	await page.goto(`${CHAPTERS[0]!}?engine=podman`);
	const button = blockOf(page, 'name-clash').getByRole('button', { name: 'Copy', exact: true });
	await button.click();
	const dialog = page.getByRole('dialog', { name: 'Copy by hand' });
	await expect(dialog).toContainText('The browser refused to copy.');
	const area = dialog.getByRole('textbox');
	await expect(area).toBeFocused();
	const text = commandsFor(exampleOf('first-containers/name-clash'), 'podman')
		.map(({ command }) => command)
		.join('\n');
	expect(
		await area.evaluate((element: HTMLTextAreaElement) =>
			element.value.slice(element.selectionStart, element.selectionEnd),
		),
	).toBe(text);
	await page.keyboard.press('Escape');
	await expect(dialog).toHaveCount(0);
	await expect(button).toBeFocused();
});

test('fenced code in prose is copied to the letter, and its tokens carry no style attributes', async ({
	page,
}) => {
	await page.goto('set-up/?engine=podman');
	const fence = page.locator('command-block.fenced:visible', { hasText: 'podman machine init' });
	await fence.getByRole('button', { name: 'Copy: this code' }).click();
	await expect(fence.getByRole('status')).toHaveText('Copied.');
	expect(await clipboard(page)).toBe('podman machine init\npodman machine start');
	await expect(page.locator('command-block.fenced [style]')).toHaveCount(0);
});

test('in Both, each engine has its own copy', async ({ page }) => {
	await page.goto(`${CHAPTERS[0]!}?engine=both`);
	const block = blockOf(page, 'name-clash');
	for (const [engine, label] of [
		['podman', 'Podman'],
		['docker', 'Docker'],
	] as const) {
		await block.getByRole('button', { name: `Copy for ${label}` }).click();
		await expect(block.getByRole('status')).toHaveText('Copied.');
		const steps = commandsFor(exampleOf('first-containers/name-clash'), engine);
		expect(await clipboard(page)).toBe(steps.map(({ command }) => command).join('\n'));
	}
});
