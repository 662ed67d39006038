import { PARAMETER } from '../engine-choice/choice.ts';
import { engineById, ENGINE_IDS, ENGINES, isEngineId, type EngineId } from '../engines/engines.ts';
import css from './dialog.css?inline';
import type { SearchResult } from './book.ts';
import { loadIndex, type LoadedBook } from './load-index.ts';
import { parseQuery, type Term } from './query.ts';
import { element, resultView } from './result-view.ts';

/** Results that are shown at first, and how many more each press brings. */
const AT_ONCE = 20;
/** Milliseconds without a key after which the number of results is told: not at each letter. */
const QUIET = 350;
/** Each of them finds something: a test tries them. */
const EXAMPLES = [
	'--rm',
	'-p',
	':ro',
	'docker.sock',
	'.State.Status',
	'exit 125',
	'restart policy',
	'rootless',
];

let dialog: SearchDialog | undefined;

/**
 * Opens the search of the book; when it is open, its field gets the focus.
 *
 * @param slashKey where it is kept that `/` does not open the search
 */
export function openSearch(slashKey: string): void {
	dialog ??= new SearchDialog(slashKey);
	dialog.open();
}

class SearchDialog {
	#dialog = element('dialog', 'search-dialog');
	#input: HTMLInputElement;
	#status: HTMLElement;
	#results: HTMLElement;
	#book: LoadedBook | undefined;
	/** Ends the search that is under way: a newer one takes its place. */
	#underWay = new AbortController();
	#loading: Promise<void> | undefined;
	/** Why there is no book: a sentence. */
	#failure: string | undefined;
	#quiet: ReturnType<typeof setTimeout> | undefined;

	constructor(slashKey: string) {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(css);
		document.adoptedStyleSheets.push(sheet);
		this.#dialog.setAttribute('aria-label', 'Search the book');
		this.#dialog.innerHTML = frame();
		this.#input = this.#dialog.querySelector('input[type="search"]')!;
		this.#status = this.#dialog.querySelector('[role="status"]')!;
		this.#results = this.#dialog.querySelector('.search-results')!;
		this.#input.addEventListener('input', () => this.#search());
		this.#dialog.querySelector('fieldset')!.addEventListener('change', () => this.#search());
		this.#dialog.querySelector('.search-close')!.addEventListener('click', () => this.#dialog.close());
		this.#dialog.addEventListener('keydown', (event) => this.#onKey(event));
		this.#dialog.addEventListener('click', (event) => this.#onClick(event));
		keepSlash(this.#dialog.querySelector('input[type="checkbox"]')!, slashKey);
		document.body.append(this.#dialog);
	}

	open(): void {
		if (!this.#dialog.open) {
			const choice = document.documentElement.dataset['engine'] ?? '';
			this.#radio(choice).checked = true;
			this.#dialog.showModal();
			this.#load();
			this.#search();
		}
		this.#input.focus();
		this.#input.select();
	}

	#load(): void {
		this.#failure = undefined;
		this.#loading ??= loadIndex().then(
			(book) => {
				this.#book = book;
				this.#search();
			},
			(error: unknown) => {
				this.#loading = undefined;
				this.#fail(error);
			},
		);
	}

