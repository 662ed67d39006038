import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DIST = path.join(ROOT, 'dist');
/** Outside the repository, and kept: what is installed there is there for the next run. */
const WORK = path.join(tmpdir(), 'containers-by-example-bench-pages');

/** A site with the chapters to measure. */
export interface Site {
	readonly name: string;
	/** Builds it, if need be, and gives the folder to serve. Throws with the builder's words if it cannot be built. */
	readonly build: (chapters: readonly string[]) => string;
	readonly address: (chapter: string) => string;
}

/** A site generator with its default theme; its configuration and exact versions are in `sites/<name>/`. */
interface Generator {
	readonly name: string;
	readonly packageName: string;
	readonly pages: string;
	readonly output: string;
	/** The page's source, of a title and the Markdown under it. */
	readonly source: (title: string, text: string) => string;
	readonly address: (chapter: string) => string;
}

const GENERATORS: readonly Generator[] = [
	{
		name: 'Starlight',
		packageName: '@astrojs/starlight',
		pages: 'src/content/docs',
		output: 'dist',
		source: (title, text) => `---\ntitle: ${JSON.stringify(title)}\n---\n\n${text}`,
		address: (chapter) => `/${chapter}/`,
	},
	{
		name: 'VitePress',
		packageName: 'vitepress',
		pages: '.',
		output: '.vitepress/dist',
		// `{{.State.Status}}` in a command is none of Vue's business.
		source: (title, text) => `# ${title}\n\n::: v-pre\n\n${text}\n\n:::\n`,
		address: (chapter) => `/${chapter}.html`,
	},
	{
		name: 'Docusaurus',
		packageName: '@docusaurus/core',
		pages: 'docs',
		output: 'build',
		source: (title, text) => `# ${title}\n\n${text}`,
		address: (chapter) => `/${chapter}/`,
	},
];

const OURS: Site = {
	name: 'this book',
	build: () => DIST,
	address: (chapter) => `/${chapter}/`,
};

/** This book, and the same chapters as plain pages of other generators. */
export const SITES: readonly Site[] = [OURS, ...GENERATORS.map(siteOf)];

function siteOf(generator: Generator): Site {
	const folder = path.join(import.meta.dirname, 'sites', generator.name.toLowerCase());
	const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
		dependencies: Record<string, string>;
	};
	return {
		name: `${generator.name} ${manifest.dependencies[generator.packageName]}`,
		build(chapters) {
			const work = path.join(WORK, generator.name.toLowerCase());
			cpSync(folder, work, { recursive: true });
			mkdirSync(path.join(work, generator.pages), { recursive: true });
			for (const chapter of chapters) {
				const { title, text } = textOf(chapter);
				writeFileSync(path.join(work, generator.pages, `${chapter}.md`), generator.source(title, text));
			}
			npm(work, 'install', '--no-audit', '--no-fund');
			npm(work, 'run', 'build');
			return path.join(work, generator.output);
		},
		address: generator.address,
	};
}

/** A chapter as the build writes it for readers who want Markdown: with the commands and outputs of both engines. */
function textOf(chapter: string): { title: string; text: string } {
	const markdown = readFileSync(path.join(DIST, `${chapter}.md`), 'utf8');
	const [, title, text] = /^# (.+)\n([\s\S]*)$/u.exec(markdown)!;
	return { title: title!, text: text! };
}

function npm(folder: string, ...parameters: string[]): void {
	const program = process.env['npm_execpath'];
	if (program === undefined) throw new Error('this runs as `npm run bench:pages`: npm says where it is');
	const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...parameters], {
		cwd: folder,
		encoding: 'utf8',
		env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', DOCUSAURUS_NO_TELEMETRY: '1' },
	});
	if (status !== 0) throw new Error(`npm ${parameters.join(' ')} in ${folder}:\n${stdout}\n${stderr}`);
}
