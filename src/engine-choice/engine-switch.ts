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
			// What the engines printed may differ in height above: keep the pressed switch where the finger is.
			const before = this.getBoundingClientRect().top;
			chooseEngine(value);
			scrollBy({ top: this.getBoundingClientRect().top - before, behavior: 'instant' });
		});
	}

	disconnectedCallback(): void {
		document.removeEventListener(CHANGE_EVENT, this.#follow);
	}
}

customElements.define('engine-switch', EngineSwitch);
followOtherTabs();
carryChoiceInLinks();
