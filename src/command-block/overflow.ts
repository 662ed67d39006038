/**
 * Text that scrolls sideways must be reached by the keyboard; where nothing is out of sight, a stop of its own would only
 * be in the way.
 */
const overflows = new ResizeObserver((entries) => {
	for (const { target } of entries) {
		if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0');
		else target.removeAttribute('tabindex');
	}
});

/** Makes each of these boxes a stop while it has something out of sight. */
export function watchOverflow(boxes: Iterable<Element>): void {
	for (const box of boxes) overflows.observe(box);
}

/**
 * For boxes that something else lies over. They must not scroll at all, for browsers make a stop of what does
 * (replay.css). Their scroll bars had a height, in pixels, which stays.
 */
export function ignoreOverflow(boxes: Iterable<HTMLElement>): void {
	for (const box of boxes) {
		overflows.unobserve(box);
		box.style.setProperty('--bar', `${box.offsetHeight - box.clientHeight}px`);
		box.removeAttribute('tabindex');
	}
}
