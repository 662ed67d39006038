import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { CommandBlock } from '../../src/command-block/command-block.ts';
import { ENGINES } from '../../src/engines/engines.ts';
import { exampleIdsIn } from '../../src/examples/chapter.ts';
import { commandsFor, variantsOf } from '../../src/examples/commands.ts';
import { parseExample, parseValues } from '../../src/examples/parse.ts';
import type { Reader } from './reader.ts';

/** What must hold in every browser. It throws where it does not. */
export interface Check {
	name: string;
	run: (reader: Reader) => Promise<void>;
}

const CHAPTER = 'first-containers/';
const FILE = 'content/chapters/07-first-containers.mdx';
const OTHER = 'work-with-a-running-container/';

/** The width, in CSS pixels, of a small phone. */
const NARROW = 360;

const blockOf = (name: string) => `command-block[aria-labelledby="example-${name}"]`;
const switchTo = (choice: string) => `engine-switch label[data-engine-label="${choice}"]`;

/** Whose commands are on display. */
const enginesOf = (commands: readonly string[]) =>
	ENGINES.map(({ id }) => id).filter((id) => commands.some((command) => command.startsWith(`${id} `)));

const VALUES = parseValues(readFileSync('content/values.yaml', 'utf8'), 'content/values.yaml');

/** What a block of the chapter must copy for an engine. */
function textOf(id: string, engine: 'podman' | 'docker'): string {
	const file = `content/examples/${id}.yaml`;
	const example = parseExample(readFileSync(file, 'utf8'), file, VALUES);
	return commandsFor(example, variantsOf(example).includes(engine) ? engine : 'linux')
		.map(({ command }) => command)
		.join('\n');
}

/** In the page: keeps what it would put on the clipboard, whichever way it takes, in `copies`. */
function keepCopies(): void {
	const copies: string[] = [];
	Object.assign(globalThis, { copies });
	if ('clipboard' in navigator)
		navigator.clipboard.writeText = (text) => {
			copies.push(text);
			return Promise.resolve();
		};
	Object.assign(document, {
		execCommand: () => copies.push((document.activeElement as HTMLTextAreaElement).value) > 0,
	});
}

/** In the page: every way to the clipboard is closed. */
function refuseCopies(): void {
	if ('clipboard' in navigator) navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
	Object.assign(document, { execCommand: () => false });
}

/** In the page: storage is blocked, as by a browser’s setting. */
function blockStorage(): void {
	for (const storage of ['localStorage', 'sessionStorage'])
		Object.defineProperty(globalThis, storage, {
			// As the browser's own.
			configurable: true,
			get: () => {
				throw new DOMException('blocked', 'SecurityError');
			},
		});
}

/** In the page: how wide the same page is, in CSS pixels, that stands in a frame of a width. */
async function widthInFrame(width: number): Promise<number> {
	const frame = document.createElement('iframe');
	// A scroll bar of its own would take some of the width.
	Object.assign(frame, { width: String(width), height: '4000', src: location.href });
	frame.style.cssText = 'position: fixed; border: 0';
	await new Promise((resolve) => {
		frame.addEventListener('load', resolve);
		document.body.append(frame);
	});
	const { documentElement } = frame.contentDocument!;
	if (frame.contentWindow!.innerWidth !== width)
		throw new Error(`a frame of ${frame.contentWindow!.innerWidth} px`);
	return documentElement.scrollWidth;
}

/** What has been copied last. */
async function copied(reader: Reader): Promise<string> {
	await reader.until('a copy', () => (globalThis as unknown as { copies: string[] }).copies.length > 0);
	return reader.evaluate(() => (globalThis as unknown as { copies: string[] }).copies.pop()!);
}

/** Changes a reader's value by keyboard. */
async function changeValue(reader: Reader, value: string, to: string): Promise<void> {
	await reader.focus(value);
	await reader.press('Enter');
	await reader.until('the field', () => document.activeElement!.matches('.value-field'));
	await reader.type(to);
	await reader.press('Enter');
	await reader.until('the field to close', () => !document.querySelector('.value-field'));
}

