import { exampleIdsIn } from '../../src/examples/chapter.ts';
import { NewError } from './new-error.ts';
import { exampleTag } from './templates.ts';

const IMPORT = /^import \{(?<names>[^}]*)\} from '@components';$/mu;

/**
 * Shows an example in a chapter: behind the example that was last, else at the end.
 *
 * @param mdx the chapter's text
 * @param file its path, for the error
 * @returns the new text, and the line (from 1) that shows the example
 * @throws {NewError} when the chapter does not import the components as chapters do
 */
export function addExample(mdx: string, id: string, file: string): { text: string; line: number } {
	const imported = IMPORT.exec(mdx);
	if (!imported)
		throw new NewError({
			file,
			expected: "a line like import { Example } from '@components';",
			found: 'none',
			remedy: 'put it below the front matter, with an empty line behind it',
		});
	const names = imported.groups!['names']!.split(',').flatMap((name) => name.trim() || []);
	const all = [...new Set([...names, 'Example'])].sort();
	const text = mdx.replace(IMPORT, `import { ${all.join(', ')} } from '@components';`);
	const at = endOfLastExample(text) ?? text.trimEnd().length;
	const before = text.slice(0, at);
	const after = text.slice(at).replace(/^\n+/u, '');
	return {
		text: `${before}\n\n${exampleTag(id)}\n${after && `\n${after}`}`,
		line: before.split('\n').length + 2,
	};
}

/** Where the tag of the chapter's last example ends; undefined when it shows none. */
function endOfLastExample(mdx: string): number | undefined {
	const last = exampleIdsIn(mdx).at(-1);
	if (last === undefined) return undefined;
	const start = mdx.lastIndexOf(`id="${last}"`);
	const end = mdx.indexOf('/>', start);
	return end < 0 ? undefined : end + '/>'.length;
}
