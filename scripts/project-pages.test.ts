import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** What the pages about the project say of files, commands and keys, held against what there is. */
const PAGES = globSync([
	'*.md',
	'docs/*.md',
	'content/**/*.md',
	'src/**/*.md',
	'bench/*.md',
	'host/*.md',
	'.github/*.md',
]);
const read = (file: string) => readFileSync(file, 'utf8');
const architecture = read('ARCHITECTURE.md');
const withoutCode = (text: string) =>
	text.replaceAll(/^```[\s\S]*?^```/gmu, '').replaceAll(/`[^`\n]*`/gu, '');

test('every link to a file leads to one, and to a heading where it names one', () => {
	expect(PAGES.length).toBeGreaterThan(8);
	const broken: string[] = [];
	for (const page of PAGES)
		for (const [, address] of withoutCode(read(page)).matchAll(/(?:\]\(|(?:src|srcset)=")([^)"\s]+)[)"]/gu)) {
			if (/^[a-z]+:/u.test(address!)) continue;
			const [file, fragment] = address!.split('#') as [string, string?];
			const target = file === '' ? page : path.join(path.dirname(page), file);
			if (!existsSync(target)) broken.push(`${page}: ${address}`);
			else if (fragment !== undefined && target.endsWith('.md') && !headingsOf(target).includes(fragment))
				broken.push(`${page}: ${address}, a heading that is not there`);
		}
	expect(broken).toEqual([]);
});

test('the README has every command that there is, and no other', () => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const readme = read('README.md');
	const named = [...readme.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/gu)].map(([, name]) => name!);
	expect(named.filter((name) => !(name in scripts))).toEqual([]);
	const apart = (name: string) => name === 'start' || name === 'test' || name.startsWith('check:');
	expect(Object.keys(scripts).filter((name) => !apart(name) && !named.includes(name))).toEqual([]);
});

test('the other pages name commands that there are', () => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	for (const page of PAGES)
		for (const [, name] of read(page).matchAll(/\bnpm run (?:--silent )?([\w:-]*\w)/gu))
			expect(Object.keys(scripts), page).toContain(name);
});

test('the architecture has every folder of the code, and no other', () => {
	const rows = [...architecture.matchAll(/^\| `(src\/[\w-]+\/)`/gmu)].map(([, folder]) => folder!);
	// Its two routes are what Astro asks for there: they hand on to other folders.
	const folders = readdirSync('src', { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== 'pages')
		.map(({ name }) => `src/${name}/`);
	expect([...rows].sort()).toEqual(folders.sort());
});

test('the architecture has every key under which the browser keeps something', () => {
	const keys = globSync('src/**/*.{ts,astro}')
		.filter((file) => !file.endsWith('.test.ts'))
		.flatMap((file) => [...read(file).matchAll(/\b[A-Z_]*KEY = '([^']+)'/gu)].map(([, key]) => key!));
	expect(keys.length).toBeGreaterThan(4);
	for (const key of keys) expect(architecture).toContain(`| \`${key}\` |`);
});

/** The fragments of a page's headings, as the usual hosts make them. */
function headingsOf(file: string): string[] {
	return [...read(file).matchAll(/^#+ (.+)$/gmu)].map(([, heading]) =>
		heading!
			.toLowerCase()
			.replaceAll(/[^\p{L}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
}
