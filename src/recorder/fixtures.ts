import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Files by their path: what is in them. */
export type Files = Readonly<Record<string, string>>;

/** A new folder below `parent` with these files in it. */
export async function folderOf(parent: string, files: Files): Promise<string> {
	const folder = await mkdtemp(path.join(parent, 'folder-'));
	await writeFiles(folder, files);
	return folder;
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
	for (const [name, text] of Object.entries(files)) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
}

/** The files of a book with these examples, YAML by id; each chapter shows its own in this order. */
export function bookOf(examples: Files): Files {
	const chapters = Object.groupBy(Object.keys(examples), (id) => path.dirname(id));
	const files = new Map(Object.entries(examples).map(([id, yaml]) => [`examples/${id}.yaml`, yaml]));
	for (const [index, [name, ids = []]] of Object.entries(chapters).entries()) {
		const tags = ids.map((id) => `<Example id="${id}" />`);
		files.set(`chapters/0${index + 1}-${name}.mdx`, tags.join('\n'));
	}
	return Object.fromEntries(files);
}

/** An example for plain Linux. */
export function linuxExample(...commands: string[]): string {
	return JSON.stringify({ title: 'Test', runsOn: 'linux', steps: commands.map((command) => ({ command })) });
}
