import { AxeBuilder } from '@axe-core/playwright';
import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { sourceTime } from '../src/archive/source-time.ts';
import { editionPath, pdfFile } from '../src/edition/address.ts';
import { engineById, type EngineId } from '../src/engines/engines.ts';
import { exampleIdsIn } from '../src/examples/chapter.ts';
import { commandsFor, typedTexts, variantsOf } from '../src/examples/commands.ts';
import { PARTS } from '../src/examples/parts.ts';
import { exampleOf } from './examples.ts';
import { ENGINES } from './pages.ts';

const CHAPTER_FILES = readdirSync('content/chapters').sort();
/** The chapters’ titles, in their order. */
const TITLES = CHAPTER_FILES.map(
	(file) => /^title: (.*)$/mu.exec(readFileSync(`content/chapters/${file}`, 'utf8'))![1]!,
);

/** All that is typed in the book on one engine, in its order. */
function typedOn(engine: EngineId): string[] {
	return CHAPTER_FILES.flatMap((file) =>
		exampleIdsIn(readFileSync(`content/chapters/${file}`, 'utf8')).flatMap((id) => {
			const example = exampleOf(id);
			const variant = variantsOf(example).includes(engine) ? engine : 'linux';
			return typedTexts(commandsFor(example, variant)).filter((text) => text !== '^C');
		}),
	);
}
const otherThan = (engine: EngineId) => ENGINES.find((id) => id !== engine)!;

for (const engine of ENGINES) {
	test.describe(`the edition for ${engine}`, () => {
		test('has all commands of the book, to the letter and in order, and needs no script', async ({
			page,
		}) => {
			const asked: string[] = [];
			page.on('request', (request) => {
				if (request.resourceType() === 'script') asked.push(request.url());
			});
			await page.goto(editionPath(engine));
			const commands = await page.locator('command-block:not(.fenced) .command code').allTextContents();
			expect(commands).toEqual(typedOn(engine));
			await expect(page.locator('script, button, input')).toHaveCount(0);
			expect(asked).toEqual([]);
		});

		test('fits a phone, asks nobody else for anything, and breaks no rule of its own', async ({ page }) => {
			const seen: string[] = [];
			page.on('request', (request) => {
				if (new URL(request.url()).hostname !== 'localhost') seen.push(request.url());
			});
			page.on('console', (message) => {
				if (message.type() === 'error') seen.push(message.text());
			});
			await page.setViewportSize({ width: 320, height: 780 });
			await page.goto(editionPath(engine));
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
			expect(seen).toEqual([]);
		});

		test('leads to its PDF, and to the site', async ({ page, request }) => {
			await page.goto(editionPath(engine));
			const link = page.getByRole('link', { name: 'The same as a PDF' });
			const { pages } = await openPdf(engine);
			await expect(page.locator('.forms')).toContainText(`${pages.length} pages`);
			const response = await request.get(new URL((await link.getAttribute('href'))!, page.url()).href);
			expect(response.headers()['content-type']).toBe('application/pdf');
			await page.getByRole('link', { name: 'Read it page by page' }).click();
			await expect(page.getByRole('heading', { level: 1 })).toContainText('Containers by');
		});
	});

	test.describe(`the PDF for ${engine}`, () => {
		test('says what it is, and is for those who do not see it too', async () => {
			const { file } = await openPdf(engine);
			expect(file.getTitle()).toBe(`Containers by Example, for ${engineById(engine).label}`);
			expect(file.getCreationDate()).toEqual(sourceTime());
			expect(file.catalog.lookup(PDFName.of('Lang'), PDFString).decodeText()).toBe('en-GB');
			expect(file.catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).toBe(
				'true',
			);
		});

		test('has an outline: contents, parts, and in them their chapters', async () => {
			const { file } = await openPdf(engine);
			const outline = file.catalog.lookup(PDFName.of('Outlines'), PDFDict);
			const parts = entriesOf(outline);
			expect(parts.map(titleOf)).toEqual(['Contents', ...PARTS.map(({ label }) => label), 'Reference']);
			expect(parts.flatMap(entriesOf).map(titleOf).slice(0, TITLES.length)).toEqual(TITLES);
		});

		test('has the true numbers of pages in its contents, at the foot of the pages and in the text', async () => {
			const { pages } = await openPdf(engine);
			const contents = pages.slice(1, 6).join('');
			for (const [index, title] of TITLES.entries()) {
				const name = `${index + 1}. ${title}`;
				// In two columns: what follows in the line may be a number too.
				const number = contents.split(`${name} `)[1]!.trim().split(/\s/u)[0]!;
				const page = pages[Number(number) - 1]!;
				expect(squeeze(page), `${name} on page ${number}`).toContain(
					squeeze(`Chapter ${index + 1} ${title}`),
				);
				expect(page.trimEnd().split(/\s+/u).at(-1)).toBe(number);
			}
			const network = pages.findIndex((page) => squeeze(page).includes(squeeze('Chapter 11 Networking')));
			expect(squeeze(pages.join(''))).toContain(squeeze(`Networking (page ${network + 1})`));
		});

		test('has no empty page, the cheat sheet on one, and weighs what can be sent', async () => {
			const { pages, bytes } = await openPdf(engine);
			expect(pages.length).toBeGreaterThan(200);
			const empty = pages.flatMap((page, index) => (squeeze(page).length < 80 ? [index + 1] : []));
			expect(empty).toEqual([]);
			// By what stands at their heads.
			expect(pages.filter((page) => /^[^\n]*Cheat sheet\n/u.test(page.trimStart()))).toHaveLength(1);
			expect(bytes).toBeLessThan(6_000_000);
		});

		test('has this engine’s commands, and none that only the other has', async () => {
			const { pages } = await openPdf(engine);
			const text = squeeze(pages.map(withoutEdges).join(''));
			const own = typedOn(engine).map(squeeze);
			expect(own.filter((command) => !text.includes(command))).toEqual([]);
			const others = typedOn(otherThan(engine)).map((command) => `$${squeeze(command)}`);
			expect(
				others.filter(
					(command) => !own.some((mine) => `$${mine}`.startsWith(command)) && text.includes(command),
				),
			).toEqual([]);
		});
	});
}

