import { expect, test, type Page } from '@playwright/test';
import sharp from 'sharp';
import { blockOf, CHAPTERS, ENGINES, PAGES } from './pages.ts';

const [CHAPTER] = CHAPTERS as [string];

test('each page has a language, a title of its own, one first heading, no level left out, and named landmarks', async ({
	page,
}) => {
	test.slow();
	const titles = new Set<string>();
	for (const path of PAGES) {
		await page.goto(`${path}?engine=both`);
		const title = await page.title();
		expect(titles, path).not.toContain(title);
		titles.add(title);
		await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
		await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
		const levels = await page
			.locator('main')
			.getByRole('heading')
			.evaluateAll((headings) => headings.map(({ localName }) => Number(localName.slice(1))));
		expect(levels[0], path).toBe(1);
		for (const [index, level] of levels.slice(1).entries())
			expect(level, `${path}, heading ${index + 2}`).toBeLessThanOrEqual(levels[index]! + 1);
		await expect(page.getByRole('main'), path).toHaveCount(1);
		await expect(page.getByRole('banner'), path).toHaveCount(1);
		const names = await page
			.getByRole('navigation')
			.evaluateAll((landmarks) =>
				landmarks.map(
					(landmark) =>
						landmark.ariaLabel ??
						document.getElementById(landmark.getAttribute('aria-labelledby') ?? '')?.textContent.trim(),
				),
			);
		expect(names.every(Boolean), path).toBe(true);
		expect(new Set(names).size, path).toBe(names.length);
	}
});

/** What a screen reader reads of a block, from the browser's own tree: role and name, in its order. */
async function readAloud(page: Page, selector: string): Promise<string[]> {
	const session = await page.context().newCDPSession(page);
	const { result } = await session.send('Runtime.evaluate', {
		expression: `document.querySelector(${JSON.stringify(selector)})`,
	});
	const { node } = await session.send('DOM.describeNode', { objectId: result.objectId! });
	const { nodes } = await session.send('Accessibility.getFullAXTree');
	const byId = new Map(nodes.map((each) => [each.nodeId, each]));
	const textOf = (value: { value?: unknown } | undefined) =>
		typeof value?.value === 'string' ? value.value : '';
	const read = (id: string): string[] => {
		const each = byId.get(id)!;
		const role = textOf(each.role);
		const own = each.ignored || /^(?:none|generic|InlineTextBox|LabelText|Legend)$/u.test(role);
		return [...(own ? [] : [`${role} ${textOf(each.name)}`.trim()]), ...(each.childIds ?? []).flatMap(read)];
	};
	return read(nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === node.backendNodeId)!.nodeId);
}
const BLOCK = 'command-block[aria-labelledby="example-name-clash"]';

test('a block is read as a list of commands, each followed by what it printed, of the chosen engine alone', async ({
	page,
}) => {
	for (const engine of ENGINES) {
		await page.goto(`${CHAPTER}?engine=${engine}`);
		const lines = await readAloud(page, BLOCK);
		const other = ENGINES.find((each) => each !== engine)!;
		expect(lines[0]).toBe('group A name can be taken only once');
		expect(lines.filter((line) => line.startsWith(`group Output of ${engine} `))).toHaveLength(4);
		expect(lines.filter((line) => line.includes(`${other} container`))).toEqual([]);
		// Neither the prompt nor the sign of a failure is read, and no words are marked where nothing can be compared.
		expect(lines.join('\n')).not.toMatch(/[$✕]|^mark/mu);
		const failure = lines.indexOf('paragraph');
		expect(failure).toBeGreaterThan(0);
		const failed = lines.findIndex((line) => line.includes('Fails on purpose: exit status 125'));
		const outputs = lines.flatMap((line, index) => (line.startsWith('group Output of') ? [index] : []));
		expect(failed).toBeGreaterThan(outputs[1]!);
		expect(failed).toBeLessThan(outputs[2]!);
	}
});

test('where both engines show, each part says whose it is, and what differs is marked', async ({ page }) => {
	await page.goto(`${CHAPTER}?engine=both`);
	const lines = await readAloud(page, BLOCK);
	for (const label of ['Podman', 'Docker']) {
		expect(lines).toContain(`button Copy for ${label}`);
		expect(lines).toContain(`button Replay for ${label}`);
		// At the switch, at the buttons, and at each of four steps.
		expect(lines.filter((line) => line === `StaticText ${label}`)).toHaveLength(6);
	}
	expect(lines).toContain('mark');
});

