/**
 * Shows in the page which chapters have been read, and remembers it. A page says what is what by attributes:
 *
 * - `<a data-chapter="images" data-number="14">` leads to a chapter. It gets `data-read` when that has been read, with a
 *   word for those who do not see the mark, and `data-last` when it was opened last. The one that is `aria-current` says
 *   which chapter the page is.
 * - `<a data-continue href="…" hidden>`, of which a page may have one, gets the address of the one to go on with and the text
 *   “Continue with chapter 14: Images”, and is shown; the name is from `data-title`, which all those links must have on
 *   such a page, and they must be in the order of the book. It stays hidden where nothing was opened, and at the end of
 *   the book. It is a line of its own, whose room is there before (progress.css), or the page would jump.
 * - `<reading-progress hidden>` counts the chapters that are read and forgets them (shell/Sidebar.astro). Its `progress`
 *   has how many the book has. A page with a link to each of them counts these; one of a long book has only some
 *   (shell/folded-sidebar.ts), and counts what is stored. It is hidden while there are none.
 *
 * Where storage is blocked or full nothing is remembered, so nothing is shown.
 */
import { countRead, nextOf, PROGRESS_KEY, progressFrom, withLast, withRead } from './progress.ts';

const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-chapter]')];
const chapters = links.map((link) => link.dataset['chapter']!);

/** The chapter that this page is, if it is one. */
const here = chapters[links.findIndex((link) => link.matches('[aria-current]'))];

const onward = document.querySelector<HTMLAnchorElement>('a[data-continue]');
const counter = document.querySelector<HTMLElement>('reading-progress');

const stored = () => progressFrom(() => localStorage.getItem(PROGRESS_KEY));

/** Something has happened with the chapter that this page is. */
function remember(change: typeof withRead): void {
	try {
		if (here) localStorage.setItem(PROGRESS_KEY, JSON.stringify(change(stored(), here)));
	} catch {
		// Storage is blocked or full: it is not remembered.
	}
	show();
}

function show(): void {
	const progress = stored();
	const read = new Set(progress.read);
	for (const [index, link] of links.entries()) {
		const isRead = read.has(chapters[index]!);
		link.toggleAttribute('data-read', isRead);
		link.toggleAttribute('data-last', chapters[index] === progress.last);
		link.querySelector('.read')?.remove();
		if (!isRead) continue;
		// In the link's text: Starlight sets apart what is beside it.
		link.lastElementChild!.insertAdjacentHTML('beforeend', '<span class="sr-only read">, read</span>');
	}
	if (onward) {
		const next = links[nextOf(progress, chapters)];
		onward.hidden = !next;
		if (next) {
			onward.href = next.href;
			onward.textContent = `Continue with chapter ${next.dataset['number']}: ${next.dataset['title']}`;
		}
	}
	if (counter) {
		const bar = counter.querySelector('progress')!;
		const count = countRead(progress, chapters, bar.max);
		counter.querySelector('span')!.textContent = `${count}`;
		bar.value = count;
		// The button does not vanish under the focus, which would be lost with it.
		counter.hidden = !count && !counter.matches(':focus-within');
	}
}

counter?.addEventListener('focusout', show);
counter?.querySelector('button')!.addEventListener('click', () => {
	localStorage.removeItem(PROGRESS_KEY);
	show();
	document.querySelector('[data-choice-status]')!.textContent = 'Forgotten.';
});

const open = () => remember(withLast);
addEventListener('storage', show);
// Also when the browser brings back a page that it had put aside, where no other tab could tell it anything.
addEventListener('pageshow', open);
open();

const ends = new IntersectionObserver((entries) => {
	if (entries.some(({ isIntersecting }) => isIntersecting)) remember(withRead);
});
for (const end of document.querySelectorAll('.pagination-links')) ends.observe(end);
