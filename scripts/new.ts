/** Begins a chapter or an example: `npm run new`. What is to be written is decided in scripts/new/plan.ts. */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { NewError } from './new/new-error.ts';
import { planChapter, planExample, type BookFiles, type Plan } from './new/plan.ts';

const USAGE = `npm run new -- chapter NAME "Title"
npm run new -- example CHAPTER/NAME "Title"

NAME is what stands in addresses and file names: small letters, digits, hyphens.
A chapter comes with a first example that works, and is the last of the book. An example is shown by its chapter.
Nothing that is there is overwritten.`;

const WRONG_USE = 2;

async function main(words: readonly string[]): Promise<number> {
	const [kind, name, title, ...more] = words;
	if (kind === '--help') {
		console.log(USAGE);
		return 0;
	}
	const planners = { chapter: planChapter, example: planExample };
	if ((kind !== 'chapter' && kind !== 'example') || !name || title === undefined || more.length > 0) {
		console.error(USAGE);
		return WRONG_USE;
	}
	const plan = planners[kind](await readBookFiles(), name, title);
	await carryOut(plan);
	for (const { file } of plan.create) console.log(`new:     ${file}`);
	for (const { file } of plan.change) console.log(`changed: ${file}`);
	console.log(`\nNext:\n${plan.next.map((line) => `  ${line}`).join('\n')}`);
	return 0;
}

async function readBookFiles(): Promise<BookFiles> {
	const examples = await readdir('content/examples', { recursive: true });
	const pages = [...(await readdir('content/pages')), ...(await readdir('src/pages'))];
	return {
		chapters: (await readdir('content/chapters')).sort(),
		examples: examples
			.map((file) => file.replaceAll('\\', '/'))
			.filter((file) => file.endsWith('.yaml'))
			.map((file) => file.replace(/\.yaml$/u, '')),
		pages: pages.map((file) => file.split('.')[0]!),
		read: (file) => readFileSync(file, 'utf8'),
	};
}

/** Writes all of a plan, or, where that fails, none of it. */
async function carryOut({ create, change }: Plan): Promise<void> {
	const there = create.find(({ file }) => existsSync(file));
	if (there)
		throw new NewError({
			file: there.file,
			expected: 'no such file',
			found: 'one',
			remedy: 'choose another name, or move the file away',
		});
	const undo: (() => Promise<void>)[] = [];
	try {
		for (const { file, text } of create) {
			await mkdir(path.dirname(file), { recursive: true });
			// `wx`: a file that has come in between is not overwritten either.
			await writeFile(file, text, { flag: 'wx' });
			undo.push(() => rm(file));
		}
		for (const { file, text } of change) {
			const before = await readFile(file, 'utf8');
			undo.push(() => writeFile(file, before));
			await writeFile(file, await formatted(file, text));
		}
	} catch (cause) {
		for (const step of undo.reverse()) await step();
		throw cause;
	}
}

/** Code as the formatter wants it; prose is left as it is. */
async function formatted(file: string, text: string): Promise<string> {
	if (!file.endsWith('.ts')) return text;
	return format(text, { ...(await resolveConfig(file)), filepath: file });
}

process.chdir(path.resolve(import.meta.dirname, '..'));
try {
	process.exitCode = await main(process.argv.slice(2));
} catch (cause) {
	console.error(cause instanceof NewError ? cause.message : cause);
	process.exitCode = 1;
}
