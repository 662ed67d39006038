/**
 * Makes the text of a terminal so much smaller, as far as its style sheet allows, that all columns find room: sets the
 * custom property `--fit`, a factor from 0 to 1, and keeps it right when the room changes.
 *
 * @param columns asked each time: a recording may change its size
 * @returns what ends it
 */
export function fitToWidth(box: HTMLElement, columns: () => number): () => void {
	const PROBE = 50;
	const fit = () => {
		const probe = document.createElement('span');
		probe.className = 'probe';
		probe.textContent = '0'.repeat(PROBE);
		box.style.setProperty('--fit', '1');
		box.append(probe);
		const needed = (probe.getBoundingClientRect().width / PROBE) * columns();
		probe.remove();
		const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(box);
		const room = box.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
		if (needed > 0 && room > 0) box.style.setProperty('--fit', Math.min(1, room / needed).toFixed(3));
	};
	const observer = new ResizeObserver(fit);
	observer.observe(box);
	return () => observer.disconnect();
}
