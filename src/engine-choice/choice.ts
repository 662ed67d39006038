import { DEFAULT_ENGINE, ENGINE_IDS, isEngineId, type EngineId } from '../engines/engines.ts';

/** Where the choice is kept between visits, and how it is called in an address. */
export const STORAGE_KEY = 'engine';
export const PARAMETER = 'engine';

/** Told on `document` after the choice has changed; `detail` is the engine. */
export const CHANGE_EVENT = 'engine-change';

/** The engine whose commands the page shows now. */
export function currentEngine(): EngineId {
	const engine = document.documentElement.dataset['engine'];
	return isEngineId(engine) ? engine : DEFAULT_ENGINE;
}

/** Switches the whole page, and keeps the choice in storage and in the address. */
export function chooseEngine(engine: EngineId): void {
	show(engine);
	try {
		localStorage.setItem(STORAGE_KEY, engine);
	} catch {
		// Storage is blocked or full: the address still carries the choice.
	}
	const address = new URL(location.href);
	address.searchParams.set(PARAMETER, engine);
	history.replaceState(history.state, '', address);
}

/** Follows a choice made in another tab of the browser. */
export function followOtherTabs(): void {
	addEventListener('storage', ({ key, newValue }) => {
		if (key === STORAGE_KEY && isEngineId(newValue)) show(newValue);
	});
}

/** Links within the site carry a choice that the address carries, so that it holds where storage is blocked. */
export function carryChoiceInLinks(): void {
	addEventListener('click', ({ target }) => {
		const link = target instanceof Element ? target.closest('a') : null;
		const chosen = new URL(location.href).searchParams.get(PARAMETER);
		if (!link || !ENGINE_IDS.some((id) => id === chosen)) return;
		const address = new URL(link.href);
		if (address.origin !== location.origin || address.pathname === location.pathname) return;
		address.searchParams.set(PARAMETER, chosen!);
		link.href = address.href;
	});
}

function show(engine: EngineId): void {
	if (engine === currentEngine()) return;
	document.documentElement.dataset['engine'] = engine;
	document.dispatchEvent(new CustomEvent<EngineId>(CHANGE_EVENT, { detail: engine }));
}
