import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';

const CHAPTER = 'first-containers/';

async function openSearch(page: Page, query?: string): Promise<Locator> {
	await page.getByRole('button', { name: 'Search', exact: true }).click();
	const dialog = page.getByRole('dialog', { name: 'Search the book' });
	const field = dialog.getByRole('searchbox', { name: 'Search the book' });
	await expect(field).toBeFocused();
	if (query !== undefined) {
		await field.fill(query);
		await expect(dialog.getByRole('status')).toHaveText(/\d result|Nothing|cannot|damaged/u);
	}
	return dialog;
}

const resultsOf = (dialog: Locator) => dialog.locator('.search-link');
const choose = (dialog: Locator, engine: string) =>
	dialog.locator('fieldset label', { hasText: engine }).click();

/** What is typed, and what the first result must have in it, marked. */
for (const [query, marked] of [
	['--rm', /^--rm$/u],
	['-p', /^(?:--publish|-p)$/u],
	[':ro', /^:ro$/u],
	['docker.sock', /^docker\.sock$/u],
	['/var/run/docker.sock', /^\/var\/run\/docker\.sock$/u],
	['.State.Status', /^\.State\.Status$/u],
	['$id', /^\$id$/u],
	['exit 125', /^125$/u],
	['restart policy', /^polic(?:y|ies)$/iu],
	['rootless', /^rootless$/iu],
] as const)
	test(`finds ${query}`, async ({ page }) => {
		await page.goto(`${CHAPTER}?engine=docker`);
		const dialog = await openSearch(page, query);
		for (const engine of ['Docker', 'Podman', 'Both']) {
			await choose(dialog, engine);
			await expect(resultsOf(dialog).first().locator('mark', { hasText: marked }).first()).toBeVisible();
		}
	});

test('finds examples that use a flag before texts that speak of it', async ({ page }) => {
	await page.goto('');
	for (const flag of ['--rm', '-p']) {
		const dialog = await openSearch(page, flag);
		for (const where of await dialog
			.locator('.search-where')
			.all()
			.then((all) => all.slice(0, 5)))
			await expect(where).toHaveText(/^Example/u);
		await page.keyboard.press('Escape');
	}
});

test('finds a chapter by its subject', async ({ page }) => {
	await page.goto('');
	const dialog = await openSearch(page, 'restart policy');
	await expect(dialog.getByRole('link', { name: /running container/iu }).first()).toBeVisible();
});