	#fail(error: unknown): void {
		this.#failure = (error as Error).message;
		this.#search();
	}

	#showFailure(message: string): void {
		this.#tell(message);
		const again = element('button', 'search-button-like');
		again.type = 'button';
		again.textContent = 'Try again';
		again.addEventListener('click', () => {
			this.#input.focus();
			this.#load();
			this.#search();
		});
		this.#results.replaceChildren(again);
	}

	#radio(choice: string): HTMLInputElement {
		const radio = (value: string) => this.#dialog.querySelector<HTMLInputElement>(`input[value="${value}"]`);
		return radio(choice) ?? radio('both')!;
	}

	/** The engines of the filter. */
	#engines(): EngineId[] {
		const value = this.#dialog.querySelector<HTMLInputElement>('input[type="radio"]:checked')!.value;
		return isEngineId(value) ? [value] : ENGINE_IDS;
	}

	#search(): void {
		this.#underWay.abort();
		this.#underWay = new AbortController();
		this.#results.ariaBusy = 'false';
		const terms = parseQuery(this.#input.value);
		if (this.#failure !== undefined) this.#showFailure(this.#failure);
		else if (terms.length === 0) {
			this.#tell('');
			this.#results.replaceChildren(invitation());
		} else if (!this.#book) {
			this.#tell('Loading the text of the book …');
			this.#results.replaceChildren();
		} else void this.#searchFor(terms, AT_ONCE, this.#underWay.signal);
		this.#dialog.scrollTop = 0;
	}

	/** Searches and shows what was found, unless that is no longer wanted when it comes. */
	async #searchFor(terms: readonly Term[], count: number, signal: AbortSignal): Promise<void> {
		// What is shown is of what was typed before.
		this.#results.ariaBusy = 'true';
		try {
			const result = await this.#book!.search(terms, this.#engines(), count, signal);
			if (signal.aborted) return;
			this.#results.ariaBusy = 'false';
			if (result.found.length === 0) await this.#showNothing(terms, signal);
			else this.#showFindings(result, terms, count);
		} catch (error) {
			if (!signal.aborted) this.#fail(error);
		}
	}

	#showFindings({ found, total, complete }: SearchResult, terms: readonly Term[], count: number): void {
		const number = `${total} ${total === 1 ? 'result' : 'results'}`;
		const renamed = terms.filter(({ otherNames }) => otherNames.length > 0);
		const names = renamed.map(
			({ text, otherNames }) => ` The book may write ${either(otherNames)} for ${text}.`,
		);
		this.#tell(
			(complete ? `${number}.` : `No place has all of these words. ${number} with some of them.`) +
				names.join(''),
		);
		const list = element('ol');
		list.append(
			...found
				.slice(0, count)
				.map((each) => resultView(each, terms, this.#book!, this.#engines().length > 1)),
		);
		this.#results.replaceChildren(list);
		if (total <= count) return;
		const more = element('button', 'search-button-like');
		more.type = 'button';
		more.textContent = `Show ${Math.min(AT_ONCE, total - count)} more`;
		more.addEventListener('click', () => {
			const { signal } = this.#underWay;
			void this.#searchFor(terms, count + AT_ONCE, signal).then(() => {
				if (!signal.aborted) this.#links()[count]?.focus();
			});
		});
		this.#results.append(more);
	}

	async #showNothing(terms: readonly Term[], signal: AbortSignal): Promise<void> {
		const engines = this.#engines();
		const [only] = engines;
		const where = engines.length === 1 ? ` for ${engineById(only!).label}` : '';
		this.#tell(`Nothing found for “${this.#input.value.trim()}”${where}.`);
		const hint = element('p', 'search-hint');
		hint.textContent =
			'Searched were commands, what they print, notes, text and headings. Fewer words, or the beginning of one, find more.';
		this.#results.replaceChildren(hint);
		for (const { id, label } of ENGINES) {
			if (engines.includes(id)) continue;
			const { total, complete } = await this.#book!.search(terms, [id], 1, signal);
			if (total === 0 || !complete) continue;
			const offer = element('button', 'search-button-like');
			offer.type = 'button';
			offer.textContent = `${label} has ${total} ${total === 1 ? 'result' : 'results'}`;
			offer.addEventListener('click', () => {
				this.#radio(id).checked = true;
				this.#input.focus();
				this.#search();
			});
			this.#results.append(offer);
		}
	}

	#tell(text: string): void {
		clearTimeout(this.#quiet);
		if (text === '') this.#status.textContent = '';
		else this.#quiet = setTimeout(() => (this.#status.textContent = text), QUIET);
	}

	#links(): HTMLAnchorElement[] {
		return [...this.#results.querySelectorAll<HTMLAnchorElement>('.search-link')];
	}

	#onClick(event: MouseEvent): void {
		const { target, ctrlKey, metaKey, shiftKey } = event;
		if (!(target instanceof Element)) return;
		// The dialog itself is what is around its box: the backdrop.
		if (target === this.#dialog) this.#dialog.close();
		const link = target.closest('a');
		// A place on this page opens without leaving it.
		if (link && !ctrlKey && !metaKey && !shiftKey) this.#dialog.close();
		// The engine of a result goes before the one that the page's address would have its links carry.
		if (link && new URL(link.href).searchParams.has(PARAMETER)) event.stopPropagation();
		const example = target.closest<HTMLElement>('[data-query]');
		if (!example) return;
		this.#input.value = example.dataset['query']!;
		this.#input.focus();
		this.#search();
	}

	#onKey(event: KeyboardEvent): void {
		const { key, target } = event;
		const links = this.#links();
		const at = links.findIndex((link) => link.closest('li')!.contains(target as Node));
		const to = (link: HTMLElement | undefined) => {
			event.preventDefault();
			(link ?? this.#input).focus();
		};
		// Chromium would only empty the field.
		if (key === 'Escape') {
			event.preventDefault();
			this.#dialog.close();
		} else if ((target as HTMLElement).matches('[type="radio"], [type="checkbox"]')) return;
		else if (key === 'ArrowDown') to(links[Math.min(at + 1, links.length - 1)]);
		else if (key === 'ArrowUp') to(links[at - 1]);
		else if (key === 'Enter' && target === this.#input) {
			event.preventDefault();
			if (this.#results.ariaBusy !== 'true') links[0]?.click();
		} else if (
			at >= 0 &&
			key.length === 1 &&
			key !== ' ' &&
			!event.ctrlKey &&
			!event.metaKey &&
			!event.altKey
		)
			// Typing goes on where it was left.
			this.#input.focus();
	}
}

