import { AxeBuilder } from '@axe-core/playwright';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { bodyOf } from '../src/chapter-script/generate.ts';
import { isOfTheBook } from '../src/examples/book-pages.ts';
import { chapterOf, exampleIdsIn } from '../src/examples/chapter.ts';
import { commandsFor, typedTexts, variantsOf } from '../src/examples/commands.ts';
import { exampleOf } from './examples.ts';
import { CHAPTERS, ENGINES, PAGES } from './pages.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

type EngineId = (typeof ENGINES)[number];
const [FIRST] = CHAPTERS as [string];
const BOOK = PAGES.filter((page) => isOfTheBook(page.replace(/\.html$/u, ''))).map(
	(page) => page.replace('/', '') || 'index',
);
const read = (file: string) => readFileSync(`dist/${file}`, 'utf8');

/** What is typed in a chapter, without Ctrl-C. */
function typedIn(file: string, engine: EngineId): string[] {
	return exampleIdsIn(readFileSync(`content/chapters/${file}`, 'utf8')).flatMap((id) => {
		const example = exampleOf(id);
		const variant = variantsOf(example).includes(engine) ? engine : 'linux';
		return typedTexts(commandsFor(example, variant)).filter((text) => text !== '^C');
	});
}
const CHAPTER_FILES = readdirSync('content/chapters').map((file) => ({
	file,
	// `07-first-containers.mdx`
	name: file.replace(/^\d+-|\.mdx$/gu, ''),
}));

