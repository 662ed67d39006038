/**
 * Puts the components of the style page into the states that a reader would bring about: by the same presses, through the
 * same code. Only what lies outside the page answers otherwise: the clipboard, the network, storage. With scripts off
 * every section is at rest.
 */
import { followClasses } from './pointed-at.ts';

/** Milliseconds; longer ones are those that take a state away again. */
const LONG_TIMER = 1000;
const PATIENCE = 10_000;

/** What is done in a section, by its name; a section without an entry needs nothing. */
const STATES: Readonly<Record<string, (section: HTMLElement) => Promise<void> | void>> = {
	hover: (section) => {
		section.querySelector('command-block')!.classList.add('shows-hover');
		for (const button of section.querySelectorAll('[data-copy-block], [data-copy-command]'))
			button.classList.add('shows-hover');
	},
	focus: (section) => {
		for (const stop of section.querySelectorAll('.title a, command-block button, command-block .origin a'))
			stop.classList.add('shows-focus');
	},
	copied: (section) =>
		withClipboard(true, () =>
			withoutLongTimers(async () => {
				for (const selector of ['[data-copy-block]', '[data-copy-command]']) {
					const button = chosen(section, selector);
					button.click();
					await until(() => button.dataset['state'] === 'copied');
				}
			}),
		),
	refused: (section) =>
		withClipboard(false, async () => {
			chosen(section, '[data-copy-block]').click();
			await until(() => document.querySelector('dialog.offer[open]'));
		}),
	'differing-why': (section) => {
		section.querySelector<HTMLElement>('.differ')!.click();
	},
	'term-open': (section) => section.querySelector<HTMLElement>('.term button')!.click(),
	unfolded: (section) => {
		for (const summary of section.querySelectorAll<HTMLElement>('.output summary')) summary.click();
	},
	'question-open': (section) => section.querySelector<HTMLElement>('.question summary')!.click(),
	playing: (section) => pressReplay(section),
	paused: (section) => replayTo(section, '5'),
	ended: (section) => replayTo(section, 'End'),
	loading: (section) => {
		let isAsked = false;
		return withFetch(
			() => {
				isAsked = true;
				return new Promise(() => {});
			},
			async () => {
				chosen(section, '[data-replay]').click();
				await until(() => isAsked);
			},
		);
	},
	offline: (section) => failReplay(section, () => Promise.reject(new TypeError('Failed to fetch'))),
	damaged: (section) => failReplay(section, () => Promise.resolve(new Response('<!doctype html>'))),
	'value-edited': (section) => edit(section),
	'value-refused': async (section) => {
		await edit(section);
		const field = section.querySelector<HTMLInputElement>('.value-field')!;
		field.value = 'no port';
		press(field, 'Enter');
	},
	'value-changed': (section) =>
		withoutStorage(async () => {
			await edit(section);
			const field = section.querySelector<HTMLInputElement>('.value-field')!;
			field.value = '9090';
			press(field, 'Enter');
			await until(() => section.querySelector('.value-note'));
		}),
	'search-empty': () => search(''),
	'search-results': () => search('--rm'),
	'search-nothing': () => search('xyzzy'),
};

async function start(): Promise<void> {
	followClasses();
	const { scrollY } = globalThis;
	for (const section of document.querySelectorAll<HTMLElement>('section[data-picture]')) {
		const show = STATES[section.id.replace('style-', '')];
		const button = section.querySelector('[data-show]');
		if (!show) continue;
		if (button) button.addEventListener('click', () => void show(section));
		else await show(section);
	}
	// The presses took the focus, and the page with it, and no reader has made them.
	if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
	const target = document.getElementById(location.hash.slice(1));
	if (target) target.scrollIntoView();
	else scrollTo({ top: scrollY, behavior: 'instant' });
	document.documentElement.dataset['statesShown'] = '';
}

/** The first such element that shows, so of the chosen engine. Nothing is shared with the script of every page, which the build would cut in two for it. */
function chosen(section: HTMLElement, selector: string): HTMLElement {
	return [...section.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility())!;
}

