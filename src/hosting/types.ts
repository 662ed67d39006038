/**
 * The type of each kind of file that the book has. Servers know few of them: `.cast` none, `.md` and `.webmanifest` not all.
 * The answers say `nosniff`, so a wrong type is a page that does not show.
 *
 * @see https://www.iana.org/assignments/media-types/
 * @see https://docs.asciinema.org/manual/asciicast/v3/
 */
export const TYPES: Readonly<Record<string, string>> = {
	html: 'text/html',
	css: 'text/css',
	js: 'text/javascript',
	json: 'application/json',
	webmanifest: 'application/manifest+json',
	svg: 'image/svg+xml',
	png: 'image/png',
	woff2: 'font/woff2',
	cast: 'application/x-asciicast',
	md: 'text/markdown',
	txt: 'text/plain',
	// Not a type that browsers hand to another program: readers look at a script before they run it.
	sh: 'text/plain',
	sha256: 'text/plain',
	yaml: 'application/yaml',
	xml: 'application/xml',
	pdf: 'application/pdf',
	epub: 'application/epub+zip',
	gz: 'application/gzip',
	zip: 'application/zip',
};

/** Those that are packed already, and only grow when they are packed again. */
const PACKED = new Set(['png', 'woff2', 'pdf', 'epub', 'gz', 'zip']);

/** The kinds of files, by the ends of their names, that are worth compressing. */
export const COMPRESSIBLE = Object.keys(TYPES).filter((extension) => !PACKED.has(extension));

/** The text types, whose characters are UTF-8. */
export const TEXT_TYPES = [...new Set(Object.values(TYPES).filter((type) => type.startsWith('text/')))];