export const CHECKS: readonly Check[] = [
	{
		name: 'Podman is shown first, and no Docker command with it',
		run: async (reader) => {
			await reader.open(CHAPTER);
			assert.equal(await reader.choice(), 'podman');
			const commands = await reader.commands();
			assert.ok(commands.length > 10, `expected more than 10 commands, found ${commands.length}`);
			assert.deepEqual(enginesOf(commands), ['podman']);
		},
	},
	{
		name: '?engine= in the address decides: Docker, or both',
		run: async (reader) => {
			await reader.open(`${CHAPTER}?engine=docker`);
			assert.deepEqual(enginesOf(await reader.commands()), ['docker']);
			await reader.open(`${CHAPTER}?engine=both`);
			assert.deepEqual(enginesOf(await reader.commands()), ['podman', 'docker']);
		},
	},
	{
		name: 'arrow keys switch the engine; the address and the next visit keep it',
		run: async (reader) => {
			await reader.open(CHAPTER);
			await reader.focus(`${blockOf('first-run')} input[value="podman"]`);
			for (const [key, choice, shown] of [
				['ArrowRight', 'docker', ['docker']],
				['ArrowRight', 'both', ['podman', 'docker']],
				['ArrowLeft', 'docker', ['docker']],
			] as const) {
				await reader.press(key);
				await reader.until(choice, (wanted) => document.documentElement.dataset['engine'] === wanted, choice);
				assert.deepEqual(enginesOf(await reader.commands()), shown);
				assert.equal(await reader.address(), `${CHAPTER}?engine=${choice}`);
				const checked = await reader.evaluate(() =>
					[...document.querySelectorAll<HTMLInputElement>('engine-switch :checked')].map(
						({ value }) => value,
					),
				);
				assert.deepEqual([...new Set(checked)], [choice]);
			}
			await reader.reload();
			assert.equal(await reader.choice(), 'docker');
			await reader.open(OTHER);
			assert.equal(await reader.choice(), 'docker');
		},
	},
	{
		name: 'switching leaves the pressed control where it is',
		run: async (reader) => {
			await reader.open(CHAPTER);
			const blocks = await reader.evaluate(() =>
				[...document.querySelectorAll('command-block:has(engine-switch)')].map((block) =>
					block.getAttribute('aria-labelledby')!.replace(/^example-/u, ''),
				),
			);
			let furthest = 0;
			for (const [index, name] of blocks.entries()) {
				const control = `${blockOf(name)} engine-switch`;
				await reader.evaluate((wanted) => {
					document.querySelector(wanted)!.scrollIntoView({ block: 'center', behavior: 'instant' });
				}, control);
				const top = () =>
					reader.evaluate((wanted) => document.querySelector(wanted)!.getBoundingClientRect().top, control);
				const before = await top();
				const choice = ['docker', 'both', 'podman'][index % 3]!;
				await reader.click(`${blockOf(name)} ${switchTo(choice)}`);
				await reader.until(choice, (wanted) => document.documentElement.dataset['engine'] === wanted, choice);
				// What the browser does of its own accord, it does before the second frame.
				await reader.evaluate(
					() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
				);
				const moved = Math.abs((await top()) - before);
				furthest = Math.max(furthest, moved);
				assert.ok(moved < 1, `${name}, to ${choice}: expected less than 1 px, moved ${moved} px`);
			}
			reader.remark = `${blocks.length} blocks, ${furthest.toFixed(2)} px at most`;
		},
	},
	{
		name: 'the hidden variant stays in the page, and a find turns the book to it',
		run: async (reader) => {
			await reader.open(CHAPTER);
			const [states, finds] = await reader.evaluate(() => {
				const variants = [...document.querySelectorAll('command-block .variant[data-for-engine="docker"]')];
				const stateOf = (variant: Element) =>
					`${variant.getAttribute('hidden') ?? ''}, ${variant.querySelector('*')!.checkVisibility() ? 'shown' : 'not shown'}`;
				return [[...new Set(variants.map(stateOf))], 'onbeforematch' in document.body] as const;
			});
			assert.deepEqual(states, ['until-found, not shown']);
			if (!finds) {
				reader.remark = 'though its find-in-page does not look there: it has no beforematch';
				return;
			}
			await reader.evaluate(() => {
				document
					.querySelector('command-block .variant[hidden="until-found"]')!
					.dispatchEvent(new Event('beforematch', { bubbles: true }));
			});
			assert.equal(await reader.choice(), 'docker');
			assert.deepEqual(enginesOf(await reader.commands()), ['docker']);
		},
	},
	{
		name: 'each block copies exactly its commands',
		run: async (reader) => {
			const ids = exampleIdsIn(readFileSync(FILE, 'utf8'));
			for (const engine of ['podman', 'docker'] as const) {
				await reader.open(`${CHAPTER}?engine=${engine}`, keepCopies);
				for (const id of ids) {
					await reader.click(`${blockOf(id.split('/')[1]!)} [data-copy-block]`);
					assert.equal(await copied(reader), textOf(id, engine));
				}
			}
			reader.remark = `${2 * ids.length} copies`;
		},
	},
	{
		name: 'a copy goes to the real clipboard: it can be pasted',
		run: async (reader) => {
			await reader.open(CHAPTER);
			await reader.click(`${blockOf('first-run')} [data-copy-command]`);
			await reader.until(
				'the button to say so',
				() => document.querySelector('[data-state="copied"]') !== null,
			);
			await reader.press('Control+k');
			await reader.until('the search', () => document.activeElement!.matches('dialog input'));
			await reader.press('Control+v');
			const [command] = textOf('first-containers/first-run', 'podman').split('\n') as [string];
			await reader.until(
				command,
				(wanted) => (document.activeElement as HTMLInputElement).value === wanted,
				command,
			);
		},
	},
	{
		name: 'a refused clipboard opens a dialog with the text selected',
		run: async (reader) => {
			await reader.open(CHAPTER, refuseCopies);
			await reader.click(`${blockOf('name-clash')} [data-copy-block]`);
			await reader.until('the dialog', () => document.querySelector('dialog:modal textarea') !== null);
			const selected = await reader.evaluate(() => {
				const { value, selectionStart, selectionEnd } = document.activeElement as HTMLTextAreaElement;
				return value.slice(selectionStart, selectionEnd);
			});
			assert.equal(selected, textOf('first-containers/name-clash', 'podman'));
			await reader.press('Escape');
			await reader.until('the dialog to close', () => !document.querySelector('dialog textarea'));
		},
	},
	{
		name: 'a reader’s value is changed by keyboard, and commands follow, here and on another page',
		run: async (reader) => {
			await reader.open(OTHER, keepCopies);
			await changeValue(reader, `${blockOf('publish')} .value[data-value="web-port"]`, '9090');
			await reader.click(`${blockOf('publish')} [data-copy-block]`);
			assert.equal(
				await copied(reader),
				textOf('work-with-a-running-container/publish', 'podman').replaceAll('8080', '9090'),
			);
			await reader.open('several-containers/');
			await reader.until('the value', () =>
				[...document.querySelectorAll('.value[data-value="web-port"]')].every(
					({ textContent }) => textContent.trim() === '9090',
				),
			);
		},
	},
	{
		name: 'a hostile value is quoted: a shell takes it for one argument',
		run: async (reader) => {
			const hostile = `it's "$(touch x)" \`id\`; rm -r * && !! \\ é`;
			await reader.open('data-that-stays/', keepCopies);
			await changeValue(reader, `${blockOf('bind-mount')} .value[data-value="site-folder"]`, hostile);
			await reader.click(
				`${blockOf('bind-mount')} [data-command^="podman container run"] [data-copy-command]`,
			);
			const script = `podman() { printf '%s\\n' "$#" "$@"; }\n${await copied(reader)}\n`;
			const { stdout, stderr } = spawnSync('sh', ['-s'], { input: script, encoding: 'utf8' });
			assert.equal(stderr, '');
			assert.equal(stdout.split('\n')[10], `./${hostile}:/usr/share/nginx/html:ro`);
		},
	},
	{
		name: 'a replay plays to its end, and its terminal has what the transcript shows',
		run: async (reader) => {
			for (const engine of ['podman', 'docker'] as const) {
				await reader.open(`${CHAPTER}?engine=${engine}`);
				const block = blockOf('name-clash');
				await reader.click(`${block} [data-replay]`);
				await reader.until(
					'the replay',
					(wanted) => document.querySelector(wanted)!.contains(document.activeElement),
					block,
				);
				for (let times = 0; times < 4; times++) await reader.press('>');
				await reader.until('its end', () => document.querySelector('[aria-label="Play again"]') !== null);
				const { text, lines } = await reader.evaluate(
					(wanted, owner) => {
						const element = document.querySelector<CommandBlock>(wanted)!;
						const parts = element.querySelectorAll<HTMLElement>(
							`.variant[data-for-engine="${owner}"] :is(.command, .output pre)`,
						);
						return {
							text: element.replayText ?? '',
							lines: [...parts].flatMap((part) => (part.dataset['command'] ?? part.textContent).split('\n')),
						};
					},
					block,
					engine,
				);
				assert.ok(lines.length > 4, `expected a transcript, found ${lines.length} lines`);
				for (const line of lines)
					assert.ok(text.includes(line.trim()), `expected “${line}” in the terminal, found: ${text}`);
			}
		},
	},
	{
		name: 'a chapter that was visited reads and replays when the server is gone; another page says that it is not kept',
		run: (reader) =>
			reader.withoutServer(CHAPTER, async () => {
				await reader.open(`${CHAPTER}?engine=docker`);
				assert.equal(await reader.choice(), 'docker');
				await reader.click(`${blockOf('name-clash')} [data-replay]`);
				await reader.until(
					'a replay',
					() => document.querySelector('[aria-label="Replay controls"]') !== null,
				);
				await reader.open(OTHER);
				await reader.until('the page that stands for it', () =>
					document.querySelector('h1')!.textContent.includes('not on this device'),
				);
			}),
	},
	{
		name: 'a fold opens',
		run: async (reader) => {
			await reader.open(CHAPTER);
			await reader.click('.output details summary');
			await reader.until(
				'the rest of the output',
				() => document.querySelector('.output details[open] pre')?.checkVisibility() === true,
			);
		},
	},
	{
		name: 'a term explains itself',
		run: async (reader) => {
			await reader.open(CHAPTER);
			await reader.click('.term button');
			await reader.until('its card', () => document.querySelector('.term-card:popover-open') !== null);
			await reader.press('Escape');
			await reader.until('it to close', () => !document.querySelector('.term-card:popover-open'));
		},
	},
	{
		name: '“Differs” opens its sentence',
		run: async (reader) => {
			await reader.open(CHAPTER);
			await reader.click('command-block .differ');
			await reader.until('the sentence', () => document.querySelector('.difference:popover-open') !== null);
			const text = await reader.evaluate(
				() => document.querySelector('.difference:popover-open')!.textContent,
			);
			assert.match(text, /^The engines differ: \S+/u);
		},
	},
	{
		name: 'the search opens by Ctrl+K, finds --rm, and Enter opens a result',
		run: async (reader) => {
			await reader.open(CHAPTER);
			await reader.press('Control+k');
			await reader.until('the search', () => document.activeElement!.matches('dialog input'));
			await reader.type('--rm');
			await reader.until('results', () => document.querySelectorAll('.search-link').length > 3);
			await reader.press('ArrowDown');
			const href = await reader.evaluate(() => (document.activeElement as HTMLAnchorElement).href);
			assert.match(href, /#/u);
			await reader.press('Enter');
			await reader.until(
				href,
				(wanted) => location.href === wanted && document.readyState === 'complete',
				href,
			);
		},
	},
	{
		name: 'the page’s menu opens',
		run: async (reader) => {
			await reader.open(CHAPTER);
			await reader.click('.page-tools summary');
			await reader.until(
				'the menu',
				() => document.querySelector('.page-tools[open] [data-print-for="both"]')?.checkVisibility() === true,
			);
		},
	},
	{
		name: 'nothing sticks out of a window 360 px wide',
		run: async (reader) => {
			await reader.setWidth(NARROW);
			const width = await reader.evaluate(() => innerWidth);
			for (const address of ['', CHAPTER, `${CHAPTER}?engine=both`, OTHER]) {
				await reader.open(address);
				const needed = [await reader.evaluate(() => document.documentElement.scrollWidth)];
				// A window of some systems cannot be so narrow; a frame can.
				if (width > NARROW) needed.push(await reader.evaluate(widthInFrame, NARROW));
				assert.ok(needed[0]! <= width, `${address}: expected at most ${width} px, found ${needed[0]!} px`);
				assert.ok(
					(needed[1] ?? 0) <= NARROW,
					`${address}: expected at most ${NARROW} px, found ${needed[1]!} px`,
				);
			}
			if (width > NARROW)
				reader.remark = `in a window of ${width} px, the narrowest there is, and in a frame of ${NARROW} px`;
		},
	},
	{
		name: 'where storage is blocked the choice works, and a link carries it',
		run: async (reader) => {
			await reader.open(`${CHAPTER}?engine=docker`, blockStorage);
			assert.deepEqual(enginesOf(await reader.commands()), ['docker']);
			await reader.click(`${blockOf('first-run')} ${switchTo('both')}`);
			await reader.until('both', () => document.documentElement.dataset['engine'] === 'both');
			await reader.click('a[rel="next"]');
			await reader.until(
				'the next page',
				() => location.pathname !== '/first-containers/' && document.readyState === 'complete',
			);
			assert.equal(await reader.choice(), 'both');
		},
	},
	{
		name: 'from disk the engine is chosen, links lead on, a recording replays, the search finds',
		run: async (reader) => {
			await reader.openFromDisk('index.html');
			await reader.click('.contents a[data-chapter="first-containers"]');
			await reader.until('the chapter', () => location.pathname.endsWith('/first-containers/index.html'));
			await reader.until('its scripts', () => customElements.get('engine-switch') !== undefined);
			await reader.click(switchTo('docker'));
			await reader.until('docker', () => document.documentElement.dataset['engine'] === 'docker');
			assert.deepEqual(enginesOf(await reader.commands()), ['docker']);
			await reader.click(`${blockOf('name-clash')} [data-replay]`);
			await reader.until(
				'the replay',
				(block) => (document.querySelector<CommandBlock>(block)!.replayText ?? '').includes('already in use'),
				blockOf('name-clash'),
			);
			await reader.press('/');
			await reader.until('the search', () => document.querySelector('dialog[open] input') !== null);
			await reader.type('--rm');
			await reader.until('results', () => document.querySelectorAll('.search-link').length > 3);
		},
	},
];
