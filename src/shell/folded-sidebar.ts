import type { StarlightRouteData } from '@astrojs/starlight/route-data';

type Entry = StarlightRouteData['sidebar'][number];
type Group = Extract<Entry, { type: 'group' }>;
type Link = Extract<Entry, { type: 'link' }>;

/** Chapters up to which the sidebar has all of them: then each page has the way through the whole book. */
const WHOLE = 60;
/** How many of them, and of the parts, it has at most on each side of where the reader is. */
const CHAPTERS_AROUND = 20;
const PARTS_AROUND = 3;

/**
 * The sidebar of a long book: the part that the page is in, and links to the parts around it. A page then weighs the same
 * however many chapters the book has, and all pages together do not grow with the square of them. A short book’s sidebar
 * stays as it is.
 *
 * @param sidebar groups of links: the parts of the book, in order, and last the reference, which stays as it is
 * @param contents address of the list of all chapters, in which each part has the id `part-1` and so on
 */
export function foldedSidebar(sidebar: readonly Entry[], contents: string): Entry[] {
	const parts = sidebar.slice(0, -1).filter((entry): entry is Group => entry.type === 'group');
	const chapters = parts.reduce((sum, { entries }) => sum + entries.length, 0);
	if (chapters <= WHOLE) return [...sidebar];
	const open = parts.findIndex(({ entries }) => entries.some(isCurrent));
	const addressOf = (part: Group) => `${contents}#part-${parts.indexOf(part) + 1}`;
	const around = windowOf(parts, Math.max(open, 0), PARTS_AROUND);
	return [
		linkTo('All chapters', `${contents}#contents`),
		...around.map((part) =>
			part === parts[open] ? withChaptersAround(part, addressOf(part)) : linkTo(part.label, addressOf(part)),
		),
		...sidebar.slice(-1),
	];
}

/** The part with the chapters around the one that the page is; what is left out has a link to where it is listed. */
function withChaptersAround(part: Group, address: string): Group {
	const shown = windowOf(part.entries, part.entries.findIndex(isCurrent), CHAPTERS_AROUND);
	return {
		...part,
		entries: [
			...(shown[0] === part.entries[0] ? [] : [linkTo('Earlier in this part', address)]),
			...shown,
			...(shown.at(-1) === part.entries.at(-1) ? [] : [linkTo('Later in this part', address)]),
		],
	};
}

/** As many as there are on each side of one; near an end, the other side has the rest. */
function windowOf<Item>(items: readonly Item[], at: number, around: number): Item[] {
	const size = 2 * around + 1;
	const from = Math.max(0, Math.min(at - around, items.length - size));
	return items.slice(from, from + size);
}

function isCurrent(entry: Entry): boolean {
	return entry.type === 'link' && entry.isCurrent;
}

function linkTo(label: string, href: string): Link {
	return { type: 'link', label, href, isCurrent: false, badge: undefined, attrs: {} };
}