test('an open replay leaves the transcript to screen readers, and adds commands with their ends and controls', async ({
	page,
}) => {
	await page.goto(CHAPTER);
	const before = (await readAloud(page, BLOCK)).filter((line) => line.startsWith('group Output of'));
	const block = blockOf(page, 'name-clash');
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	await block.getByRole('slider').press('End');
	await expect(block.getByRole('button', { name: 'Play again' })).toBeVisible();
	const lines = await readAloud(page, BLOCK);
	expect(lines.filter((line) => line.startsWith('group Output of'))).toEqual(before);
	expect(lines).toContain('list Commands of the recording');
	expect(lines.filter((line) => /^button podman .* exit 125$/u.test(line))).toHaveLength(1);
	expect(lines).toContain('group Replay controls');
});

test('a slider that plays by itself is told of commands, not of each second', async ({ page }) => {
	await page.goto(CHAPTER);
	const block = blockOf(page, 'name-clash');
	await block.getByRole('button', { name: 'Replay', exact: true }).click();
	const slider = block.getByRole('slider');
	await slider.focus();
	const told = await slider.evaluate(
		(input) =>
			new Promise<string[]>((resolve) => {
				const texts: string[] = [];
				new MutationObserver(() => texts.push(input.ariaValueText!)).observe(input, {
					attributeFilter: ['aria-valuetext'],
				});
				setTimeout(() => resolve(texts), 4000);
			}),
	);
	expect(new Set(told.map((text) => text.replace(/^[^,]*/u, ''))).size).toBe(told.length);
	// What the reader does is told.
	await page.keyboard.press('End');
	await expect(slider).toHaveAttribute('aria-valuetext', /^(\d+:\d\d) of \1/u);
});

test('a choice made in another tab leaves the focus on the like of what it was on', async ({
	page,
	context,
}) => {
	await page.goto(CHAPTER);
	const block = blockOf(page, 'name-clash');
	await block.getByRole('button', { name: /^Copy: podman container rm/u }).focus();
	const other = await context.newPage();
	await other.goto('');
	await other.locator('.site-engine input[value="docker"]').check({ force: true });
	await expect(block.getByRole('button', { name: /^Copy: docker container rm/u })).toBeFocused();
});

test('where colours are forced, everything keeps a line of its own', async ({ page }) => {
	await page.emulateMedia({ forcedColors: 'active' });
	await page.goto(`networking/?engine=podman`);
	const outlineOf = (selector: string) =>
		page
			.locator(selector)
			.first()
			.evaluate((element) => getComputedStyle(element).outlineStyle);
	expect(await outlineOf('.sidebar-content a[aria-current="page"]')).toBe('solid');
	expect(await outlineOf('command-block [data-engine-label="podman"]')).toBe('solid');
	expect(await outlineOf('command-block [data-engine-label="docker"]')).toBe('none');
	// Drawings are made of the reader’s two colours and the highlight.
	const colours = await page
		.locator('figure svg:visible')
		.first()
		.evaluate((drawing) => {
			const used = new Set<string>();
			for (const shape of drawing.querySelectorAll('text, rect, path')) {
				const { fill, stroke } = getComputedStyle(shape);
				for (const colour of [fill, stroke]) if (colour !== 'none') used.add(colour);
			}
			return used.size;
		});
	expect(colours).toBeLessThanOrEqual(3);

	const block = blockOf(page, 'port-taken');
	await block.getByRole('button', { name: 'Replay', exact: true }).press('Enter');
	await expect(block.getByRole('button', { name: 'Pause' })).toBeFocused();
	expect(await outlineOf('.controls button:focus')).toBe('solid');
	const edges = () =>
		block
			.locator('.replay-commands button')
			.evaluateAll((buttons) => buttons.map((button) => getComputedStyle(button).borderInlineStartColor));
	await expect.poll(async () => new Set(await edges()).size).toBe(2);
	await block.getByRole('button', { name: 'Pause' }).press('Space');
	// The line of the slider is painted: what is left of the thumb is not one colour from top to bottom.
	const track = (await block.locator('.track').boundingBox())!;
	const strip = await page.screenshot({
		clip: { x: track.x + track.width * 0.7, y: track.y, width: 1, height: track.height },
	});
	const { data } = await sharp(strip).removeAlpha().raw().toBuffer({ resolveWithObject: true });
	const rows = Array.from({ length: data.length / 3 }, (_, row) =>
		data.subarray(3 * row, 3 * row + 3).toString('hex'),
	);
	expect(new Set(rows).size).toBeGreaterThan(1);
});

test('more contrast is given where it is asked for', async ({ page }) => {
	await page.goto(CHAPTER);
	const quiet = page.locator('.outcomes .heading').first();
	const colours = () =>
		quiet.evaluate((element) => [
			getComputedStyle(element).color,
			getComputedStyle(document.querySelector('main h1')!).color,
		]);
	const [before, ink] = await colours();
	expect(before).not.toBe(ink);
	await page.emulateMedia({ contrast: 'more' });
	const [after] = await colours();
	expect(after).toBe(ink);
});
