import type { EngineId } from '../engines/engines.ts';

/** Where the index lies, seen from the book's root. */
export const INDEX_FILE = 'search-index.json';

/** What one place of the book says to the readers of one engine, or of all. */
export interface Words {
	title: string;
	/** As they were executed; in a text, its blocks of code. */
	commands: string[];
	/** Paragraphs, one a line. In an example: its notes, how its commands end, why the engines differ. */
	text: string;
	/** What the commands printed, the beginning of each. */
	outputs: string[];
}

/** A place in the book that a result can open: an example, or what follows a heading. */
export interface Place {
	kind: 'example' | 'text';
	/** Index into `pages`. */
	page: number;
	/** Id of the element to open the page at; empty for its top. */
	fragment: string;
	/** `all` where the engines say the same, else the engines that this place is for. */
	words: Partial<Record<EngineId | 'all', Words>>;
}

export interface BookPage {
	/** From the book's root, such as `first-containers/`; empty for the first page. */
	path: string;
	title: string;
	/** The chapter's; undefined for a page that is no chapter. */
	number?: number;
}

/** The whole text of the book, as the search reads it. */
export interface SearchIndex {
	pages: BookPage[];
	places: Place[];
}

/**
 * What the index file has in place of the text when the book is so long that no reader should fetch all of it: the text
 * is in a file for each page, and a number of files say which words stand where.
 */
export interface SplitIndex {
	pages: BookPage[];
	/** Of each page, how many places it has: places are numbered through the book. */
	counts: number[];
	/** Names of the files of words. */
	words: string[];
}

/**
 * Where the words of one file stand. An entry is one number for a place: how many places after the one before it (the
 * first: after place 0), times the ways to choose among the engines, plus those for which it stands there (a bit for
 * each, in the order of the list of engines), times five, plus what it stands in (0 the title of its page, 1 outputs, 2 text,
 * 3 commands, 4 its own title).
 */
export type WordFile = Readonly<Record<string, readonly number[]>>;

/** Where a file of words lies, seen from the book's root. */
export function wordFile(name: string): string {
	return `search-index/words/${name}.json`;
}

/** Where the places of a page lie, seen from the book's root. */
export function pageFile(page: number): string {
	return `search-index/pages/${page}.json`;
}
