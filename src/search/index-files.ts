import { INDEX_FILE, pageFile, wordFile, type SearchIndex, type SplitIndex } from './index-format.ts';
import { WordIndexWriter } from './word-index.ts';

/** Characters up to which the index is one file: a fifth of that goes over the line, once, and then nothing more. */
const ONE_FILE = 2_000_000;

/**
 * The files of the index: one with the whole text, or for a long book, whose readers would wait for that, many of which
 * a search needs a few.
 *
 * @param limit characters up to which it is one file
 * @returns addresses, seen from the book’s root, and texts
 */
export function indexFiles({ pages, places }: SearchIndex, limit = ONE_FILE): [file: string, text: string][] {
	const whole = JSON.stringify({ pages, places });
	if (whole.length <= limit) return [[INDEX_FILE, whole]];
	const writer = new WordIndexWriter();
	places.forEach((place, number) => writer.add(number, place, pages[place.page]!.title));
	const ofPages = Map.groupBy(places, ({ page }) => page);
	const words = writer.files();
	const index: SplitIndex = {
		pages,
		counts: pages.map((_, page) => ofPages.get(page)?.length ?? 0),
		words: [...words.keys()].sort(),
	};
	return [
		[INDEX_FILE, JSON.stringify(index)],
		...[...words].map(([name, file]): [string, string] => [wordFile(name), JSON.stringify(file)]),
		...[...ofPages].map(([page, own]): [string, string] => [
			pageFile(page),
			// Which page it is, its file says.
			JSON.stringify(own.map(({ kind, fragment, words }) => ({ kind, fragment, words }))),
		]),
	];
}
