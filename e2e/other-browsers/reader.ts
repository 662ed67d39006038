import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { SIZE, type Browser } from './browser.ts';
import type { Site } from './serve.ts';

/** Milliseconds after which something that has not come will not come. */
const PATIENCE = 10_000;

/** A reader of the built book in one browser: what the checks are written with. */
export class Reader {
	readonly #browser: Browser;
	readonly #site: Site;
	readonly evaluate: Browser['evaluate'];
	readonly press: Browser['press'];
	#width = SIZE.width;
	/** What is worth telling of a check that passes; a check sets it. */
	remark = '';

	constructor(browser: Browser, site: Site) {
		this.#browser = browser;
		this.#site = site;
		this.evaluate = browser.evaluate;
		this.press = browser.press;
	}

	/** Forgets what a check before has left: what is stored, the window's width, and what went wrong. */
	async begin(): Promise<void> {
		this.#site.before = undefined;
		this.remark = '';
		await this.setWidth(SIZE.width);
		// Something small of the book's, to get at what it keeps.
		await this.#browser.goto(`${this.#site.url}favicon.svg`);
		await this.evaluate(() => localStorage.clear());
		this.#site.faults.length = 0;
	}

	/**
	 * Loads a page of the book, and waits until its scripts have run.
	 *
	 * @param address relative to the book's root
	 * @param before runs in this page and in the next ones before their own scripts
	 */
	async open(address: string, before?: () => void): Promise<void> {
		if (before) this.#site.before = before;
		await this.#browser.goto(this.#site.url + address);
		await this.until('the page’s scripts to run', () => customElements.get('engine-switch') !== undefined);
	}

	/** Loads a page of the book from the folder of the build, without any server, and waits until its scripts have run. */
	async openFromDisk(file: string): Promise<void> {
		await this.#browser.goto(new URL(`../../dist/${file}`, import.meta.url).href);
		await this.until('the page’s scripts to run', () => customElements.get('engine-switch') !== undefined);
	}

	/** Visits a page until the browser keeps it, then does something while the server does not answer. */
	async withoutServer(address: string, work: () => Promise<void>): Promise<void> {
		this.#site.isWatching = false;
		try {
			await this.open(address);
			await this.until('the page to be kept', isPageKept);
			this.#site.isGone = true;
			await work();
		} finally {
			this.#site.isWatching = true;
			this.#site.isGone = false;
			// The next check shall get its pages from the server again.
			await this.evaluate(async () => {
				for (const registration of await navigator.serviceWorker.getRegistrations())
					await registration.unregister();
				for (const name of await caches.keys()) await caches.delete(name);
			});
		}
	}

	async reload(): Promise<void> {
		await this.#browser.goto(await this.evaluate(() => location.href));
		await this.until('the page’s scripts to run', () => customElements.get('engine-switch') !== undefined);
	}

	/** Waits until something holds in the page. */
	async until<Args extends unknown[]>(
		what: string,
		holds: (...args: Args) => boolean | Promise<boolean>,
		...args: Args
	): Promise<void> {
		const end = Date.now() + PATIENCE;
		let failure = '';
		// On the way from one page to the next there may be no page to ask.
		const ask = () =>
			this.evaluate(holds, ...args).catch((error: unknown) => {
				failure = `, and the page said: ${String(error)}`;
				return false;
			});
		while (!(await ask())) {
			assert.ok(Date.now() < end, `waited ${PATIENCE} ms in vain for ${what}${failure}`);
			failure = '';
			await setTimeout(50);
		}
	}

	/** Makes the page as wide as asked (CSS pixels), or as near as the window allows. */
	async setWidth(width: number): Promise<void> {
		if (width === this.#width) return;
		await this.#browser.setWidth(width);
		this.#width = width;
	}

	/** Types a text key by key. */
	async type(text: string): Promise<void> {
		for (const character of text) await this.press(character);
	}

	/** Gives the focus to the first element on display that matches. */
	async focus(selector: string): Promise<void> {
		const focused = await this.evaluate((wanted) => {
			const element = [...document.querySelectorAll<HTMLElement>(wanted)].find((found) =>
				found.checkVisibility({ visibilityProperty: true }),
			);
			element?.focus();
			return element !== undefined && document.activeElement === element;
		}, selector);
		assert.ok(focused, `expected something on display that takes the focus: ${selector}`);
	}

	/** Presses the mouse on the first element on display that matches; scrolls to it where that is needed. */
	async click(selector: string): Promise<void> {
		const place = await this.evaluate((wanted) => {
			const element = [...document.querySelectorAll(wanted)].find((found) =>
				found.checkVisibility({ visibilityProperty: true }),
			);
			if (!element) return 'nothing on display';
			const centre = () => {
				const { left, top, width, height } = element.getBoundingClientRect();
				return { x: left + width / 2, y: top + height / 2 };
			};
			const isFree = ({ x, y }: { x: number; y: number }) => {
				const hit = document.elementFromPoint(x, y);
				return hit !== null && (element.contains(hit) || hit.contains(element));
			};
			if (!isFree(centre())) element.scrollIntoView({ block: 'center', behavior: 'instant' });
			const { x, y } = centre();
			return isFree({ x, y })
				? { x, y }
				: `covered by ${document.elementFromPoint(x, y)?.outerHTML.slice(0, 200)}`;
		}, selector);
		if (typeof place === 'string') assert.fail(`expected to press ${selector}, found ${place}`);
		await this.#browser.click(place.x, place.y);
	}

	/** The commands on display, as they are copied. */
	commands(): Promise<string[]> {
		return this.evaluate(() =>
			[...document.querySelectorAll<HTMLElement>('.command')]
				.filter((command) => command.querySelector('code')!.checkVisibility({ visibilityProperty: true }))
				.map(({ dataset }) => dataset['command']!),
		);
	}

	choice(): Promise<string | undefined> {
		return this.evaluate(() => document.documentElement.dataset['engine']);
	}

	/** The query and the fragment of the address. */
	address(): Promise<string> {
		return this.evaluate(() => location.pathname.slice(1) + location.search + location.hash);
	}
}

/** In the page: whether it is among what the book's service worker keeps, and what stands for other pages too. */
async function isPageKept(): Promise<boolean> {
	const kept: string[] = [];
	for (const name of await caches.keys())
		kept.push(...(await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname));
	return kept.includes(`${location.pathname}index.html`) && kept.includes('/offline/index.html');
}
