import { NewError } from './new-error.ts';

/** The chapters of one part, as they stand in the source: `chapters: ['a', 'b']`, on one line or on several. */
const LISTS = /chapters: \[(?<names>[^\]]*)\]/gu;

/**
 * Enters a chapter at the end of the last part. The source is a list of words and is read as one; how it is laid out
 * afterwards is the formatter's business.
 *
 * @param source the text of `src/examples/parts.ts`
 * @throws {NewError} when the source has no such list
 */
export function addToParts(source: string, chapter: string): string {
	const last = [...source.matchAll(LISTS)].at(-1);
	if (!last)
		throw new NewError({
			file: 'src/examples/parts.ts',
			expected: 'lists like chapters: [ … ]',
			found: 'none',
			remedy: `enter '${chapter}' by hand, and mend scripts/new/add-to-parts.ts`,
		});
	const names = [...last.groups!['names']!.matchAll(/'([^']+)'/gu)].map(([quoted]) => quoted);
	const list = `chapters: [${[...names, `'${chapter}'`].join(', ')}]`;
	return source.slice(0, last.index) + list + source.slice(last.index + last[0].length);
}
