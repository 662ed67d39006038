import type { Command } from './timeline.ts';

/** The commands of a recording over its terminal: the one that runs is lit, a press plays from one. */
export interface CommandList {
	element: HTMLElement;
	/** @param index of the command that runs; -1 for none */
	light: (index: number) => void;
	/** Shows the exit status of each command that has ended at that position (seconds). */
	update: (position: number) => void;
}

export function createCommandList(
	commands: readonly Command[],
	onPress: (index: number) => void,
): CommandList {
	const element = document.createElement('ol');
	element.className = 'replay-commands';
	element.ariaLabel = 'Commands of the recording';
	const items = commands.map(({ label }, index) => {
		const button = document.createElement('button');
		button.type = 'button';
		const text = document.createElement('span');
		text.className = 'label';
		text.textContent = label;
		const status = document.createElement('span');
		status.className = 'status';
		button.append(text, status);
		button.addEventListener('click', () => onPress(index));
		const item = document.createElement('li');
		item.append(button);
		element.append(item);
		return { button, status };
	});
	let lit = -1;
	return {
		element,
		light(index) {
			if (index === lit) return;
			lit = index;
			for (const [at, { button }] of items.entries()) button.ariaCurrent = at === index ? 'step' : null;
			keepInView(element, items[index]?.button);
		},
		update(position) {
			for (const [index, { exitStatus, end }] of commands.entries()) {
				const { status } = items[index]!;
				const hasEnded = end !== undefined && end <= position;
				const text = hasEnded ? `exit ${exitStatus!}` : '';
				if (status.textContent === text) continue;
				status.textContent = text;
				status.classList.toggle('failed', hasEnded && exitStatus !== 0);
			}
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
