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

/** Makes a page's menu work. Its links do without; its buttons do not. */
export function start(menu: HTMLDetailsElement, { fill = (text) => text, offer }: Partial<Hooks> = {}): void {
	const status = menu.querySelector('[role="status"]')!;
	const say = (...parts: (string | Node)[]) => {
		status.replaceChildren();
		requestAnimationFrame(() => status.replaceChildren(...parts));
	};

	async function copy(address: string, change: (text: string) => string): Promise<void> {
		const text = textAt(address).then(change);
		try {
			if (await copyLater(text)) {
				say('Copied.');
				return;
			}
			if (offer) {
				offer(await text);
				return;
			}
			const link = document.createElement('a');
			link.href = address;
			link.textContent = 'Open the file';
			say('The browser refused to copy. ', link, ' and copy it there.');
		} catch (error) {
			say(`Nothing was copied: ${(error as Error).message}`);
		}
	}

	menu.addEventListener('click', ({ target }) => {
		const button = target instanceof Element ? target.closest('button') : null;
		const { copyScript, copyPage, printFor: engine } = button?.dataset ?? {};
		if (copyScript !== undefined) void copy(copyScript, (script) => fill(bodyOf(script)));
		if (copyPage !== undefined) void copy(copyPage, (text) => text);
		if (engine !== undefined) printFor(engine);
	});
	menu.addEventListener('keydown', ({ key }) => {
		if (key !== 'Escape' || !menu.open) return;
		menu.open = false;
		menu.querySelector('summary')!.focus();
	});
	document.addEventListener('click', ({ target }) => {
		if (!menu.contains(target as Node)) menu.open = false;
	});
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
