/** Under the bars that stay at the top of the window. */
const topOfView = () =>
	Math.max(
		0,
		...[...document.querySelectorAll('header.header, mobile-starlight-toc nav')].map(
			(bar) => bar.getBoundingClientRect().bottom,
		),
	);

/** What is the same for all engines, and so is still there after a switch. */
const PIECES = 'main :is(h1, h2, h3, p, li, table, command-block):not([data-for-engine] *)';

/**
 * Makes a change to the page after which what the reader looks at stands where it stood, to the pixel: what lies above
 * it may be of another height for the other engine.
 *
 * @param anchor what the reader looks at: a control that was pressed, else the first piece of the page in view
 */
export function keepPlace(change: () => void, anchor: Element | undefined = firstInView()): void {
	const root = document.documentElement;
	const top = () => anchor?.getBoundingClientRect().top ?? 0;
	const before = top();
	// The browser's own anchoring would do it a second time, by another piece.
	root.style.overflowAnchor = 'none';
	// Left by the switch before.
	document.body.style.minHeight = '';
	change();
	const missing = top() - before + scrollY + innerHeight - root.scrollHeight;
	// At the end of a page that has become shorter there would be nothing left to scroll.
	if (missing > 0) document.body.style.minHeight = `${root.scrollHeight + Math.ceil(missing)}px`;
	// Some browsers cut fractions off instead of rounding them.
	scrollBy({ top: Math.round(top() - before), behavior: 'instant' });
	requestAnimationFrame(() => (root.style.overflowAnchor = ''));
}

/** The first piece that begins in view; in a piece taller than the window, the one that fills it. */
function firstInView(): Element | undefined {
	const edge = topOfView();
	const shown = [...document.querySelectorAll(PIECES)].filter(
		(piece) => piece.checkVisibility() && piece.getBoundingClientRect().bottom > edge,
	);
	return (
		shown.find((piece) => {
			const { top } = piece.getBoundingClientRect();
			return top >= edge && top < innerHeight;
		}) ?? shown.at(0)
	);
}
