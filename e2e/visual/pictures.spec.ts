import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { CHOICES, type Choice } from '../../src/engine-choice/choice.ts';
import { addStyle, CHAPTERS, ENGINES } from '../pages.ts';

/**
 * How much may differ: a pixel counts when its colour is off by more than a fifth of what the comparison (YIQ) calls black
 * and white, so that the smoothing of letters passes and a shade does not; and of the pixels no more than two in a thousand.
 */
const TOLERANCE = { threshold: 0.2, maxDiffPixelRatio: 0.002 };
const LOOK = { ...TOLERANCE, animations: 'disabled', caret: 'hide', timeout: 20_000 } as const;

const WIDTHS = [360, 1440] as const;
const THEMES = ['light', 'dark'] as const;
const [FIRST_CHAPTER] = CHAPTERS as [string];
const PICTURES = new URL('pictures/', import.meta.url);

/** A section of the style page, as it says itself which pictures it wants. */
interface Section {
	name: string;
	picture: 'engines' | 'all' | 'once';
	/** Waits for a press on “Show”. */
	waits: boolean;
	/** What the press opens; its pictures are of that. */
	opens: string | undefined;
}

/** Read off the built page, so that each has tests of its own before a browser runs. */
const SECTIONS: Section[] = [
	...readFileSync(new URL('../../dist/style/index.html', import.meta.url), 'utf8').matchAll(
		/<section id="style-([\w-]+)" data-picture="(\w+)"(?: data-opens="([^"]+)")?[^]*?<\/section>/gu,
	),
].map(([html, name, picture, opens]) => ({
	name: name!,
	picture: picture as Section['picture'],
	waits: html.includes('data-show'),
	opens,
}));

const ONCE: Choice = 'podman';
const CHOICES_OF = { engines: ENGINES, all: CHOICES, once: [ONCE] } as const;
/** Milliseconds of a recording after which the replay that plays is photographed. */
const PLAYED = 2000;

/** What the search says in each of its states. */
const FOUND: Readonly<Record<string, RegExp>> = {
	'search-empty': /^$/u,
	'search-results': /^\d{2,} results\.$/u,
	'search-nothing': /^(?:Nothing|No)/u,
};

interface Setting {
	width: (typeof WIDTHS)[number];
	theme: (typeof THEMES)[number];
	choice: Choice;
}
const SETTINGS: Setting[] = WIDTHS.flatMap((width) =>
	THEMES.flatMap((theme) => CHOICES.map((choice) => ({ width, theme, choice }))),
);
const sectionsIn = ({ choice }: Setting) =>
	SECTIONS.filter(({ picture }) => (CHOICES_OF[picture] as readonly Choice[]).includes(choice));
const nameOf = (what: string, { width, theme, choice }: Setting) => `${what}-${width}-${theme}-${choice}.png`;

/** Pages of which the first windowful is photographed. */
const pagesFor = ({ choice }: Setting): (readonly [name: string, path: string])[] => [
	...(choice === 'both' ? [] : [['first-page', ''] as const]),
	...(choice === ONCE ? [['chapter', FIRST_CHAPTER] as const, ['not-found', '404.html'] as const] : []),
];

async function open(page: Page, path: string, { width, theme, choice }: Setting): Promise<void> {
	await page.setViewportSize({ width, height: 900 });
	await page.emulateMedia({ colorScheme: theme });
	await page.goto(`${path}?engine=${choice}`);
	// The typeface is optional: it shows for certain on the visit after the one that has fetched it.
	await page.evaluate(() => document.fonts.ready);
	await page.reload();
	expect(await page.evaluate(() => document.fonts.load('1em Literata'))).toHaveLength(1);
}

async function photograph(target: Locator, name: string): Promise<void> {
	// Where the pointer was left, something would be pointed at.
	await target.page().mouse.move(0, 0);
	await expect.soft(target).toHaveScreenshot(name, LOOK);
}

for (const setting of SETTINGS) {
	const { width, theme, choice } = setting;

	test(`the style page, ${width} px, ${theme}, ${choice}`, async ({ page }) => {
		test.slow();
		await open(page, 'style/', setting);
		await page.locator('html[data-states-shown]').waitFor({ state: 'attached' });
		// Before anything comes into the window: what Playwright hides for a picture, it hides too late for that.
		await addStyle(page, readFileSync('e2e/visual/frame-hidden.css', 'utf8'));
		const sections = sectionsIn(setting);
		for (const { name, waits } of sections)
			if (!waits) await photograph(page.locator(`#style-${name}`), nameOf(name, setting));
		for (const { name, waits, opens } of sections) {
			if (!waits) continue;
			const section = page.locator(`#style-${name}`);
			// What has been played is the same each time: the player's clock stands, jumps, and stands.
			if (name === 'playing') await page.evaluate(() => (performance.now = () => 0));
			await section.locator('[data-show]').click();
			if (name === 'playing') {
				await expect(section.getByRole('button', { name: 'Pause' })).toBeVisible();
				await page.evaluate((played) => (performance.now = () => played), PLAYED);
			}
			if (opens === '.search-dialog') {
				await expect(page.locator('.search-results > *').first()).toBeVisible();
				// How many there are is said after the typing has stopped.
				await expect(page.locator('.search-dialog [role="status"]')).toHaveText(FOUND[name]!);
			}
			await photograph(opens ? page.locator(opens) : section, nameOf(name, setting));
			if (name === 'playing') await page.evaluate(() => Reflect.deleteProperty(performance, 'now'));
			await page.keyboard.press('Escape');
		}
	});

	if (pagesFor(setting).length > 0)
		test(`pages, ${width} px, ${theme}, ${choice}`, async ({ page }) => {
			for (const [name, path] of pagesFor(setting)) {
				await open(page, path, setting);
				await expect.soft(page).toHaveScreenshot(nameOf(name, setting), LOOK);
			}
		});
}

for (const setting of SETTINGS.filter(({ choice }) => choice === ONCE)) {
	const { width, theme } = setting;

	test(`on paper: ${width} px, ${theme}`, async ({ page }) => {
		await open(page, FIRST_CHAPTER, setting);
		await page.emulateMedia({ media: 'print' });
		await expect(page).toHaveScreenshot(nameOf('paper', setting), LOOK);
	});

	test.describe('with scripts off', () => {
		test.use({ javaScriptEnabled: false });

		test(`a chapter: ${width} px, ${theme}`, async ({ page }) => {
			await page.setViewportSize({ width, height: 900 });
			await page.emulateMedia({ colorScheme: theme });
			await page.goto(FIRST_CHAPTER);
			await page.reload();
			await expect(page).toHaveScreenshot(nameOf('without-scripts', setting), LOOK);
		});
	});
}

test('no picture is left of what is no longer shown', () => {
	const expected = SETTINGS.flatMap((setting) =>
		[
			...sectionsIn(setting).map(({ name }) => name),
			...pagesFor(setting).map(([name]) => name),
			...(setting.choice === ONCE ? ['paper', 'without-scripts'] : []),
		].map((name) => nameOf(name, setting)),
	);
	expect(SECTIONS.length).toBeGreaterThan(30);
	const left = (existsSync(PICTURES) ? readdirSync(PICTURES) : []).filter((name) => !expected.includes(name));
	if (test.info().config.updateSnapshots === 'none') expect(left).toEqual([]);
	else for (const name of left) rmSync(new URL(name, PICTURES));
});
