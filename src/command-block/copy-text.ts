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

/**
 * For a reader whose browser refuses to copy: a dialog with the text, selected, to be copied by hand. It has the text
 * exactly, line ends included, which a selection on the page would not.
 */
export function offerText(text: string): void {
	const dialog = document.createElement('dialog');
	dialog.className = 'offer not-content';
	dialog.setAttribute('aria-label', 'Copy by hand');
	const advice = document.createElement('p');
	const how = matchMedia('(pointer: coarse)').matches
		? 'hold it, and choose Copy'
		: 'press Ctrl+C (⌘C on a Mac)';
	advice.textContent = `The browser refused to copy. The text is selected: ${how}.`;
	const area = document.createElement('textarea');
	area.readOnly = true;
	area.value = text;
	area.rows = Math.min(12, text.split('\n').length + 1);
	area.ariaLabel = 'Text to copy';
	const close = document.createElement('button');
	close.type = 'button';
	close.textContent = 'Close';
	close.addEventListener('click', () => dialog.close());
	dialog.addEventListener('close', () => dialog.remove());
	dialog.append(advice, area, close);
	document.body.append(dialog);
	dialog.showModal();
	area.focus();
	area.select();
	area.scrollTop = 0;
}
