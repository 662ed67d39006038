/**
 * Makes up for what a browser does not do for a page from a folder. Runs before the scripts of the page.
 */
import { TAKE_TWIN, twinOf } from './names.ts';

/** The script itself lies one folder below the book's root. */
const root = new URL('../', (document.currentScript as HTMLScriptElement).src);

/** The texts that have come, by the file's address within the book. */
const texts = new Map<string, string>();

Object.assign(globalThis, {
	[TAKE_TWIN]: (file: string, text: string) => texts.set(file, text),
	/** Of all fetching it does what the book's scripts ask for: to read a file of the book. */
	fetch: async (input: string | URL) => {
		const { href } = new URL(input, document.baseURI);
		const file = decodeURI(href.slice(root.href.length).replace(/[?#].*/u, ''));
		if (!texts.has(file)) await load(new URL(twinOf(file), root));
		const text = texts.get(file);
		if (text === undefined) throw new TypeError(`${file} is not there.`);
		return new Response(text);
	},
});

async function load(script: URL): Promise<void> {
	const element = document.createElement('script');
	element.src = script.href;
	await new Promise<void>((resolve, reject) => {
		element.onload = () => resolve();
		element.onerror = () => reject(new TypeError(`${script.href} cannot be read.`));
		document.head.append(element);
	}).finally(() => element.remove());
}

/** A server answers for a folder with the page in it; a browser shows what is in the folder. */
function nameThePage(link: HTMLAnchorElement): void {
	if (link.protocol === 'file:' && link.pathname.endsWith('/') && link.href.startsWith(root.href))
		link.pathname += 'index.html';
}

for (const link of document.links) if (link instanceof HTMLAnchorElement) nameThePage(link);
// Links that come later, such as the results of a search: before anything is done with them.
for (const kind of ['pointerdown', 'focusin', 'click'])
	document.addEventListener(
		kind,
		({ target }) => {
			const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[href]');
			if (link) nameThePage(link);
		},
		true,
	);
