/** What the style sheet for paper goes by; without it, the page prints as it is shown. */
const ATTRIBUTE = 'print';

/**
 * Prints the page.
 *
 * @param what an engine's id, or `both`
 */
export function printFor(what: string): void {
	const root = document.documentElement;
	root.dataset[ATTRIBUTE] = what;
	addEventListener('afterprint', () => delete root.dataset[ATTRIBUTE], { once: true });
	print();
}
