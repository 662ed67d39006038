import { isChosen } from './choice.ts';

const STOPS = ':is(a[href], button, summary, [tabindex])';

/**
 * A choice made elsewhere, in another tab or by a search, may hide what has the focus here: then its like for the chosen
 * engine gets it. Without that it would fall to the top of the page.
 */
export function keepFocus(): void {
	const active = document.activeElement as HTMLElement | null;
	const owner = active?.closest<HTMLElement>('[data-for-engine]');
	if (!active || !owner || isChosen(owner)) return;
	const siblings = [...owner.parentElement!.querySelectorAll<HTMLElement>(':scope > [data-for-engine]')];
	const hidden = siblings.filter(({ dataset }) => dataset['forEngine'] === owner.dataset['forEngine']);
	const like = siblings.filter(isChosen)[hidden.indexOf(owner)];
	const place = stopsIn(owner).indexOf(active);
	const stops = like ? stopsIn(like) : [];
	(stops[place] ?? stops[0])?.focus({ preventScroll: true });
}

function stopsIn(element: HTMLElement): HTMLElement[] {
	return [...element.querySelectorAll<HTMLElement>(STOPS)];
}
