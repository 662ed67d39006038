import { bodyOf } from '../chapter-script/generate.ts';
import { copyText, offerText } from '../command-block/copy-text.ts';
import { fillScript } from './fill-script.ts';
import { printFor } from './print.ts';

/** Has a page's menu close as menus do. */
export function start(menu: HTMLDetailsElement): void {
	menu.addEventListener('keydown', ({ key }) => {
		if (key !== 'Escape' || !menu.open) return;
		menu.open = false;
		menu.querySelector('summary')!.focus();
	});
	document.addEventListener('click', ({ target }) => {
		if (!menu.contains(target as Node)) menu.open = false;
	});
}

/** Does what a button of the menu is for; its links need nobody. */
export function press(menu: HTMLElement, target: EventTarget | null): void {
	const button = target instanceof Element ? target.closest('button') : null;
	const { copyScript, copyPage, printFor: engine } = button?.dataset ?? {};
	if (copyScript !== undefined)
		void copy(menu, copyScript, (script) => fillScript(bodyOf(script), changedCommands()));
	if (copyPage !== undefined) void copy(menu, copyPage, (text) => text);
	if (engine !== undefined) printFor(engine);
}

/** The page's commands in which the reader has changed a value: as executed, and as they are now. */
function changedCommands(): [string, string][] {
	return [...document.querySelectorAll<HTMLElement>('[data-filled]')].map(({ dataset }) => [
		dataset['command']!,
		dataset['filled']!,
	]);
}

async function copy(menu: HTMLElement, address: string, change: (text: string) => string): Promise<void> {
	const text = textAt(address).then(change);
	try {
		if (await copyLater(text)) say(menu, 'Copied.');
		else offerText(await text);
	} catch (error) {
		say(menu, `Nothing was copied: ${(error as Error).message}`);
	}
}

/** Tells everyone, a screen reader too; clearing first makes the same words news again. */
function say(menu: HTMLElement, ...parts: (string | Node)[]): void {
	const status = menu.querySelector('[role="status"]')!;
	status.replaceChildren();
	requestAnimationFrame(() => status.replaceChildren(...parts));
}

async function textAt(address: string): Promise<string> {
	const response = await fetch(address);
	if (!response.ok) throw new Error(`${address} could not be loaded, status ${response.status}`);
	return response.text();
}

/**
 * Copies a text that is still on its way. A browser may forget the reader's press until it is there, unless it is given
 * the promise.
 *
 * @returns whether the text is on the clipboard
 * @throws what the promise is rejected with
 */
async function copyLater(text: Promise<string>): Promise<boolean> {
	try {
		const blob = text.then((known) => new Blob([known], { type: 'text/plain' }));
		await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
		return true;
	} catch {
		return copyText(await text);
	}
}
