import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'node-html-parser';
import { build } from 'vite';
import { isOfTheBook } from '../examples/book-pages.ts';
import { PARTS } from '../examples/parts.ts';
import { DIGEST_LENGTH, needsOf, OFFLINE_PAGE, WITH_THE_WHOLE, type Manifest } from './manifest.ts';

const ORDER = ['', ...PARTS.flatMap(({ chapters }) => chapters)];

/**
 * The manifest of a built book.
 *
 * @param root the folder
 * @throws {Error} when the page is missing that stands for those that are not kept
 */
export async function manifestOf(root: string): Promise<Manifest> {
	const files = (await readdir(root, { recursive: true }))
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => /\.\w+$/u.test(file))
		.sort();
	const pages = files
		.filter((file) => file === OFFLINE_PAGE || isPage(file))
		.sort((a, b) => order(a) - order(b));
	if (!pages.includes(OFFLINE_PAGE))
		throw new Error(`expected ${OFFLINE_PAGE} among the built pages, found none`);
	const contents = new Map<string, Buffer>();
	const texts = files.filter((file) => /\.(?:html|js|css)$/u.test(file));
	for (const file of texts) contents.set(file, await readFile(path.join(root, file)));
	const textOf = (file: string) => contents.get(file)!.toString();
	const manifest: Manifest = { files: {}, pages: {} };
	for (const page of pages)
		manifest.pages[page] = { title: titleOf(textOf(page), page), needs: needsOf(page, files, textOf) };
	const kept = [
		...Object.values(manifest.pages).flatMap(({ needs }) => needs),
		...files.filter((file) => WITH_THE_WHOLE.test(file)),
	];
	for (const file of [...new Set(kept)].sort()) {
		const content = contents.get(file) ?? (await readFile(path.join(root, file)));
		manifest.files[file] = { digest: digestOf(content), bytes: content.length };
	}
	return manifest;
}

/**
 * The script of the service worker for a book. The same manifest gives the same bytes, so that a browser takes it for a new
 * edition only when it is one.
 */
export async function workerScript(manifest: Manifest): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'warn',
		publicDir: false,
		build: {
			write: false,
			target: 'es2022',
			rolldownOptions: {
				input: fileURLToPath(new URL('./worker/worker.ts', import.meta.url)),
				output: { format: 'iife' },
			},
		},
	});
	const [script] = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
	if (script?.type !== 'chunk') throw new Error('the service worker was not built');
	return `const BOOK=${JSON.stringify(manifest)};\n${script.code}`;
}

/** As the worker computes it of what it gets. */
export function digestOf(content: Buffer): string {
	return createHash('sha256').update(content).digest('base64url').slice(0, DIGEST_LENGTH);
}

/** Pages that stand in the folder of their name; what is more than one folder deep is another form of the book. */
function isPage(file: string): boolean {
	return /^(?:[^/]+\/)?index\.html$/u.test(file) && isOfTheBook(nameOf(file));
}

function nameOf(file: string): string {
	return file.replace(/\/?index\.html$/u, '');
}

/** In the order of the book; what is no chapter comes last. */
function order(file: string): number {
	const at = ORDER.indexOf(nameOf(file));
	return at < 0 ? ORDER.length : at;
}

function titleOf(html: string, page: string): string {
	const heading = parse(html).querySelector('h1')?.textContent.replaceAll(/\s+/gu, ' ').trim();
	if (!heading) throw new Error(`${page}: expected a heading, found none`);
	return heading;
}