test('opens a result with the engine of the filter, whatever the address of the page says', async ({
	page,
}) => {
	await page.goto('networking/?engine=docker');
	const dialog = await openSearch(page, 'already in use');
	await choose(dialog, 'Podman');
	await resultsOf(dialog).filter({ hasText: 'A name can be taken only once' }).click();
	await expect(page).toHaveURL(/\/first-containers\/\?engine=podman#example-name-clash$/u);
});

test('starts with the reader’s engine, filters by it, and opens the example with it', async ({ page }) => {
	await page.goto(`${CHAPTER}?engine=docker`);
	const dialog = await openSearch(page, 'already in use');
	await expect(dialog.getByRole('radio', { name: 'Docker' })).toBeChecked();
	await choose(dialog, 'Podman');
	await expect(dialog.locator('.search-excerpt', { hasText: /docker container/u })).toHaveCount(0);
	const link = resultsOf(dialog).filter({ hasText: 'A name can be taken only once' });
	await link.click();
	await expect(page).toHaveURL(/\/first-containers\/\?engine=podman#example-name-clash$/u);
	const block = page.locator('command-block[aria-labelledby="example-name-clash"]');
	await expect(block).toBeInViewport();
	await expect(block.locator('.command:visible').first()).toContainText('podman container run');
});

test('with both engines, an example is one result with a link for each', async ({ page }) => {
	await page.goto('');
	const dialog = await openSearch(page, 'already in use');
	await choose(dialog, 'Both');
	const result = dialog.locator('.search-results li', { hasText: 'A name can be taken only once' });
	await expect(result).toHaveCount(1);
	await result.getByRole('link', { name: 'Docker: A name' }).click();
	await expect(page).toHaveURL(/\?engine=docker#example-name-clash$/u);
	await expect(
		page.locator('command-block[aria-labelledby="example-name-clash"] .command:visible').first(),
	).toContainText('docker container run');
});

test('needs no mouse', async ({ page }) => {
	await page.goto(CHAPTER);
	await page.keyboard.press('/');
	const dialog = page.getByRole('dialog', { name: 'Search the book' });
	const field = dialog.getByRole('searchbox');
	await expect(field).toBeFocused();
	await page.keyboard.type('--rm');
	await expect(dialog.getByRole('status')).toHaveText(/^\d+ results\.$/u);
	const links = resultsOf(dialog);
	await page.keyboard.press('ArrowDown');
	await expect(links.nth(0)).toBeFocused();
	await page.keyboard.press('ArrowDown');
	await expect(links.nth(1)).toBeFocused();
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('ArrowUp');
	await expect(field).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();

	const button = page.getByRole('button', { name: 'Search', exact: true });
	await button.focus();
	await page.keyboard.press('Control+k');
	await expect(field).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(button).toBeFocused();

	await page.keyboard.press('Control+k');
	await page.keyboard.press('ArrowDown');
	const href = (await links.first().getAttribute('href'))!;
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(href);
});

test('a slash opens it only where nothing is typed, and never when the reader has switched that off', async ({
	page,
}) => {
	await page.goto(CHAPTER);
	const dialog = await openSearch(page);
	await page.keyboard.press('/');
	await expect(dialog.getByRole('searchbox')).toHaveValue('/');
	await dialog.getByRole('checkbox', { name: '/ opens the search' }).uncheck();
	await page.reload();
	await page.keyboard.press('/');
	await expect(dialog).toHaveCount(0);
	await openSearch(page);
	await dialog.getByRole('checkbox').check();
	await page.reload();
	await page.keyboard.press('/');
	await expect(dialog).toBeVisible();
});

test('says what can be searched, with queries that all find something', async ({ page }) => {
	await page.goto(CHAPTER);
	const dialog = await openSearch(page);
	const queries = await dialog.locator('[data-query]').allTextContents();
	expect(queries.length).toBeGreaterThan(4);
	for (const query of queries) {
		await dialog.getByRole('button', { name: query, exact: true }).click();
		await expect(dialog.getByRole('searchbox')).toHaveValue(query);
		await expect(resultsOf(dialog).first()).toBeVisible();
		await dialog.getByRole('searchbox').fill('');
	}
});

test('says that there is nothing, and offers the engine that has something', async ({ page }) => {
	await page.goto(`${CHAPTER}?engine=podman`);
	const dialog = await openSearch(page, 'xyzzy');
	await expect(dialog.getByRole('status')).toHaveText('Nothing found for “xyzzy” for Podman.');
	await expect(resultsOf(dialog)).toHaveCount(0);
	await dialog.getByRole('searchbox').fill('docker-init');
	await dialog.getByRole('button', { name: /^Docker has \d+ results?$/u }).click();
	await expect(dialog.getByRole('radio', { name: 'Docker' })).toBeChecked();
	await expect(resultsOf(dialog).first()).toBeVisible();
});

test('says that it cannot load its text, and tries again', async ({ page }) => {
	await page.route('**/search-index.json', (route) => route.abort());
	await page.goto(CHAPTER);
	const dialog = await openSearch(page, '--rm');
	await expect(dialog.getByRole('status')).toHaveText(/cannot be loaded: the connection is gone/u);
	await page.unroute('**/search-index.json');
	await dialog.getByRole('button', { name: 'Try again' }).click();
	await expect(resultsOf(dialog).first()).toBeVisible();
});

test('waits for its text, and searches then for what has been typed', async ({ page }) => {
	let release = () => {};
	const released = new Promise<void>((resolve) => (release = resolve));
	await page.route('**/search-index.json', async (route) => {
		await released;
		await route.continue();
	});
	await page.goto(CHAPTER);
	const dialog = await openSearch(page);
	await dialog.getByRole('searchbox').fill('--rm');
	await expect(dialog.getByRole('status')).toHaveText(/^Loading/u);
	release();
	await expect(resultsOf(dialog).first()).toBeVisible();
});

test('says it in the header when even the dialog cannot be loaded', async ({ page }) => {
	await page.route('**/_astro/dialog.*.js', (route) => route.abort());
	await page.goto(CHAPTER);
	await page.getByRole('button', { name: 'Search', exact: true }).click();
	await expect(page.getByRole('alert')).toHaveText(/search cannot be loaded/u);
});

test('loads nothing before it is asked, and asks nobody else for anything', async ({ page }) => {
	const requests: URL[] = [];
	page.on('request', (request) => requests.push(new URL(request.url())));
	await page.goto(CHAPTER, { waitUntil: 'networkidle' });
	const isSearch = ({ pathname }: URL) => /search-index|\/dialog\./u.test(pathname);
	expect(requests.filter(isSearch)).toEqual([]);
	await openSearch(page, '--rm');
	expect(requests.filter(isSearch).map(({ pathname }) => pathname)).toHaveLength(2);
	expect(requests.filter(({ hostname }) => hostname !== 'localhost')).toEqual([]);
});

test('is the same on the page that says that there is none, however deep its address', async ({ page }) => {
	const body = await (await page.request.get('404.html')).text();
	await page.route('**/no/such/page', (route) =>
		route.fulfill({ status: 404, contentType: 'text/html', body }),
	);
	await page.goto('no/such/page');
	const dialog = await openSearch(page, '--rm');
	expect(await resultsOf(dialog).first().getAttribute('href')).toMatch(/^http:\/\/localhost:\d+\/[\w-]+\//u);
});

for (const colorScheme of ['light', 'dark'] as const)
	test(`axe finds nothing in it in ${colorScheme}, and it fits a phone`, async ({ page }) => {
		await page.emulateMedia({ colorScheme });
		await page.setViewportSize({ width: 360, height: 780 });
		await page.goto(`${CHAPTER}?engine=docker`);
		const dialog = await openSearch(page);
		for (const query of ['', 'restart policy', '-p', 'xyzzy']) {
			await dialog.getByRole('searchbox').fill(query);
			await page.waitForTimeout(500);
			for (const choice of ['Both', 'Docker']) {
				await choose(dialog, choice);
				const { violations } = await new AxeBuilder({ page }).include('.search-dialog').analyze();
				expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
			}
			expect(await dialog.evaluate((box) => box.scrollWidth)).toBe(360);
		}
	});
