/**
 * Prints the page.
 *
 * @param what an engine's id, or `both`
 */
export function printFor(what: string): void {
	const root = document.documentElement;
	// What print.css goes by; without it, the page prints as it is shown.
	root.dataset['print'] = what;
	addEventListener('afterprint', () => delete root.dataset['print'], { once: true });
	print();
}
