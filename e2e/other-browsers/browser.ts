/** One window of one browser, as far as the checks need it. */
export interface Browser {
	/** Its name and version, as it calls itself. */
	name: string;
	/** Loads an address, and waits until its `load` event. */
	goto: (url: string) => Promise<void>;
	/** Runs a function in the page, which must not use anything outside itself, and waits for what it promises. Arguments and result are JSON. */
	evaluate: <Args extends unknown[], Result>(
		work: (...args: Args) => Result,
		...args: Args
	) => Promise<Awaited<Result>>;
	/** Presses and releases a key, called as in `KeyboardEvent.key`; `Control+` and `Shift+` may stand before it. */
	press: (key: string) => Promise<void>;
	/** Presses the main button of the mouse at a place of the window, in CSS pixels. */
	click: (x: number, y: number) => Promise<void>;
	/** Makes the page as wide as asked, or as near as the window allows. */
	setWidth: (pixels: number) => Promise<void>;
	/** Ends the browser and whatever was started for it. */
	close: () => Promise<void>;
}

/** How a browser is had. */
export interface Source {
	name: string;
	/** Debian's packages for it. */
	packages: readonly string[];
	/** What is missing on this machine, such as `firefox-esr`; empty when it can be opened. */
	missing: () => string[];
	open: () => Promise<Browser>;
}

/** The window's size at first, in CSS pixels. */
export const SIZE = { width: 1280, height: 900 };

/** The keys of a shortcut, in the order in which they are pressed: `Control+k` is Control, then k. */
export function keysOf(shortcut: string): string[] {
	return shortcut.split(/(?<=[^+])\+/u);
}
