import { readFile, readdir } from 'node:fs/promises';
import { chapterOf, exampleIdsIn, pageFactsIn } from '../examples/chapter.ts';
import { parseExample, parseValues } from '../examples/parse.ts';
import { picturedCommands, type Subject } from './subject.ts';

/**
 * What the pictures of the book's pages show, by the pages' names; the first page is `index`.
 *
 * @param content the folder with what authors write
 * @throws {Error} with the file's name, when a page's picture cannot be made of what it says
 */
export async function subjectsOfTheBook(content: URL): Promise<Map<string, Subject>> {
	const read = (file: string) => readFile(new URL(file, content), 'utf8');
	const values = parseValues(await read('values.yaml'), 'values.yaml');
	const exampleOf = async (id: string) => {
		const file = `examples/${id}.yaml`;
		return parseExample(await read(file), file, values);
	};
	const subjectOf = async (file: string, label: string): Promise<Subject> => {
		const mdx = await read(file);
		try {
			const { title, description, pictured } = pageFactsIn(mdx);
			const examples = await Promise.all(exampleIdsIn(mdx).map(exampleOf));
			const commands = pictured === undefined ? [] : picturedCommands(pictured, examples);
			return { label, title, description, commands };
		} catch (cause) {
			throw new Error(`${file}: ${(cause as Error).message}`, { cause });
		}
	};
	const subjects = new Map<string, Subject>();
	for (const name of await readdir(new URL('chapters/', content))) {
		const chapter = chapterOf(name);
		if (chapter) subjects.set(chapter.name, await subjectOf(`chapters/${name}`, `Chapter ${chapter.number}`));
	}
	for (const name of await readdir(new URL('pages/', content))) {
		const page = /^(?<page>[\w-]+)\.mdx$/u.exec(name)?.groups?.['page'];
		if (page) subjects.set(page, await subjectOf(`pages/${name}`, page === 'index' ? '' : 'Reference'));
	}
	return subjects;
}
