/**
 * The page about reading without a network: keeps the whole book, shows what is kept, lets go of it. It is also what the
 * service worker shows in the place of a page that is not kept, and then says so.
 */
import type { Ask, State } from './messages.ts';
import { viewOf, type Press } from './words.ts';

/** On demand, as every page has it: imported in both ways, it would be cut in two. */
const loadOffline = () => import('./offline.ts');

// In a variable: the bundler takes the usual form for a file that it should find now.
const here = import.meta.url;
/** The book's first page, wherever the book is served: scripts lie in a folder of the book's root. */
const root = new URL('../', here);

/** Milliseconds after which a worker that fetches is asked how it goes: a browser may have ended it. */
const ASK_AFTER = 5000;

class OfflineBook extends HTMLElement {
	#worker: ServiceWorker | undefined;
	#running = false;

	connectedCallback(): void {
		if (new URL('offline/', root).pathname !== location.pathname.replace(/index\.html$/u, ''))
			this.#standIn();
		this.addEventListener('click', ({ target }) => {
			const press =
				target instanceof Element && target.closest<HTMLElement>('[data-press]')?.dataset['press'];
			if (press) this.#press(press as Press);
		});
		void this.#start();
	}

	/** In the place of another page. */
	#standIn(): void {
		const title = 'This page is not on this device';
		const heading = document.querySelector('h1')!;
		document.title = document.title.replace(heading.textContent.trim(), title);
		heading.textContent = title;
		const missing = this.querySelector<HTMLElement>('.missing')!;
		missing.hidden = false;
		// Before anything about the page that this is otherwise.
		this.parentElement!.prepend(missing);
		missing.querySelector('button')!.addEventListener('click', () => location.reload());
	}

	async #start(): Promise<void> {
		try {
			await (
				await loadOffline()
			).registered;
			navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<State>) =>
				this.#show(data),
			);
			// Messages that come before the page is parsed wait until they are asked for.
			navigator.serviceWorker.startMessages();
			this.#worker = (await navigator.serviceWorker.ready).active!;
			this.#ask({ ask: 'state' });
		} catch (error) {
			this.#part('.text').textContent = (error as Error).message;
		}
		setInterval(() => this.#running && this.#ask({ ask: 'state' }), ASK_AFTER);
	}

	#press(press: Press): void {
		this.#ask({ ask: press });
		if (press === 'whole') void persist();
	}

	#ask(ask: Ask): void {
		this.#worker?.postMessage(ask);
	}

	#show(state: State): void {
		const { text, progress, buttons } = viewOf(state);
		this.#part('.text').textContent = text;
		const bar = this.querySelector('progress')!;
		bar.hidden = progress === undefined;
		bar.value = progress ?? 0;
		this.#showButtons(buttons);
		// Not each of the many steps.
		const status = this.#part('[role="status"]');
		const isStep = state.running && this.#running;
		if (!isStep && status.textContent !== text) status.textContent = text;
		this.#running = state.running;
		const kept = this.#part('.kept');
		kept.hidden = state.pages.length === 0;
		kept.querySelector('ul')!.replaceChildren(
			...state.pages.map(({ address, title }) => {
				const item = document.createElement('li');
				const link = document.createElement('a');
				link.href = new URL(address, root).href;
				link.textContent = title;
				item.append(link);
				return item;
			}),
		);
	}

	/** The focus does not vanish with the button that has it. */
	#showButtons(wanted: { press: Press; label: string }[]): void {
		const buttons = [...this.querySelectorAll<HTMLButtonElement>('[data-press]')];
		const had = buttons.find((button) => button === document.activeElement);
		for (const button of buttons) {
			const own = wanted.find(({ press }) => press === button.dataset['press']);
			button.hidden = !own;
			if (own) button.textContent = own.label;
		}
		if (had?.hidden) (buttons.find(({ hidden }) => !hidden) ?? this.#part('.text')).focus();
	}

	#part(selector: string): HTMLElement {
		return this.querySelector<HTMLElement>(selector)!;
	}
}

/** What a reader has asked for shall not make room for what another site wants. A browser may refuse, or ask first. */
async function persist(): Promise<void> {
	try {
		await navigator.storage.persist();
	} catch {
		// Some browsers do not have it: there it is kept like everything else.
	}
}

customElements.define('offline-book', OfflineBook);
