/** A file of the book. */
export interface BookFile {
	/** The beginning of the SHA-256 of its bytes: tells one edition of the file from another, and from what is no such file. */
	digest: string;
	bytes: number;
}

export interface BookPage {
	title: string;
	/** Files that it is read and replayed with, itself first. */
	needs: string[];
}

/** What can be kept of one edition of the book. Addresses are relative to the book's root: `images/index.html`. */
export interface Manifest {
	files: Record<string, BookFile>;
	/** By the address of the page's file, in the order in which they are listed to readers. */
	pages: Record<string, BookPage>;
}

/** The page that is shown in place of one that is not kept. */
export const OFFLINE_PAGE = 'offline/index.html';

/** The service worker, at the root of the book: a worker has a say on what lies below it. The browser keeps it by itself. */
export const WORKER_FILE = 'sw.js';

/** Characters of base64 that are left of a SHA-256: 96 bits. It guards against accidents; a host that lies could change the worker. */
export const DIGEST_LENGTH = 16;

/** What a page is read and replayed with, by the ends of names. Everything else in it is another form of the book. */
const FOR_READING = /\.(?:css|js|woff2|svg|webp|png|cast|sh)$/u;

/** What only the whole book has: the text that is searched, and the pages as Markdown, for copying. */
export const WITH_THE_WHOLE = /^(?:search-index\.json|[\w.-]+\.md)$/u;

/** Where the files lie that pages name: in the folder of the build, or beside the first page. Folders besides are other forms. */
const AMONG = /^(?:_astro\/)?[^/]+$/u;

/** In a page's head, what is for other machines: pictures for those who share it, addresses of its other forms. */
const FOR_OTHERS = /<meta\b[^>]*>|<link\b[^>]*\brel="?(?:alternate|canonical|sitemap)\b[^>]*>/gu;

/** What may be the name of a file, wherever it stands: in a link, in a script's import, in a style's `url()`. */
const NAME = /[\w@~+-][\w.@~+-]*\.[a-z\d]{2,5}\b/giu;

/**
 * The files that a page needs: those whose names stand in it, and in these, and so on. Names of built files say which
 * content they have, so a name that stands somewhere is that file and no other.
 *
 * @param page the address of its file
 * @param textOf gives the text of a file; asked of pages, scripts and styles only
 * @returns addresses, the page's first
 */
export function needsOf(page: string, files: Iterable<string>, textOf: (file: string) => string): string[] {
	const byName = new Map<string, string>();
	for (const file of files)
		if (AMONG.test(file) && FOR_READING.test(file) && file !== WORKER_FILE)
			byName.set(file.slice(file.lastIndexOf('/') + 1), file);
	const needs = new Set([page]);
	// The set grows while it is gone through.
	for (const file of needs) {
		if (!/\.(?:html|js|css)$/u.test(file)) continue;
		const text = file.endsWith('.html') ? textOf(file).replaceAll(FOR_OTHERS, '') : textOf(file);
		for (const [name] of text.matchAll(NAME)) {
			const needed = byName.get(name);
			if (needed !== undefined) needs.add(needed);
		}
	}
	return [page, ...[...needs].filter((file) => file !== page).sort()];
}

/** Everything that keeping the whole book keeps. */
export function wholeBook({ files }: Manifest): string[] {
	return Object.keys(files);
}

/** Bytes of files together. */
export function bytesOf({ files }: Manifest, which: Iterable<string>): number {
	let sum = 0;
	for (const file of which) sum += files[file]?.bytes ?? 0;
	return sum;
}

/** The pages of which every file is kept, by the addresses of their files. */
export function keptPages({ pages }: Manifest, kept: ReadonlySet<string>): string[] {
	return Object.keys(pages).filter((page) => pages[page]!.needs.every((file) => kept.has(file)));
}

/** What an address within the book asks for. */
export type Asked =
	| { file: string }
	/** The page's address as its links take it for granted, relative to the root. */
	| { redirect: string }
	/** Nothing of what can be kept. */
	| undefined;

/**
 * Which file an address asks for. The query and the fragment are the page's own business: `?engine=docker` is the same page.
 * Hosts differ in how they serve a folder: `images/` and `images/index.html` are the same file, and `images`, from which the
 * page's links would lead elsewhere, leads to it.
 *
 * @param root the book's first page
 */
export function askedFor({ files }: Manifest, address: string, root: string): Asked {
	const { origin, pathname, search } = new URL(address);
	const base = new URL(root);
	if (origin !== base.origin || !pathname.startsWith(base.pathname)) return undefined;
	const place = decoded(pathname.slice(base.pathname.length));
	const file = place === '' || place.endsWith('/') ? `${place}index.html` : place;
	if (Object.hasOwn(files, file)) return { file };
	if (Object.hasOwn(files, `${place}/index.html`)) return { redirect: `${place}/${search}` };
	return undefined;
}

/** An address may have a `%` that stands for nothing. */
function decoded(address: string): string {
	try {
		return decodeURIComponent(address);
	} catch {
		return address;
	}
}
