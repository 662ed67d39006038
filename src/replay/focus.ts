/**
 * Gives something the focus without moving the page under a pointer. Who works with the keyboard must see where the focus
 * has gone, and for them the page moves as far as it takes.
 */
export function focusInView(element: HTMLElement): void {
	element.focus({ preventScroll: true });
	if (element.matches(':focus-visible')) element.scrollIntoView({ block: 'nearest' });
}