function frame(): string {
	const choices = [...ENGINES.map(({ id, label }) => [id, label]), ['both', 'Both']];
	return `<div class="search-box">
	<div class="search-top">
		<div class="search-field">
			<input type="search" aria-label="Search the book" placeholder="A flag, a command, a word" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" />
			<button type="button" class="search-close">Close</button>
		</div>
		<fieldset>
			<legend>Results for</legend>
			${choices.map(([value, label]) => `<label><input type="radio" name="search-engine" value="${value}" autocomplete="off" /><span>${label}</span></label>`).join('')}
		</fieldset>
		<p role="status"></p>
	</div>
	<div class="search-results"></div>
	<div class="search-foot">
		<span><kbd>↑</kbd> <kbd>↓</kbd> choose</span><span><kbd>Enter</kbd> opens</span><span><kbd>Esc</kbd> closes</span>
		<label><input type="checkbox" autocomplete="off" /> <kbd>/</kbd> opens the search</label>
	</div>
</div>`;
}

function invitation(): HTMLElement {
	const box = element('div', 'search-invitation');
	box.innerHTML = `<p>Searches the text, the commands and what they print. Flags and signs count as you type them; words between double quotes stay together.</p>
<ul>${EXAMPLES.map((query) => `<li><button type="button" class="search-button-like" data-query="${query}">${query}</button></li>`).join('')}</ul>`;
	return box;
}

function either(names: readonly string[]): string {
	return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} or ${names.at(-1)!}`;
}

function keepSlash(box: HTMLInputElement, key: string): void {
	try {
		box.checked = localStorage.getItem(key) !== 'off';
		box.addEventListener('change', () => {
			if (box.checked) localStorage.removeItem(key);
			else localStorage.setItem(key, 'off');
		});
	} catch {
		// Without storage the choice would not hold.
		box.closest('label')!.hidden = true;
	}
}