async function pressReplay(section: HTMLElement): Promise<void> {
	chosen(section, '[data-replay]').click();
	await until(() => section.querySelector('.controls'));
}

/** Opens a replay and brings it to a place, which is the same each time, with one of the player's own keys. */
async function replayTo(section: HTMLElement, key: string): Promise<void> {
	await pressReplay(section);
	section.querySelector<HTMLElement>('.controls [aria-label="Pause"]')?.click();
	press(section.querySelector<HTMLElement>('.controls button')!, key);
	const screen = section.querySelector('.screen')!;
	let before: string | undefined;
	// A page has one live terminal: the next replay takes it, and what this one shows must be there by then.
	await until(() => {
		const now = screen.textContent;
		const isStill = now.trim() !== '' && now === before;
		before = now;
		return isStill;
	}, 200);
}

function failReplay(section: HTMLElement, answer: typeof fetch): Promise<void> {
	return withFetch(answer, async () => {
		chosen(section, '[data-replay]').click();
		await until(() => section.querySelector<HTMLElement>('command-block')!.dataset['fault']);
	});
}

async function edit(section: HTMLElement): Promise<void> {
	chosen(section, '.value').click();
	await until(() => section.querySelector('.value-field'));
}

async function search(text: string): Promise<void> {
	document.querySelector<HTMLElement>('[data-open-search]')!.click();
	await until(() => document.querySelector('.search-dialog[open]'));
	const field = document.querySelector<HTMLInputElement>('.search-dialog input[type="search"]')!;
	field.value = text;
	field.dispatchEvent(new Event('input', { bubbles: true }));
}

function press(element: HTMLElement, key: string): void {
	element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

/** Runs something while an object has another property, and gives the old one back. */
async function having<Thing extends object>(
	thing: Thing,
	other: Partial<Thing>,
	run: () => Promise<void>,
): Promise<void> {
	const before = Object.getOwnPropertyDescriptors(thing);
	for (const [name, value] of Object.entries(other))
		Object.defineProperty(thing, name, { value, configurable: true, writable: true });
	try {
		await run();
	} finally {
		for (const name of Object.keys(other)) {
			Reflect.deleteProperty(thing, name);
			const old = (before as Record<string, PropertyDescriptor | undefined>)[name];
			if (old) Object.defineProperty(thing, name, old);
		}
	}
}

function withClipboard(works: boolean, run: () => Promise<void>): Promise<void> {
	const writeText = () => (works ? Promise.resolve() : Promise.reject(new Error('refused')));
	const clipboard = { writeText } as unknown as Clipboard;
	const older: object = { execCommand: () => works };
	return having<object>(navigator, { clipboard }, () => having<object>(document, older, run));
}

function withFetch(answer: typeof fetch, run: () => Promise<void>): Promise<void> {
	return having(globalThis, { fetch: answer }, run);
}

/** What is kept then lasts as long as the page, and the reader's own values stay as they are. */
function withoutStorage(run: () => Promise<void>): Promise<void> {
	const setItem = () => {
		throw new DOMException('The storage is full.', 'QuotaExceededError');
	};
	return having(Storage.prototype, { setItem }, run);
}

/** What would end by itself stays: timers that are long are not started. */
function withoutLongTimers(run: () => Promise<void>): Promise<void> {
	const { setTimeout: start } = globalThis;
	const setTimeout = ((callback: () => void, time = 0) =>
		time >= LONG_TIMER ? 0 : start(callback, time)) as typeof globalThis.setTimeout;
	return having(globalThis, { setTimeout }, run);
}

async function until(holds: () => unknown, every = 20): Promise<void> {
	const end = performance.now() + PATIENCE;
	while (!holds()) {
		if (performance.now() > end) throw new Error(`This never came to be: ${String(holds)}`);
		await new Promise((resolve) => setTimeout(resolve, every));
	}
}

void start();
