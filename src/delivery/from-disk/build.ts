import { readdir, readFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { DISK_SCRIPT, twin, twinOf } from './names.ts';

/** What the book's scripts fetch. */
const FETCHED = /\.(?:cast|md|sh)$|^search-index(?:\/.+)?\.json$/u;

/** The virtual module that the script is made from. */
const ENTRY = 'virtual:from-disk';

/**
 * The scripts of the pages, as built, as one classic script.
 *
 * @param scripts addresses of the module scripts within the book, in the order of the pages
 */
export async function writeDiskScript(root: string, scripts: readonly string[]): Promise<void> {
	const modules = [
		fileURLToPath(new URL('./disk.ts', import.meta.url)),
		...scripts.map((script) => path.join(root, script)),
	];
	const bundle = await rolldown({
		input: ENTRY,
		// Where the modules ask where they are, they mean a folder of the book's root.
		transform: { define: { 'import.meta.url': 'whereTheScriptIs', 'import.meta.resolve': 'undefined' } },
		plugins: [
			{
				name: 'entry',
				resolveId: (id) => (id === ENTRY ? id : undefined),
				load: (id) =>
					id === ENTRY ? modules.map((module) => `import ${JSON.stringify(module)};`).join('\n') : undefined,
			},
		],
	});
	await bundle.write({
		file: path.join(root, DISK_SCRIPT),
		format: 'iife',
		// What a press loads in other pages is in this one from the start.
		codeSplitting: false,
		minify: true,
		intro: 'var whereTheScriptIs = document.currentScript.src;',
	});
	await bundle.close();
}

/** @returns how many twins there are now */
export async function writeTwins(root: string): Promise<number> {
	const files = (await readdir(root, { recursive: true }))
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => FETCHED.test(file))
		.sort();
	for (const file of files) {
		const place = path.join(root, twinOf(file));
		await mkdir(path.dirname(place), { recursive: true });
		await writeFile(place, twin(file, await readFile(path.join(root, file), 'utf8')));
	}
	return files.length;
}
