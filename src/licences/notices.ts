/** A package whose code is in the built scripts, as Vite lists it (`build.license`). */
export interface BundledPackage {
	name: string;
	version: string;
	/** In SPDX's words. */
	identifier?: string;
	/** Its licence in full; missing where the package has no such file. */
	text?: string;
}

/**
 * The packages of which something is in the built book, and what. Their licences must be permissive, which the unit
 * tests hold against scripts/licences/policy.ts; a build in which there is code of another one ends.
 */
export const REACHING_READERS: Readonly<Record<string, string>> = {
	'@astrojs/starlight': 'the frame of the pages: markup, styles, scripts',
	'@fontsource-variable/literata': 'the typeface, cut down to the characters of the book',
	'@xterm/addon-serialize': 'key frames of long recordings; fetched with the first replay',
	'@xterm/headless': 'the terminal of a replay; fetched with it',
	astro: 'small scripts of pages',
};

const BOOK = `Containers by Example

Text, pictures and recordings: Creative Commons Attribution-ShareAlike 4.0 International,
https://creativecommons.org/licenses/by-sa/4.0/. The commands of the examples may also be used under the MIT licence.
Code: the MIT licence, below.`;

/** What stands between two licences. */
const RULE = `\n\n${'-'.repeat(80)}\n\n`;

/**
 * The text that goes with every copy of the book: its own licences, then those of what is in it.
 *
 * @param own the licence of the book's code
 * @param bundled what the build has put into scripts
 * @param texts the licences of what has no file with it, or is no script, by the package's name
 * @throws {Error} when a package is not listed as reaching readers, or there is no text of its licence
 */
export function noticesText(
	own: string,
	bundled: readonly BundledPackage[],
	texts: Readonly<Record<string, string>>,
): string {
	const unlisted = bundled.find(({ name }) => !Object.hasOwn(REACHING_READERS, name));
	if (unlisted)
		throw new Error(
			`${unlisted.name} is in the book's scripts: expected one of ${Object.keys(REACHING_READERS).join(', ')}. ` +
				'If it is meant to be there, list it in src/licences/notices.ts and run npm run licences',
		);
	const notices = bundled.map(({ name, version, identifier, text }) => {
		const licence = text ?? texts[name];
		if (licence === undefined)
			throw new Error(`${name} has no file with its licence: put its text into src/licences/texts/`);
		return `${name} ${version} (${identifier ?? 'see below'})\n\n${licence.trim()}`;
	});
	const others = Object.entries(texts)
		.filter(([name]) => !bundled.some((each) => each.name === name))
		.map(([name, text]) => `${name}: ${REACHING_READERS[name]!}\n\n${text.trim()}`);
	return [BOOK, own.trim(), ...notices, ...others].join(RULE) + '\n';
}
