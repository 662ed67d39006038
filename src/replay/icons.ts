/** Pictures on the buttons, drawn in a box of 16 by 16: the player brings its own, for pages that have none. */
const SHAPES = {
	play: 'M4.5 2.7v10.6L13 8z',
	pause: 'M4 3h3v10H4zM9 3h3v10H9z',
	again: 'M8 2.5a5.5 5.5 0 1 1-5.2 3.7l1.5.5A3.9 3.9 0 1 0 8 4.1v2.2L4.4 3.3 8 .3z',
	previous: 'M3 3h2v10H3zM13 3v10L6 8z',
	next: 'M11 3h2v10h-2zM3 3v10l7-5z',
	fullscreen: 'M2 2h5v2H4v3H2zM9 2h5v5h-2V4H9zM2 9h2v3h3v2H2zM12 9h2v5H9v-2h3z',
	more: 'M6.5 2h3v3h-3zM6.5 6.5h3v3h-3zM6.5 11h3v3h-3z',
	close: 'M3.4 2 8 6.6 12.6 2 14 3.4 9.4 8l4.6 4.6-1.4 1.4L8 9.4 3.4 14 2 12.6 6.6 8 2 3.4z',
} as const;

export type Icon = keyof typeof SHAPES;

const SVG = 'http://www.w3.org/2000/svg';

export function setIcon(element: HTMLElement, icon: Icon): void {
	if (element.dataset['icon'] === icon) return;
	element.dataset['icon'] = icon;
	const svg = document.createElementNS(SVG, 'svg');
	const path = document.createElementNS(SVG, 'path');
	svg.setAttribute('viewBox', '0 0 16 16');
	svg.setAttribute('aria-hidden', 'true');
	path.setAttribute('d', SHAPES[icon]);
	svg.append(path);
	element.querySelector(':scope > svg')?.remove();
	element.prepend(svg);
}
