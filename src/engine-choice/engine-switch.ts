import { ENGINES } from '../engines/engines.ts';
import {
	CHANGE_EVENT,
	CHOICES,
	carryChoiceInLinks,
	choose,
	currentChoice,
	followOtherTabs,
	type Choice,
} from './choice.ts';
import { followFinds, hideVariants, ownContents } from './hidden-variants.ts';
import { keepFocus } from './keep-focus.ts';
import { keepPlace } from './place.ts';

/** A group of radio buttons, one per choice. All of them on a page are in step. */
class EngineSwitch extends HTMLElement {
	#follow = () => {
		for (const input of this.querySelectorAll('input')) input.checked = input.value === currentChoice();
	};

	connectedCallback(): void {
		this.#follow();
		document.addEventListener(CHANGE_EVENT, this.#follow);
		this.addEventListener('change', ({ target }) => {
			const choice = CHOICES.find((id) => id === (target as HTMLInputElement).value);
			// What is pressed in the text stays under the pointer; from the header, what is read stays in its place.
			if (choice) keepPlace(() => choose(choice), this.closest('main') ? this : undefined);
		});
	}

	disconnectedCallback(): void {
		document.removeEventListener(CHANGE_EVENT, this.#follow);
	}
}

/** Said when the choice has changed, by whatever way: radio buttons tell of their own press only. */
function announce(choice: Choice): void {
	const status = document.querySelector('[data-choice-status]');
	const names = ENGINES.filter(({ id }) => choice === 'both' || choice === id).map(({ label }) => label);
	if (status) status.textContent = `The book shows ${names.join(' and ')}.`;
}

// Before any listener that looks at what is shown.
document.addEventListener(CHANGE_EVENT, hideVariants);
document.addEventListener(CHANGE_EVENT, keepFocus);
document.addEventListener(CHANGE_EVENT, ({ detail }) => announce(detail));
hideVariants();
ownContents();
customElements.define('engine-switch', EngineSwitch);
followOtherTabs(keepPlace);
followFinds();
carryChoiceInLinks();

declare global {
	interface DocumentEventMap {
		[CHANGE_EVENT]: CustomEvent<Choice>;
	}
}
