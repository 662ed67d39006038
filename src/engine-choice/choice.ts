import { DEFAULT_ENGINE, ENGINE_IDS, isEngineId, type EngineId } from '../engines/engines.ts';

/** What a reader can choose: an engine, or all of them side by side. */
export type Choice = EngineId | 'both';

export const CHOICES: readonly Choice[] = [...ENGINE_IDS, 'both'];

/** Where the choice is kept between visits, and how it is called in an address. */
export const STORAGE_KEY = 'engine';
export const PARAMETER = 'engine';

/** Told on `document` after the choice has changed; `detail` is the choice. */
export const CHANGE_EVENT = 'engine-change';

/** What the page shows now. */
export function currentChoice(): Choice {
	const choice = document.documentElement.dataset['engine'];
	return isChoice(choice) ? choice : DEFAULT_ENGINE;
}

/** Whether an element is for what has been chosen; what belongs to no engine is for all. */
export function isChosen(element: Element): boolean {
	const owner = element.closest<HTMLElement>('[data-for-engine]')?.dataset['forEngine'];
	const choice = currentChoice();
	return owner === undefined || choice === 'both' || owner === choice;
}

/** Switches the whole page, and keeps the choice in storage and in the address. */
export function choose(choice: Choice): void {
	try {
		localStorage.setItem(STORAGE_KEY, choice);
	} catch {
		// Storage is blocked or full: the address still carries the choice.
	}
	history.replaceState(history.state, '', withChoice(location.href, choice));
	show(choice);
}

/** An address of the book, with the choice in it. */
export function withChoice(href: string, choice: Choice = currentChoice()): string {
	const address = new URL(href);
	address.searchParams.set(PARAMETER, choice);
	return address.href;
}

/** Follows a choice made in another tab of the browser. An address that carries a choice would undo it on the next visit. */
export function followOtherTabs(change: (follow: () => void) => void): void {
	addEventListener('storage', ({ key, newValue }) => {
		if (key !== STORAGE_KEY || !isChoice(newValue)) return;
		if (new URL(location.href).searchParams.has(PARAMETER))
			history.replaceState(history.state, '', withChoice(location.href, newValue));
		change(() => show(newValue));
	});
}

/**
 * Links within the book carry a choice that the address carries, so that it holds where storage is blocked, and where a
 * reader copies the link or opens it in another tab. A link that names an engine keeps it.
 */
export function carryChoiceInLinks(): void {
	for (const use of ['pointerdown', 'click', 'contextmenu'])
		addEventListener(
			use,
			({ target }) => {
				const link = target instanceof Element ? target.closest('a') : null;
				if (!link || link.download || link.origin !== location.origin) return;
				const names = new URL(link.href).searchParams.has(PARAMETER) && !link.dataset['carries'];
				if (names || !new URL(location.href).searchParams.has(PARAMETER)) return;
				link.href = withChoice(link.href);
				link.dataset['carries'] = 'choice';
			},
			{ capture: true },
		);
}

function isChoice(value: unknown): value is Choice {
	return isEngineId(value) || value === 'both';
}

function show(choice: Choice): void {
	if (choice === currentChoice()) return;
	document.documentElement.dataset['engine'] = choice;
	document.dispatchEvent(new CustomEvent<Choice>(CHANGE_EVENT, { detail: choice }));
}
