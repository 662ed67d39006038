import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandsFor, variantsOf, type Step, type Variant } from '../examples/commands.ts';
import { chapterOf, exampleIdsIn, imagesIn } from '../examples/chapter.ts';
import { parseExample, parseValues } from '../examples/parse.ts';
import type { Example } from '../examples/schema.ts';
import type { Values } from '../examples/values.ts';
import { parseCast, type Cast } from '../recordings/asciicast.ts';

/** An example, and which it is. */
export interface BookExample {
	/** `<chapter>/<name>` */
	id: string;
	example: Example;
}

export interface Chapter {
	name: string;
	/** Images that are on the engine when the chapter starts. */
	images: string[];
	examples: BookExample[];
}

/** A fault of the book's files: a chapter that shows what is not there, and the like. */
export class BookError extends Error {
	override name = 'BookError';
}

/**
 * Reads the chapters and their examples, in the order in which they are shown.
 *
 * @param content the folder `content`
 * @throws {BookError} when a chapter and the example files do not fit together
 * @throws {import('../examples/parse.ts').ExampleError} when an example file is at fault
 */
export async function readBook(content: string): Promise<Chapter[]> {
	const folder = path.join(content, 'chapters');
	const values = await readValues(path.join(content, 'values.yaml'));
	const chapters: Chapter[] = [];
	for (const file of (await readdir(folder)).sort()) {
		const chapter = chapterOf(file);
		if (!chapter) throw new BookError(`${folder}/${file}: expected a name like 07-first-containers.mdx`);
		const mdx = await readFile(path.join(folder, file), 'utf8');
		const ids = exampleIdsIn(mdx);
		for (const [index, id] of ids.entries()) {
			if (path.dirname(id) !== chapter.name)
				throw new BookError(`${file} shows ${id}; its examples are called ${chapter.name}/<name>`);
			if (ids.indexOf(id) !== index) throw new BookError(`${file} shows ${id} twice`);
		}
		const examples = await Promise.all(ids.map((id) => readExample(content, id, file, values)));
		chapters.push({ name: chapter.name, images: imagesOf(mdx, path.join(folder, file)), examples });
	}
	await refuseOrphans(content, chapters);
	return chapters;
}

/** What there is to record of an example in one variant. */
export function stepsOf({ example }: BookExample, variant: Variant): Step[] | undefined {
	return variantsOf(example).includes(variant) ? commandsFor(example, variant) : undefined;
}

export function castPath(content: string, id: string, variant: Variant): string {
	return path.join(content, 'recordings', `${id}.${variant}.cast`);
}

/** The recording as it is on disk, or undefined when there is none. */
export async function readCast(content: string, id: string, variant: Variant): Promise<Cast | undefined> {
	const file = castPath(content, id, variant);
	const text = await readFile(file, 'utf8').catch((cause: unknown) => {
		if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw cause;
	});
	if (text === undefined) return undefined;
	try {
		return parseCast(text);
	} catch (cause) {
		throw new BookError(`${file}: ${(cause as Error).message}`, { cause });
	}
}

/**
 * Puts a file in place of the old one in one step: whoever reads sees the old one or the new one, whole.
 *
 * @throws {BookError} when it cannot be written: a full disk, a folder that is not ours
 */
export async function writeWhole(file: string, text: string): Promise<void> {
	const beside = `${file}.${process.pid}.tmp`;
	try {
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(beside, text);
		await rename(beside, file);
	} catch (cause) {
		await rm(beside, { force: true }).catch(() => {});
		throw new BookError(
			`${file} could not be written: ${(cause as Error).message}. What was there is whole.`,
			{
				cause,
			},
		);
	}
}

function imagesOf(mdx: string, file: string): string[] {
	try {
		return imagesIn(mdx);
	} catch (cause) {
		throw new BookError(`${file}: ${(cause as Error).message}`, { cause });
	}
}

/** What readers may change; a book without such a file has nothing of the kind. */
async function readValues(file: string): Promise<Values> {
	const text = await readFile(file, 'utf8').catch((cause: unknown) => {
		if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw cause;
	});
	return text === undefined ? {} : parseValues(text, file);
}

async function readExample(
	content: string,
	id: string,
	shownBy: string,
	values: Values,
): Promise<BookExample> {
	const file = path.join(content, 'examples', `${id}.yaml`);
	const text = await readFile(file, 'utf8').catch(() => {
		throw new BookError(`${shownBy} shows the example ${id}, but there is no file ${file}`);
	});
	return { id, example: parseExample(text, file, values) };
}

/** An example that no chapter shows would never be recorded, and a recording without an example never renewed. */
async function refuseOrphans(content: string, chapters: readonly Chapter[]): Promise<void> {
	const shown = new Map(chapters.flatMap(({ examples }) => examples.map((entry) => [entry.id, entry])));
	for (const file of await filesBelow(path.join(content, 'examples'), '.yaml')) {
		const id = file.replace(/\.yaml$/u, '');
		if (!shown.has(id)) throw new BookError(`examples/${file}: no chapter shows it; show or delete it`);
	}
	for (const file of await filesBelow(path.join(content, 'recordings'), '.cast')) {
		const [, id, variant] = /^(.*)\.(\w+)\.cast$/u.exec(file) ?? [];
		const entry = shown.get(id ?? '');
		if (!entry || !variantsOf(entry.example).includes(variant as Variant))
			throw new BookError(`recordings/${file}: there is no such example any more; delete it`);
	}
}

/** Paths below a folder that end in `ending`, with `/` on every system. */
async function filesBelow(folder: string, ending: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true }).catch(() => []);
	return entries.filter((entry) => entry.endsWith(ending)).map((entry) => entry.replaceAll('\\', '/'));
}
