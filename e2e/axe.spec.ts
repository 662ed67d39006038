import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { CHOICES, type Choice } from '../src/engine-choice/choice.ts';
import { PAGES } from './pages.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What theme, width and engine can break. The other rules look at the markup alone, which stays the same. */
const LOOK = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [1440, 360] as const;

interface State {
	choice: Choice;
	theme: (typeof THEMES)[number];
	width: (typeof WIDTHS)[number];
}
const STATES: readonly State[] = CHOICES.flatMap((choice) =>
	THEMES.flatMap((theme) => WIDTHS.map((width) => ({ choice, theme, width }))),
);
/** Half of them: each theme with each engine, and each width with each of both. */
const PAIRS = STATES.filter(
	({ choice, theme, width }) =>
		(CHOICES.indexOf(choice) + THEMES.indexOf(theme) + WIDTHS.indexOf(width)) % 2 === 0,
);

/** Brings about a state as a reader would, without loading the page again. */
async function show(page: Page, { choice, theme, width }: State): Promise<void> {
	await page.setViewportSize({ width, height: 900 });
	await page.emulateMedia({ colorScheme: theme });
	await page.locator(`.site-engine input[value="${choice}"]`).check({ force: true });
	await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
	await expect(page.locator('html')).toHaveAttribute('data-engine', choice);
}

/** @returns how many there are */
async function openAllReplays(page: Page): Promise<number> {
	const buttons = page
		.locator('command-block:not([data-replaying])')
		.filter({ has: page.locator('[data-replay]') });
	const count = await buttons.count();
	await buttons.evaluateAll((blocks) => {
		for (const block of blocks)
			[...block.querySelectorAll<HTMLElement>('[data-replay]')]
				.find((each) => each.checkVisibility())!
				.click();
	});
	await expect(page.locator('command-block[data-replaying] .terminal')).toHaveCount(count);
	return count;
}

async function expectClean(page: Page, { rules, within }: { rules?: string[]; within?: string } = {}) {
	// Only what is wrong is reported in full: the thousands of elements that are right would take as long again. No page
	// of the book has frames, which is what legacy mode leaves out.
	const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
	if (rules) axe.withRules(rules);
	else axe.withTags(TAGS);
	if (within !== undefined) axe.include(within);
	const { violations } = await axe.analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([]);
}

// Editions for paper have a test of their own, edition.spec.ts.
for (const [index, path] of PAGES.entries())
	test(`axe finds nothing on /${path}`, async ({ page }) => {
		// A chapter has thousands of elements, and each is looked at in each state.
		test.slow();
		await page.goto(path);
		for (const state of PAIRS)
			await test.step(Object.values(state).join(' '), async () => {
				await show(page, state);
				const isWhole = state.choice === 'both' || state === PAIRS[0];
				await expectClean(page, isWhole ? {} : { rules: LOOK });
			});
		// The style page has its own states, and answers its own requests.
		if (path === 'style/') return;
		// The parts of a replay are the same on each page; what lies under it is not. So the pages take turns.
		const state = STATES[index % STATES.length]!;
		await test.step(`replays ${Object.values(state).join(' ')}`, async () => {
			await show(page, state);
			if ((await openAllReplays(page)) > 0)
				await expectClean(page, { within: 'command-block[data-replaying]' });
		});
	});

test('axe finds nothing in a replay, in whatever state the page is', async ({ page }) => {
	await page.goto('');
	await openAllReplays(page);
	await page.getByRole('button', { name: 'Pause' }).click();
	for (const state of STATES)
		await test.step(Object.values(state).join(' '), async () => {
			await show(page, state);
			await expect(page.locator('[data-replaying] .terminal')).toBeVisible();
			await expectClean(page, { within: 'command-block[data-replaying]' });
		});
});
