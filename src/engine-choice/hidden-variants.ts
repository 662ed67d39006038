import { choose, currentChoice, isChosen } from './choice.ts';
import { isEngineId } from '../engines/engines.ts';

/** What belongs to one engine and is more than a word of a sentence or a button. */
const VARIANTS = ':is(div, figure)[data-for-engine]';

/**
 * Hides what is not chosen in such a way that the browser's find-in-page still finds it, and a fragment in the address
 * still leads there: `hidden="until-found"` of the HTML standard. Where a browser does not know that, it is plainly hidden.
 */
export function hideVariants(): void {
	for (const variant of document.querySelectorAll(VARIANTS)) {
		if (isChosen(variant)) variant.removeAttribute('hidden');
		else if (variant.getAttribute('hidden') === null) variant.setAttribute('hidden', 'until-found');
	}
	// What differs is marked where both show (differs.css): elsewhere a screen reader shall not speak of it either.
	const role = currentChoice() === 'both' ? null : 'none';
	for (const mark of document.querySelectorAll('mark.differs')) mark.role = role;
}

/** When the browser has found something in a hidden variant, the book turns to that engine; the browser then scrolls there. */
export function followFinds(): void {
	document.addEventListener('beforematch', ({ target }) => {
		const owner =
			target instanceof Element ? target.closest<HTMLElement>(VARIANTS)?.dataset['forEngine'] : undefined;
		if (isEngineId(owner) && currentChoice() !== 'both') choose(owner);
	});
}

/** Links of a table of contents go with what they lead to: a section for one engine is listed for that engine. */
export function ownContents(): void {
	for (const link of document.querySelectorAll<HTMLAnchorElement>(
		':is(starlight-toc, mobile-starlight-toc) li > a',
	)) {
		const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
		const owner = target?.closest<HTMLElement>(VARIANTS)?.dataset['forEngine'];
		if (owner !== undefined) link.parentElement!.dataset['forEngine'] = owner;
	}
}