test('axe finds nothing in an edition', async ({ page }) => {
	test.slow();
	await page.goto(editionPath('podman'));
	// What is new here, and one page of each kind: the whole book would take minutes, and is looked at page by page.
	const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
	for (const part of [
		'.title-page',
		'.contents',
		'.part > header',
		'#why-containers',
		'#commands',
		'#glossary',
	])
		axe.include(part);
	const { violations } = await axe.analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
});

test('a page’s menu and the first page lead to it, as the engine is chosen', async ({ page }) => {
	await page.goto('first-containers/?engine=docker');
	await page.locator('.page-tools summary').click();
	await page.getByRole('link', { name: 'The whole book on one page' }).click();
	await expect(page.locator('.title-page .for')).toHaveText('The edition for Docker');
	await page.goto('');
	await page.locator('.on-paper').getByRole('link', { name: 'for Podman' }).click();
	await expect(page.locator('.title-page .for')).toHaveText('The edition for Podman');
});

/** A PDF of the build: as a file, and the text of each page as it is laid out. */
async function openPdf(engine: EngineId): Promise<{ file: PDFDocument; pages: string[]; bytes: number }> {
	const path = `dist/${editionPath(engine)}${pdfFile(engine)}`;
	const { stdout, error } = spawnSync('pdftotext', ['-layout', path, '-'], {
		encoding: 'utf8',
		maxBuffer: 64e6,
	});
	test.skip(error !== undefined, 'pdftotext is not installed');
	const bytes = readFileSync(path);
	return {
		file: await PDFDocument.load(bytes, { updateMetadata: false }),
		pages: stdout.split('\f').slice(0, -1),
		bytes: bytes.length,
	};
}

/** Without what stands at the head and at the foot of a page. */
function withoutEdges(page: string): string {
	return page.trim().split('\n').slice(1, -1).join('\n');
}

/** Where a line wraps is not known, and what leads from an entry to its number is drawn. */
function squeeze(text: string): string {
	return text.normalize('NFKC').replaceAll(/\s+/gu, '');
}

function entriesOf(parent: PDFDict): PDFDict[] {
	const entries: PDFDict[] = [];
	for (
		let entry = parent.lookupMaybe(PDFName.of('First'), PDFDict);
		entry;
		entry = entry.lookupMaybe(PDFName.of('Next'), PDFDict)
	)
		entries.push(entry);
	return entries;
}

function titleOf(entry: PDFDict): string {
	const title = entry.lookup(PDFName.of('Title'));
	return title instanceof PDFHexString || title instanceof PDFString ? title.decodeText() : '';
}
