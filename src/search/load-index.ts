import { splitBook, wholeBook, type SearchedBook } from './book.ts';
import { INDEX_FILE, type SearchIndex, type SplitIndex } from './index-format.ts';

export interface LoadedBook extends SearchedBook {
	/** The book's first page: what the addresses in the index are relative to. */
	root: URL;
}

// In a variable: the bundler takes the usual form for a file that it should find now.
const here = import.meta.url;

/**
 * Fetches the index, wherever the book is served: scripts lie in a folder of the book's root.
 *
 * @throws {Error} whose message is a sentence for the reader; so do the searches in what it gives
 */
export async function loadIndex(): Promise<LoadedBook> {
	if (import.meta.env.DEV)
		throw new Error(
			'There is no search while you write: npm run build makes its index, npm run preview serves it.',
		);
	const root = new URL('../', here);
	const fetchFile = (file: string) => fetchJson(new URL(file, root));
	const index = (await fetchFile(INDEX_FILE)) as SearchIndex | SplitIndex;
	return { ...('places' in index ? wholeBook(index) : splitBook(index, fetchFile)), root };
}

async function fetchJson(address: URL): Promise<unknown> {
	let response: Response;
	try {
		response = await fetch(address);
	} catch {
		throw new Error(
			'The text of the book cannot be loaded: the connection is gone, or the book was opened from a disk without a web server.',
		);
	}
	if (!response.ok)
		throw new Error(`The text of the book cannot be loaded: the server answers ${response.status}.`);
	try {
		return await response.json();
	} catch {
		throw new Error('The text of the book has arrived damaged.');
	}
}
