import type { EngineId } from '../engines/engines.ts';
import { find, type Findings } from './find.ts';
import {
	pageFile,
	wordFile,
	type BookPage,
	type Place,
	type SearchIndex,
	type SplitIndex,
	type WordFile,
} from './index-format.ts';
import type { Term } from './query.ts';
import { candidatesFor } from './word-index.ts';

/** What a search has found, as far as it has been asked for. */
export interface SearchResult extends Findings {
	/** How many there are. In a long book this counts places whose text has not been read yet. */
	total: number;
}

/** The book, as the search knows it. */
export interface SearchedBook {
	pages: readonly BookPage[];
	/**
	 * Searches the book.
	 *
	 * @param engines whose readers' text is searched
	 * @param count results that are wanted; there may be more
	 * @param signal says that they are no longer wanted
	 * @throws {Error} when a file that it needs does not come; when the signal says so, its reason
	 */
	search(
		terms: readonly Term[],
		engines: readonly EngineId[],
		count: number,
		signal: AbortSignal,
	): Promise<SearchResult>;
}

/** A book whose whole text is here. */
export function wholeBook(index: SearchIndex): SearchedBook {
	return {
		pages: index.pages,
		search: (terms, engines) => {
			const findings = find(index, terms, engines);
			return Promise.resolve({ ...findings, total: findings.found.length });
		},
	};
}

/**
 * Places whose text is read at once. They are put in order by their text; before that, by what the index says of them.
 * So the order of what has been shown does not change when more is.
 */
const AT_ONCE = 24;
/** Places that are read in vain, at most: the words of `.a.b` may stand apart in all of the book. */
const IN_VAIN = 400;
/** Milliseconds for which what is typed must stand before the text of places is fetched. */
const QUIET = 80;

/** Fetches a file of the index, once. */
type Fetch = (file: string) => Promise<unknown>;

/** A long book: which places may have the terms is asked of an index of words, and only the text of some of them is fetched. */
export function splitBook(index: SplitIndex, fetchFile: Fetch): SearchedBook {
	const files = new Map<string, Promise<unknown>>();
	/** What does not come is asked for again the next time. */
	const once = (file: string) => {
		const asked = files.get(file) ?? fetchFile(file);
		files.set(file, asked);
		asked.catch(() => files.delete(file));
		return asked;
	};
	const names = new Set(index.words);
	const loadWords = async (name: string) =>
		names.has(name) ? ((await once(wordFile(name))) as WordFile) : {};
	/** Of each page, the number of its first place. */
	const firsts: number[] = [];
	let total = 0;
	for (const count of index.counts) {
		firsts.push(total);
		total += count;
	}
	const loadPlace = async (number: number): Promise<Place> => {
		const page = firsts.findLastIndex((first) => first <= number);
		const places = (await once(pageFile(page))) as Omit<Place, 'page'>[];
		return { ...places[number - firsts[page]!]!, page };
	};

	return {
		pages: index.pages,
		search: async (terms, engines, count, signal) => {
			const { places, complete, rarity } = await candidatesFor(terms, engines, total, loadWords);
			const result: SearchResult = { found: [], complete, total: places.length };
			await new Promise((resolve) => setTimeout(resolve, QUIET));
			const last = Math.min(places.length, count + IN_VAIN);
			for (let at = 0; at < last && result.found.length < count; at += AT_ONCE) {
				signal.throwIfAborted();
				const read = await Promise.all(places.slice(at, at + AT_ONCE).map(loadPlace));
				const { found, complete: haveAll } = find(
					{ pages: index.pages, places: read },
					terms,
					engines,
					rarity,
				);
				// What only seemed to have the terms does not count, nor what has some of them beside what has all.
				const fitting = result.found.length > 0 && result.complete && !haveAll ? [] : found;
				if (fitting.length > 0) result.complete &&= haveAll;
				result.found.push(...fitting);
				result.total -= read.length - fitting.length;
			}
			if (result.found.length < count) result.total = result.found.length;
			if (result.found.length === 0) result.complete = false;
			signal.throwIfAborted();
			return result;
		},
	};
}
