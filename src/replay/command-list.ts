/** The commands of a recording over its terminal: the one that runs is lit, a press plays from one. */
export interface CommandList {
	element: HTMLElement;
	/** @param index of the command that runs; -1 for none */
	light: (index: number) => void;
}

export function createCommandList(labels: readonly string[], onPress: (index: number) => void): CommandList {
	const element = document.createElement('ol');
	element.className = 'replay-commands';
	const buttons = labels.map((label, index) => {
		const button = document.createElement('button');
		button.type = 'button';
		button.textContent = label;
		button.addEventListener('click', () => onPress(index));
		const item = document.createElement('li');
		item.append(button);
		element.append(item);
		return button;
	});
	return {
		element,
		light(index) {
			for (const [at, button] of buttons.entries()) button.ariaCurrent = at === index ? 'step' : null;
			keepInView(element, buttons[index]);
		},
	};
}

/** Scrolls the list alone; `scrollIntoView` would scroll the page as well. */
function keepInView(list: HTMLElement, item: HTMLElement | undefined): void {
	if (!item) return;
	const [outer, inner] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
	if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
	if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
}
