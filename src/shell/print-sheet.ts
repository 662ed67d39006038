import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const OURS = fileURLToPath(new URL('../page-tools/print.css', import.meta.url));
/** How Starlight's page asks for its sheet. */
const THEIRS = '../style/print.css?url&no-inline';

/**
 * Has Starlight's pages link the book's sheet for paper where they would link Starlight's, of which little would be left:
 * one file less for every reader. For Vite.
 */
export function printSheet(): Plugin {
	return {
		name: 'print-sheet',
		enforce: 'pre',
		resolveId: (source, importer) =>
			source === THEIRS && importer?.includes('@astrojs/starlight')
				? OURS + THEIRS.slice(THEIRS.indexOf('?'))
				: undefined,
	};
}
