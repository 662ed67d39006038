/**
 * Puts a text on the clipboard. Where the browser has no clipboard for the page (plain http, file:) or refuses,
 * the older way through a selection is tried.
 *
 * @returns whether the text is on the clipboard
 */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyBySelection(text);
	}
}

function copyBySelection(text: string): boolean {
	const area = document.createElement('textarea');
	area.value = text;
	area.className = 'sr-only';
	document.body.append(area);
	const focused = document.activeElement;
	area.select();
	// Deprecated, and still the only way without a secure context.
	// eslint-disable-next-line @typescript-eslint/no-deprecated
	const copied = document.execCommand('copy');
	area.remove();
	if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
	return copied;
}

/** Selects an element's text, for a reader who then copies it by hand. */
export function selectText(element: Element): void {
	getSelection()?.selectAllChildren(element);
}