/** Code between fences. */
function fencedIn(markdown: string, language: string): string[] {
	return [...markdown.matchAll(/^(`{3,})(\w*)\n([\s\S]*?)\n?\1$/gmu)]
		.filter(([, , own]) => own === language)
		.map(([, , , code]) => code!);
}

test('every page is there as Markdown, for all engines and for each, without anything of HTML', () => {
	const wrong = BOOK.flatMap((page) =>
		['', '.podman', '.docker']
			.map((engine) => `${page}${engine}.md`)
			.filter((file) => {
				if (!existsSync(`dist/${file}`)) return true;
				const prose = read(file)
					.replace(/^(`{3,})\w*\n[\s\S]*?\n?\1$/gmu, '')
					.replace(/(`+)[\s\S]*?\1/gu, '');
				return !prose.startsWith('# ') || /(?<!\\)<\/?[a-z]|undefined|\[object|\]\\\(/u.test(prose);
			}),
	);
	expect(wrong).toEqual([]);
	expect(BOOK.length).toBeGreaterThan(20);
});

test('every link in the Markdown leads to a file of the same engine, and to a heading of it', () => {
	const proseOf = (file: string) => read(file).replace(/^( *)(`{3,})\w*\n[\s\S]*?\n\1\2$/gmu, '');
	const placesOf = new Map<string, string[]>();
	/** As GitHub and most others make the places of headings. */
	const placesIn = (file: string) => {
		const known = placesOf.get(file);
		if (known) return known;
		const made = [...proseOf(file).matchAll(/^#+ (.*)$/gmu)].map(([, heading]) =>
			heading!
				.toLowerCase()
				.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
				.replaceAll(' ', '-'),
		);
		placesOf.set(file, made);
		return made;
	};
	const faults: string[] = [];
	let places = 0;
	for (const file of BOOK.flatMap((page) =>
		['', '.podman', '.docker'].map((engine) => `${page}${engine}.md`),
	)) {
		const engine = /\.\w+\.md$/u.exec(file)?.[0] ?? '.md';
		for (const [, link] of proseOf(file)
			.replace(/(`+)[\s\S]*?\1/gu, '')
			.matchAll(/\]\(([^)]*)\)/gu)) {
			if (/^https?:/u.test(link!)) continue;
			const [target = '', place] = link!.split('#');
			const page = target || file;
			// The whole book on one page, and where recordings come from, is there for browsers alone.
			if (/^(?:print|about-the-recordings)\/[\w-]+\/$/u.test(page)) continue;
			if (!existsSync(`dist/${page}`) || page.endsWith('/')) faults.push(`${file}: ${link!}`);
			if (page.endsWith('.md') && (/\.\w+\.md$/u.exec(page)?.[0] ?? '.md') !== engine)
				faults.push(`${file}: ${link!} is another engine’s`);
			if (place === undefined) continue;
			places += 1;
			if (!placesIn(page).includes(decodeURIComponent(place)))
				faults.push(`${file}: ${link!} has no heading`);
		}
	}
	expect(faults).toEqual([]);
	expect(places).toBeGreaterThan(1000);
});

for (const engine of ENGINES)
	test(`a chapter as Markdown for ${engine} has its commands, to the letter and in order, and no other’s`, () => {
		for (const { file, name } of CHAPTER_FILES) {
			expect(chapterOf(file), file).toBeDefined();
			const fences = fencedIn(read(`${name}.${engine}.md`), 'sh');
			const typed = typedIn(file, engine);
			expect(
				fences.filter((code) => typed.includes(code)),
				name,
			).toEqual(typed);
			const other = ENGINES.find((id) => id !== engine)!;
			const foreign = typedIn(file, other).filter((text) => !typed.includes(text));
			expect(
				fences.filter((code) => foreign.includes(code)),
				name,
			).toEqual([]);
			expect(read(`${name}.md`).split('\n'), name).toContain(
				`**${engine === 'podman' ? 'Podman' : 'Docker'}**`,
			);
		}
	});

test('the book in short leads to every page, script and text, and the whole book has every chapter’s commands', () => {
	const summary = read('llms.txt');
	const links = [...summary.matchAll(/\]\((?!https:)([^)]+)\)/gu)].map(([, link]) => link!);
	expect(links.filter((link) => !existsSync(`dist/${link}`))).toEqual([]);
	const pages = BOOK.filter((page) => page !== 'index').map((page) => `${page}.md`);
	expect(pages.filter((page) => !links.includes(page))).toEqual([]);
	for (const engine of ENGINES) {
		const text = read(`llms-full.${engine}.txt`);
		const scripts = CHAPTER_FILES.map(({ name }) => `${name}.${engine}.sh`);
		expect(scripts.filter((script) => !links.includes(script))).toEqual([]);
		const fences = fencedIn(text, 'sh');
		const typed = CHAPTER_FILES.flatMap(({ file }) => typedIn(file, engine));
		const all = new Set(typed);
		// Chapters stand in the order of the book; the reference pages have no commands of examples.
		expect(fences.filter((code) => all.has(code))).toEqual(typed);
	}
	expect(read('llms-full.txt')).toContain('**Docker**');
});

test('each page says where it is as Markdown', async ({ page, request }) => {
	for (const path of ['', FIRST]) {
		await page.goto(path);
		const link = page.locator('link[rel="alternate"][type="text/markdown"]');
		const href = await link.evaluate((element: HTMLLinkElement) => element.href);
		expect(await (await request.get(href)).text()).toMatch(/^# /u);
	}
});

async function openTools(page: Page, path = FIRST) {
	await page.goto(path);
	await page.locator('.page-tools summary').focus();
	await page.keyboard.press('Enter');
	await expect(page.locator('.page-tools .panel')).toBeVisible();
	return page.locator('.page-tools');
}

for (const engine of ENGINES)
	test(`the commands and the text for ${engine} are copied and downloaded`, async ({ page }) => {
		const label = engine === 'podman' ? 'Podman' : 'Docker';
		const tools = await openTools(page, `${FIRST}?engine=${engine}`);
		const script = read(`first-containers.${engine}.sh`);

		await tools.getByRole('button', { name: `Copy all commands for ${label}` }).click();
		await expect(tools.getByRole('status')).toHaveText('Copied.');
		expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(bodyOf(script));

		await tools.getByRole('button', { name: `Copy page as Markdown, for ${label}` }).click();
		await expect
			.poll(() => page.evaluate(() => navigator.clipboard.readText()))
			.toBe(read(`first-containers.${engine}.md`));

		const downloading = page.waitForEvent('download');
		await tools.getByRole('link', { name: `Download them as a script for ${label}` }).click();
		const download = await downloading;
		expect(download.suggestedFilename()).toBe(`first-containers.${engine}.sh`);
		expect(readFileSync(await download.path(), 'utf8')).toBe(script);

		// What is not for the chosen engine is not offered.
		await expect(
			tools.getByText(engine === 'podman' ? /for Docker/u : /for Podman/u).locator('visible=true'),
		).toHaveCount(0);
	});

test('a script is not offered where there are no commands', async ({ page }) => {
	const tools = await openTools(page, 'glossary/');
	await expect(tools.getByRole('button', { name: /^Copy page/u })).toBeVisible();
	await expect(tools.getByText(/commands|script/u)).toHaveCount(0);
});

test('where the browser refuses to copy, the script is offered, selected', async ({ page }) => {
	await page.addInitScript(() => {
		navigator.clipboard.write = () => Promise.reject(new Error('refused'));
		navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
		Object.assign(document, { execCommand: () => false });
	});
	const tools = await openTools(page, `${FIRST}?engine=podman`);
	await tools.getByRole('button', { name: /^Copy all/u }).click();
	const dialog = page.getByRole('dialog', { name: 'Copy by hand' });
	await expect(dialog.getByRole('textbox')).toHaveValue(bodyOf(read('first-containers.podman.sh')));
	await expect(dialog.getByRole('textbox')).toBeFocused();
});

test('a copied chapter has the reader’s values, and is still a script', async ({ page }) => {
	await page.addInitScript(() => localStorage.setItem('values', JSON.stringify({ 'web-port': '9090' })));
	const tools = await openTools(page, 'work-with-a-running-container/?engine=podman');
	await expect(page.locator('[data-filled]').first()).toBeAttached();
	await tools.getByRole('button', { name: /^Copy all/u }).click();
	await expect(tools.getByRole('status')).toHaveText('Copied.');
	const script = await page.evaluate(() => navigator.clipboard.readText());
	expect(script).toContain('\npodman container run --detach --name web-server --publish 9090:80');
	expect(script).toContain("printf '%s\\n' '$ curl --silent http://localhost:9090 | grep title'");
	expect(script).not.toContain('8080');
	expect(spawnSync('sh', ['-n'], { input: script }).status).toBe(0);
});

test('where the file cannot be loaded, the reader is told', async ({ page }) => {
	await page.route('**/*.sh', (route) => route.fulfill({ status: 503 }));
	const tools = await openTools(page, `${FIRST}?engine=podman`);
	await tools.getByRole('button', { name: /^Copy all/u }).click();
	await expect(tools.getByRole('status')).toContainText('Nothing was copied');
	await expect(tools.getByRole('status')).toContainText('503');
});

test('a press that comes before the script of the menu is not lost', async ({ page }) => {
	await page.route('**/page-tools.*.js', async (route) => {
		await new Promise((resolve) => setTimeout(resolve, 1000));
		await route.continue();
	});
	const tools = await openTools(page, `${FIRST}?engine=podman`);
	await tools.getByRole('button', { name: /^Copy all/u }).click();
	await expect(tools.getByRole('status')).toHaveText('Copied.');
});

test('Escape closes the menu and gives the focus back, and so does a press elsewhere', async ({ page }) => {
	const tools = await openTools(page);
	// Its script comes when it opens.
	await page.waitForLoadState('networkidle');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Escape');
	await expect(tools.locator('.panel')).toBeHidden();
	await expect(tools.locator('summary')).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(tools.locator('.panel')).toBeVisible();
	await page.locator('h1').click();
	await expect(tools.locator('.panel')).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const)
	test(`axe finds nothing in the open menu in ${colorScheme}, and it fits a phone`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 360, height: 780 });
		await openTools(page);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
		const { violations } = await new AxeBuilder({ page }).include('.page-tools').analyze();
		expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
	});

test.describe('on a touch screen', () => {
	test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 780 } });

	test('everything in the menu is large enough for a finger', async ({ page }) => {
		const tools = await openTools(page);
		for (const target of await tools.locator('summary, li a, li button').locator('visible=true').all())
			expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(44);
	});
});

test.describe('with scripts off', () => {
	test.use({ javaScriptEnabled: false });

	test('the files can be had, for each engine, and nothing dead is there', async ({ page }) => {
		await page.goto(FIRST);
		const tools = page.locator('.page-tools');
		await tools.locator('summary').click();
		await expect(tools.locator('button:visible')).toHaveCount(0);
		await expect(tools.locator('a:visible')).toHaveCount(8);
		await tools.getByRole('link', { name: 'View as Markdown, for Docker' }).click();
		await expect(page.locator('body')).toContainText('docker container run alpine:3 hostname');
	});
});

test.describe('on paper', () => {
	/** The text of the page as it prints, its lines joined: what is long wraps. */
	async function printed(page: Page): Promise<string> {
		// As it is laid out: else it would take a hyphen at the end of a line for one that is there because the line ends.
		const { stdout, error } = spawnSync('pdftotext', ['-layout', '-', '-'], {
			input: await page.pdf({ format: 'A4' }),
			encoding: 'utf8',
		});
		test.skip(error !== undefined, 'pdftotext is not installed');
		return squeeze(stdout);
	}
	/** Where a line wraps is not known, and a ligature or a page break may be anywhere. */
	const squeeze = (text: string) => text.normalize('NFKC').replaceAll(/\s+/gu, '');

	const commandsOf = (engine: EngineId) => typedIn('07-first-containers.mdx', engine).map(squeeze);
	const onlyOf = (engine: EngineId) => {
		const other = commandsOf(ENGINES.find((id) => id !== engine)!);
		return commandsOf(engine).filter((text) => !other.includes(text));
	};

	for (const engine of ENGINES)
		test(`is the page for ${engine}, unfolded`, async ({ page }) => {
			await page.goto(`${FIRST}?engine=${engine}`);
			const text = await printed(page);
			expect(commandsOf(engine).filter((command) => !text.includes(command))).toEqual([]);
			const other = ENGINES.find((id) => id !== engine)!;
			expect(onlyOf(other).filter((command) => text.includes(command))).toEqual([]);
			// Of a folded output, of an answer; and not of what is for the screen.
			expect(text).toContain('https://docs.docker.com/get-started/');
			expect(text).toContain(squeeze('List it with'));
			for (const away of [
				'On this page',
				'Copy, download',
				'Work with a running container Next',
				'Show the other',
			])
				expect(text).not.toContain(squeeze(away));
		});

	test('is both engines, labelled, where the reader asks for that, and only for that time', async ({
		page,
	}) => {
		// Printing is what a browser does with a dialog; what matters is the page while it does.
		await page.addInitScript(() => Object.assign(globalThis, { print: () => undefined }));
		const tools = await openTools(page, `${FIRST}?engine=podman`);
		await tools.getByRole('button', { name: 'Print with both engines' }).click();
		const html = page.locator('html');
		await expect(html).toHaveAttribute('data-print', 'both');
		// What a hidden variant may have on it besides.
		await page
			.locator('[data-for-engine="docker"]')
			.evaluateAll((elements) =>
				elements.forEach((element) => element.setAttribute('hidden', 'until-found')),
			);
		let text = '';
		// The browser says that it has printed, and the attribute is gone; it is looked at before.
		await page.evaluate(() =>
			addEventListener('afterprint', (event) => event.stopImmediatePropagation(), true),
		);
		text = await printed(page);
		for (const engine of ENGINES)
			expect(commandsOf(engine).filter((command) => !text.includes(command))).toEqual([]);
		expect(text).toContain(squeeze('Podman or Docker with one program, podman or docker'));
		expect(text.match(/Docker\$docker/gu)!.length).toBeGreaterThan(10);
	});

	test('the page is as before when it has printed', async ({ page }) => {
		await page.addInitScript(() => Object.assign(globalThis, { print: () => undefined }));
		const tools = await openTools(page, `${FIRST}?engine=podman`);
		await tools.getByRole('button', { name: 'Print with both engines' }).click();
		await expect(page.locator('html')).toHaveAttribute('data-print', 'both');
		await page.evaluate(() => dispatchEvent(new Event('afterprint')));
		await expect(page.locator('html')).not.toHaveAttribute('data-print');
	});

	test('is black on white in the dark theme too', async ({ page }) => {
		await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
		await page.goto(FIRST);
		const looks = (selector: string) =>
			page
				.locator(selector)
				.first()
				.evaluate((element) => {
					const { color, backgroundColor } = getComputedStyle(element);
					return { color, backgroundColor };
				});
		expect((await looks('html')).backgroundColor).toBe('rgb(255, 255, 255)');
		for (const selector of ['.sl-markdown-content p', '.command code', '.output pre', '.outcomes'])
			expect((await looks(selector)).color, selector).toBe('rgb(0, 0, 0)');
	});
});
