// @ts-check
import { defineConfig } from 'eslint/config';
import astro from 'eslint-plugin-astro';
import tseslint from 'typescript-eslint';

const FOLDERS = [
	'archive',
	'delivery',
	'engines',
	'examples',
	'hosting',
	'licences',
	'check-script',
	'chapter-script',
	'llms',
	'markdown',
	'offline',
	'edition',
	'page-tools',
	'recordings',
	'recorder',
	'replay',
	'engine-choice',
	'values',
	'progress',
	'command-block',
	'search',
	'share-picture',
	'site-address',
	'components',
	'shell',
	'style-page',
];

/** @type {readonly string[]} */
const ANY_PACKAGE = [];

/** What each folder of src/ may import, besides itself: the folders of src/, and packages. */
const BOUNDARIES = {
	archive: { folders: [], packages: ['node:[\\w/]+', 'astro', 'tar', 'fflate'] },
	delivery: {
		folders: ['examples'],
		packages: ['node:[\\w/]+', 'astro', 'rolldown', 'parse5-html-rewriting-stream'],
	},
	engines: { folders: [], packages: [] },
	examples: { folders: ['engines'], packages: ['zod', 'yaml'] },
	licences: { folders: [], packages: ['node:[\\w/]+', 'astro'] },
	hosting: { folders: [], packages: [] },
	recordings: { folders: ['engines', 'examples'], packages: ['zod', 'diff', '@xterm/headless'] },
	'chapter-script': { folders: ['engines', 'examples', 'check-script'], packages: [] },
	'check-script': { folders: ['engines', 'examples'], packages: [] },
	recorder: {
		folders: ['engines', 'examples', 'recordings'],
		packages: ['node:\\w+', 'zod', '@lydell/node-pty', '@xterm/headless'],
	},
	'engine-choice': { folders: ['engines'], packages: [] },
	replay: {
		folders: ['recordings'],
		packages: ['@xterm/headless', '@xterm/addon-serialize'],
	},
	values: { folders: ['examples'], packages: [] },
	progress: { folders: [], packages: [] },
	'command-block': { folders: ['engine-choice', 'replay', 'values'], packages: [] },
	search: {
		folders: ['engines', 'examples', 'engine-choice'],
		packages: ['node:[\\w/]+', 'astro', 'node-html-parser'],
	},
	markdown: {
		folders: ['engines', 'examples'],
		packages: ['node:\\w+', 'astro', 'hast-util-\\S+', 'mdast-util-\\S+', 'hast', 'mdast'],
	},
	llms: { folders: ['engines', 'examples', 'markdown'], packages: ['node:[\\w/]+', 'astro'] },
	offline: {
		folders: ['examples'],
		packages: ['node:[\\w/]+', 'astro', 'node-html-parser', 'vite'],
	},
	edition: {
		folders: ['engines', 'examples', 'components', 'shell', 'archive'],
		packages: [
			'node:[\\w/]+',
			'astro',
			'hast-util-\\S+',
			'hast',
			'hastscript',
			'unist-util-visit',
			'playwright-core',
			'@cantoo/pdf-lib',
			'subset-font',
		],
	},
	'page-tools': {
		folders: ['engines', 'examples', 'engine-choice', 'command-block', 'chapter-script'],
		packages: [],
	},
	'share-picture': {
		folders: ['engines', 'examples'],
		packages: ['node:[\\w/]+', 'astro', 'sharp', 'harfbuzzjs', 'subset-font', '@fontsource/ibm-plex-mono'],
	},
	'site-address': {
		folders: ['examples', 'share-picture'],
		packages: ['astro', '@astrojs/sitemap', '@astrojs/starlight'],
	},
	components: { folders: FOLDERS.filter((folder) => folder !== 'recorder'), packages: ANY_PACKAGE },
	'style-page': { folders: ['engine-choice', 'replay', 'shell'], packages: ['astro'] },
	shell: { folders: FOLDERS.filter((folder) => folder !== 'recorder'), packages: ANY_PACKAGE },
};

/**
 * The rule for one folder.
 *
 * @param {string} folder
 * @param {{ folders: string[], packages: readonly string[] }} allowed
 */
function boundary(folder, { folders, packages }) {
	const forbidden = FOLDERS.filter((other) => other !== folder && !folders.includes(other));
	const patterns = [
		{
			// `../replay/…` seen from within another folder of src/.
			regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
			message: `src/${folder} may import ${folders.length ? folders.join(', ') : 'no other folder'}.`,
		},
		...(packages === ANY_PACKAGE
			? []
			: [
					{
						// Whatever is neither a path nor one of the packages, or a file within it.
						regex: `^(?!\\.{1,2}/${packages.map((name) => `|${name}(?:/|$)`).join('')})`,
						message: `src/${folder} may import ${packages.length ? packages.join(', ') : 'no package'}.`,
					},
				]),
	];
	/** @type {import('eslint').Linter.RuleEntry} */
	const rule = ['error', { patterns }];
	return {
		files: [`src/${folder}/**/*.{ts,astro}`],
		ignores: ['**/*.test.ts'],
		rules: { 'no-restricted-imports': rule },
	};
}

export default defineConfig(
	{
		ignores: [
			'dist/',
			'dist-player/',
			'release/',
			'.astro/',
			'node_modules/',
			'test-results/',
			'playwright-report/',
		],
	},
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: { parserOptions: { projectService: true } },
		rules: {
			// Where the compiler cannot see what the lines above have made sure of, `!` says so.
			'@typescript-eslint/no-non-null-assertion': 'off',
			// Numbers in texts are what templates are for.
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			// `() => this.#onChange()` and its like read better than a block with one line.
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			// An empty function that is replaced later is clearer than one that may be missing.
			'@typescript-eslint/no-empty-function': 'off',
			// `noPropertyAccessFromIndexSignature` of the compiler asks for the brackets.
			'@typescript-eslint/dot-notation': 'off',
		},
	},
	astro.configs.recommended,
	...Object.entries(BOUNDARIES).map(([folder, allowed]) => boundary(folder, allowed)),
);
