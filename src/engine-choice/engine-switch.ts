import { isEngineId } from '../engines/engines.ts';
import { CHANGE_EVENT, carryChoiceInLinks, chooseEngine, currentEngine, followOtherTabs } from './choice.ts';

/** A group of radio buttons, one per engine. All of them on a page are in step. */
class EngineSwitch extends HTMLElement {
	#follow = () => {
		for (const input of this.querySelectorAll('input')) input.checked = input.value === currentEngine();
	};

	connectedCallback(): void {
		this.#follow();
		document.addEventListener(CHANGE_EVENT, this.#follow);
		this.addEventListener('change', ({ target }) => {
			const { value } = target as HTMLInputElement;
			if (!isEngineId(value)) return;
			// What lies above may be of another height for the other engine: what the reader looks at stays in its place.
			const anchor = this.closest('main') ? this : firstInView();
			const before = anchor?.getBoundingClientRect().top ?? 0;
			chooseEngine(value);
			const after = anchor?.getBoundingClientRect().top ?? 0;
			scrollBy({ top: after - before, behavior: 'instant' });
		});
	}

	disconnectedCallback(): void {
		document.removeEventListener(CHANGE_EVENT, this.#follow);
	}
}

/** The first piece of the page under the header that shows for both engines. */
function firstInView(): Element | undefined {
	const top = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
	const pieces = document.querySelectorAll('main :is(h2, h3, p, li, table, command-block):not(.only *)');
	return [...pieces].find((piece) => {
		const { top: start, height } = piece.getBoundingClientRect();
		return height > 0 && start >= top;
	});
}

customElements.define('engine-switch', EngineSwitch);
followOtherTabs();
carryChoiceInLinks();
