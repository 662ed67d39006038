import { bodyOf } from '../chapter-script/generate.ts';
import { copyText } from '../command-block/copy-text.ts';
import { printFor } from './print.ts';

/** What others do for the menu. */
export interface Hooks {
	/** Puts the reader's own values into the text of a script. */
	fill(text: string): string;
	/** Offers a text that the browser refuses to copy. */
	offer(text: string): void;
}

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
export function press(menu: HTMLElement, target: EventTarget | null, hooks: Partial<Hooks> = {}): void {
	const { fill = (text: string) => text, offer } = hooks;
	const button = target instanceof Element ? target.closest('button') : null;
	const { copyScript, copyPage, printFor: engine } = button?.dataset ?? {};
	if (copyScript !== undefined) void copy(menu, copyScript, (script) => fill(bodyOf(script)), offer);
	if (copyPage !== undefined) void copy(menu, copyPage, (text: string) => text, offer);
	if (engine !== undefined) printFor(engine);
}

async function copy(
	menu: HTMLElement,
	address: string,
	change: (text: string) => string,
	offer: Hooks['offer'] | undefined,
): Promise<void> {
	const text = textAt(address).then(change);
	try {
		if (await copyLater(text)) say(menu, 'Copied.');
		else if (offer) offer(await text);
		else {
			const link = document.createElement('a');
			link.href = address;
			link.textContent = 'Open the file';
			say(menu, 'The browser refused to copy. ', link, ' and copy it there.');
		}
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
