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
