import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What the bundler makes of a page's script when all of its parts are in another file: a module that imports that one. */
const FACADE = /^import\s*["']\.\/(?<module>[^"']+)["'];?\s*$/u;

/**
 * Finds the scripts that do nothing but load another. A page that names the other one itself has it a round trip earlier.
 *
 * @param files of the built site, relative to its root
 * @returns the other one's address for that of each, both from the root
 */
export async function facadesIn(root: string, files: readonly string[]): Promise<Map<string, string>> {
	const facades = new Map<string, string>();
	for (const file of files.filter((name) => name.endsWith('.js'))) {
		const module = FACADE.exec(await readFile(path.join(root, file), 'utf8'))?.groups!['module'];
		if (module !== undefined)
			facades.set(`/${file}`, `/${path.posix.join(path.posix.dirname(file), module)}`);
	}
	return facades;
}
