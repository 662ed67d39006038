/**
 * A browser that shows a page from a folder loads no modules from it, and fetches no files. What it does load are classic
 * scripts: so the scripts of all pages are there once more as one of those, and each file that they fetch has a twin, a
 * script with its text. A page from a server uses none of it.
 */
export const DISK_FOLDER = '_disk/';

/** The scripts of all pages as one classic script. */
export const DISK_SCRIPT = `${DISK_FOLDER}page.js`;

/** The name of the function that a twin hands its text to. */
export const TAKE_TWIN = 'takeFromDisk';

/** @param file relative to the book's root */
export function twinOf(file: string): string {
	return `${DISK_FOLDER}${file}.js`;
}

/** The script with a file's text. */
export function twin(file: string, text: string): string {
	return `${TAKE_TWIN}(${JSON.stringify(file)},${JSON.stringify(text)})\n`;
}
