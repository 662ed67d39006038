import { INDEX_FILE, type SearchIndex } from './index-format.ts';

export interface LoadedIndex {
	index: SearchIndex;
	/** The book's first page: what the addresses in the index are relative to. */
	root: URL;
}

// In a variable: the bundler takes the usual form for a file that it should find now.
const here = import.meta.url;

/**
 * Fetches the index, wherever the book is served: scripts lie in a folder of the book's root.
 *
 * @throws {Error} whose message is a sentence for the reader
 */
export async function loadIndex(): Promise<LoadedIndex> {
	if (import.meta.env.DEV)
		throw new Error(
			'There is no search while you write: npm run build makes its index, npm run preview serves it.',
		);
	const root = new URL('../', here);
	let response: Response;
	try {
		response = await fetch(new URL(INDEX_FILE, root));
	} catch {
		throw new Error(
			'The text of the book cannot be loaded: the connection is gone, or the book was opened from a disk without a web server.',
		);
	}
	if (!response.ok)
		throw new Error(`The text of the book cannot be loaded: the server answers ${response.status}.`);
	try {
		return { index: (await response.json()) as SearchIndex, root };
	} catch {
		throw new Error('The text of the book has arrived damaged.');
	}
}
