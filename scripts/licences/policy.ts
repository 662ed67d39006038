import { REACHING_READERS } from '../../src/licences/notices.ts';
import { isMet } from './expression.ts';

/** A package of the lock file. */
export interface Package {
	name: string;
	version: string;
	/** As it says itself, in SPDX's words; undefined where its manifest does not say it so. */
	licence: string | undefined;
}

/** Ask for no more than that their text goes with a copy. */
const PERMISSIVE = [
	'0BSD',
	'Apache-2.0',
	'BlueOak-1.0.0',
	'BSD-2-Clause',
	'BSD-3-Clause',
	'CC0-1.0',
	'ISC',
	'MIT',
	'OFL-1.1',
	'Zlib',
];

/**
 * Of tools alone, which the book is built and tested with and which nobody gets from us: what they ask of those who pass
 * them on, or change them, asks nothing of us.
 */
const FOR_TOOLS: Readonly<Record<string, string>> = {
	'CC-BY-3.0': 'a list of names, credited by the package that uses it',
	'CC-BY-SA-4.0': 'a list of misspellings, which the spelling check reads',
	'LGPL-3.0-or-later': 'libvips, a shared library that makes pictures smaller',
	'MPL-2.0':
		'axe, which judges pages, and Lightning CSS, which makes style sheets smaller; neither is changed',
	'Python-2.0': 'a reader of command lines',
	WTFPL: 'a word list, and a formatter of test output',
};

/** What manifests say in words that are not SPDX's, read in the packages' own files. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
	'@cspell/dict-en-common-misspellings': 'CC-BY-SA-4.0',
	boundary: 'BSD-2-Clause',
	format: 'MIT',
	'structured-source': 'BSD-2-Clause',
};

const forReaders = new Set(PERMISSIVE);
const forTools = new Set([...PERMISSIVE, ...Object.keys(FOR_TOOLS)]);

/** The licence of a package, in SPDX's words. */
export function licenceOf({ name, licence }: Package): string | undefined {
	return READ_BY_HAND[name] ?? licence;
}

/**
 * What is wrong with the licences: one line for each package whose licence is unknown, or not on the list for where the
 * package goes.
 */
export function faultsOf(packages: readonly Package[]): string[] {
	const faults = packages.flatMap((each) => {
		const licence = licenceOf(each);
		const reaches = each.name in REACHING_READERS;
		if (licence !== undefined && isMet(licence, reaches ? forReaders : forTools)) return [];
		const place = reaches ? 'reaches readers' : 'is a tool';
		return [
			`${each.name} ${each.version} ${place}: expected a licence of the list in scripts/licences/policy.ts, found ${licence ?? 'none'}`,
		];
	});
	const names = new Set(packages.map(({ name }) => name));
	const gone = [...Object.keys(REACHING_READERS), ...Object.keys(READ_BY_HAND)].filter(
		(name) => !names.has(name),
	);
	return [
		...faults,
		...gone.map((name) => `scripts/licences/policy.ts names ${name}, which is not in the lock file`),
	];
}

/** The text of THIRD-PARTY.md. It has no versions and no counts: it changes only when a licence does. */
export function thirdPartyText(packages: readonly Package[]): string {
	const by = (name: string) => packages.find((each) => each.name === name);
	const readers = Object.entries(REACHING_READERS).map(
		([name, what]) => `| \`${name}\` | ${licenceOf(by(name)!)} | ${what} |`,
	);
	const tools = packages.filter(({ name }) => !(name in REACHING_READERS));
	const plain = [...new Set(tools.map((each) => licenceOf(each)!))].filter((licence) =>
		isMet(licence, forReaders),
	);
	const special = Object.entries(FOR_TOOLS).map(([licence, what]) => {
		const names = tools
			.filter((each) => {
				const own = licenceOf(each)!;
				return !isMet(own, forReaders) && own.includes(licence);
			})
			.map(({ name }) => familyOf(name));
		return `| ${licence} | ${[...new Set(names)]
			.sort()
			.map((name) => `\`${name}\``)
			.join(', ')} | ${what} |`;
	});
	return `# Third-party software

Made by \`npm run licences\` from the lock file; a test refuses a package whose licence is not on the list in [scripts/licences/policy.ts](scripts/licences/policy.ts).

## What reaches readers

Something of these packages is in the built book. Their licences, in full, go with it, in \`licences.txt\`; a build with code of any other package ends.

| package | licence | what of it |
| --- | --- | --- |
${readers.join('\n')}

The texts, pictures and recordings are the book's own: [content/LICENSE.md](content/LICENSE.md). The container image adds nginx and Alpine Linux, with the licences that lie in it.

## What builds and tests the book

These packages stay on the machine of whoever works on the book. Their licences are permissive: ${plain.sort().join(', ')}. Except:

| licence | package | what it does |
| --- | --- | --- |
${special.join('\n')}
`;
}

/** One name for the builds of a package for several systems: \`lightningcss-linux-x64-gnu\`. */
function familyOf(name: string): string {
	return name.replace(/-(?:android|darwin|freebsd|linux|linuxmusl|win32|wasm32)\b.*$/u, '-*');
}
