import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { commandsFor, variantsOf } from '../src/examples/commands.ts';
import { exampleIdsIn } from '../src/examples/chapter.ts';
import { parseExample, parseValues } from '../src/examples/parse.ts';
import { blockOf, CHAPTERS, ENGINES } from './pages.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

function clipboard(page: Page) {
	return page.evaluate(() => navigator.clipboard.readText());
}

const VALUES = parseValues(readFileSync('content/values.yaml', 'utf8'), 'content/values.yaml');

function exampleOf(id: string) {
	const file = `content/examples/${id}.yaml`;
	return parseExample(readFileSync(file, 'utf8'), file, VALUES);
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

test('where the browser refuses altogether the command is selected and the reader told', async ({ page }) => {
	await page.addInitScript(() => {
		navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
		Object.assign(document, { execCommand: () => false });
	});
	await page.goto(`${CHAPTERS[0]!}?engine=podman`);
	const block = blockOf(page, 'first-run');
	await block
		.getByRole('button', { name: /^Copy: /u })
		.first()
		.click();
	await expect(block.getByRole('status')).toContainText('refused');
	expect(await page.evaluate(() => String(getSelection()))).toBe(
		commandsFor(exampleOf('first-containers/first-run'), 'podman')[0]!.command,
	);
});
