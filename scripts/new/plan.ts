import { chapterOf, exampleIdsIn } from '../../src/examples/chapter.ts';
import { addExample } from './add-example.ts';
import { addToParts } from './add-to-parts.ts';
import { NewError } from './new-error.ts';
import { chapterText, exampleText, FIRST_EXAMPLE } from './templates.ts';

/** What there is of the book when something is added. Paths are from the repository's root, with `/`. */
export interface BookFiles {
	/** File names in `content/chapters`. */
	chapters: readonly string[];
	/** Ids of all examples, `<chapter>/<name>`. */
	examples: readonly string[];
	/** Addresses that other pages have, without slashes: `glossary`. */
	pages: readonly string[];
	/** The text of a file. */
	read: (file: string) => string;
}

/** What is to be written, and where the author goes on. */
export interface Plan {
	/** Files that must not be there yet. */
	create: readonly { file: string; text: string }[];
	/** Files that are replaced. */
	change: readonly { file: string; text: string }[];
	/** What to do next, a line each. */
	next: readonly string[];
}

export const PARTS_FILE = 'src/examples/parts.ts';

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/u;
const LONGEST_TITLE = 70;

/**
 * A new chapter, the last of the book, with an example that works.
 *
 * @throws {NewError} when the name or the title is ill-formed or taken, or a file is not as expected
 */
export function planChapter(book: BookFiles, name: string, title: string): Plan {
	checkName(name, 'the chapter’s name', 'npm run new -- chapter pods-in-depth "Pods in depth"');
	checkTitle(title);
	const there = book.chapters.flatMap((file) => chapterOf(file) ?? []);
	const same = book.chapters.find((file) => chapterOf(file)?.name === name);
	if (same !== undefined)
		throw new NewError({
			file: `content/chapters/${same}`,
			expected: 'a name that no chapter has',
			found: name,
			remedy: 'choose another name, or write on in that file',
		});
	if (book.pages.includes(name))
		throw new NewError({
			file: `content/pages/${name}.mdx`,
			expected: 'an address that no page has',
			found: `/${name}/`,
			remedy: 'choose another name',
		});
	const taken = book.examples.find((id) => id.startsWith(`${name}/`));
	if (taken !== undefined)
		throw new NewError({
			file: `content/examples/${taken}.yaml`,
			expected: `no examples of a chapter ${name} yet`,
			found: 'this one',
			remedy: 'choose another name, or delete the folder',
		});
	const number = Math.max(0, ...there.map((chapter) => chapter.number)) + 1;
	if (number > 99)
		throw new NewError({
			file: 'content/chapters',
			expected: 'numbers of two digits',
			found: `${number} for the next chapter`,
			remedy: 'make the pattern of chapterOf in src/examples/chapter.ts wider first',
		});
	const id = `${name}/${FIRST_EXAMPLE.name}`;
	const file = `content/chapters/${String(number).padStart(2, '0')}-${name}.mdx`;
	return {
		create: [
			{ file, text: chapterText(title, id) },
			{ file: `content/examples/${id}.yaml`, text: exampleText(FIRST_EXAMPLE.title) },
		],
		change: [{ file: PARTS_FILE, text: addToParts(book.read(PARTS_FILE), name) }],
		next: [
			`Write ${file}, and content/examples/${id}.yaml.`,
			`npm run dev shows it at /${name}/; if it runs already, start it again: the sidebar has a new entry.`,
			`npm run record -- ${name}`,
			`It is the last chapter. To move it, rename the files to new numbers and move its line in ${PARTS_FILE}.`,
		],
	};
}

/**
 * A new example, shown by its chapter behind the one that was last.
 *
 * @param id `<chapter>/<name>`
 * @throws {NewError} when the id or the title is ill-formed or taken, or there is no such chapter
 */
export function planExample(book: BookFiles, id: string, title: string): Plan {
	const [chapter, name, ...more] = id.split('/');
	if (chapter === undefined || name === undefined || more.length > 0)
		throw new NewError({
			file: 'content/examples',
			expected: 'chapter/name, such as first-containers/list',
			found: id,
			remedy: 'npm run new -- example first-containers/list "List containers"',
		});
	checkName(name, 'the example’s name', `npm run new -- example ${chapter}/list "List containers"`);
	checkTitle(title);
	const file = book.chapters.find((chapterFile) => chapterOf(chapterFile)?.name === chapter);
	if (file === undefined)
		throw new NewError({
			file: 'content/chapters',
			expected: `one of the chapters ${book.chapters.flatMap((each) => chapterOf(each)?.name ?? []).join(', ')}`,
			found: chapter,
			remedy: `npm run new -- chapter ${chapter} "Its title" makes that one`,
		});
	const example = `content/examples/${id}.yaml`;
	if (book.examples.includes(id))
		throw new NewError({
			file: example,
			expected: 'a name that no example of the chapter has',
			found: name,
			remedy: 'choose another name, or change that file',
		});
	const chapterFile = `content/chapters/${file}`;
	const mdx = book.read(chapterFile);
	if (exampleIdsIn(mdx).includes(id))
		throw new NewError({
			file: chapterFile,
			expected: 'a chapter that does not show the example yet',
			found: `<Example id="${id}" />`,
			remedy: 'take that line out; it is put in again',
		});
	const { text, line } = addExample(mdx, id, chapterFile);
	return {
		create: [{ file: example, text: exampleText(title) }],
		change: [{ file: chapterFile, text }],
		next: [
			`Write ${example}.`,
			`${chapterFile}:${line} shows it; move that line to where it belongs.`,
			`npm run dev shows it at /${chapter}/#example-${name}`,
			`npm run record -- ${id}`,
		],
	};
}

function checkName(name: string, what: string, example: string): void {
	if (NAME.test(name)) return;
	throw new NewError({
		file: what,
		expected: 'small letters and digits, a letter first, words joined by hyphens',
		found: name === '' ? 'nothing' : name,
		remedy: example,
	});
}

function checkTitle(title: string): void {
	const fault =
		title.trim() === ''
			? 'nothing'
			: /\p{Cc}/u.test(title)
				? 'a line end or another control character'
				: title.trim() !== title
					? 'white space around it'
					: title.endsWith('.')
						? 'a full stop at its end'
						: title.length > LONGEST_TITLE
							? `${title.length} characters`
							: undefined;
	if (fault === undefined) return;
	throw new NewError({
		file: 'the title',
		expected: `a heading of 1 to ${LONGEST_TITLE} characters, without a full stop`,
		found: fault,
		remedy: 'put it between quotation marks, as one word of the command: "Pods in depth"',
	});
}
