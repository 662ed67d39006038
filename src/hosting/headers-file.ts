export type Header = readonly [name: string, value: string];

/** The headers of the addresses that begin with a path. */
export interface HeaderRule {
	/** A path with a slash at both ends, from the root of the book: `/` is all of it. */
	below: string;
	headers: Header[];
}

/**
 * Reads the file of headers that the build writes, so that every server gets its headers from there. It has the format of
 * Netlify and Cloudflare Pages, of which the book uses this much: a path that ends in `*`, and below it, indented, headers.
 *
 * @throws if a line is anything else: a header must not be lost on the way to a server
 * @see https://docs.netlify.com/manage/routing/headers/
 * @see https://developers.cloudflare.com/pages/configuration/headers/
 */
export function parseHeadersFile(text: string): HeaderRule[] {
	const rules: HeaderRule[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		const wrong = (expected: string) =>
			new Error(`_headers, line ${index + 1}: expected ${expected}, found ${JSON.stringify(line)}`);
		if (line.trim() === '' || line.startsWith('#')) continue;
		if (/^\S/u.test(line)) {
			const [, below] = /^(\/(?:\w[\w.-]*\/)*)\*$/u.exec(line) ?? [];
			if (below === undefined) throw wrong('a path that ends in /*');
			rules.push({ below, headers: [] });
			continue;
		}
		const [, name, value] = /^\s+([A-Za-z-]+): +(\S.*)$/u.exec(line) ?? [];
		if (name === undefined || value === undefined) throw wrong('a header, “Name: value”');
		const rule = rules.at(-1);
		if (!rule) throw wrong('a path before the first header');
		rule.headers.push([name, value]);
	}
	return rules;
}

/** What a header is, by where an address begins. */
export interface HeaderByPath {
	name: string;
	/** The more of an address a path covers, the later it stands. The first is the whole book, or the header is missing there. */
	values: { below: string; value: string }[];
}

/** What an answer without a rule of its own gets: kept, but asked for again each time. */
const REVALIDATE = 'no-cache';

/**
 * The rules, header by header. Where two fit an address, the longer path counts.
 *
 * How pages are kept is not in the file, since the hosts that read it have them asked for again anyway: other servers leave
 * that to the browser's guess, so it is added.
 */
export function byHeader(rules: readonly HeaderRule[]): HeaderByPath[] {
	const headers = new Map<string, HeaderByPath['values']>();
	const sorted = [...rules].sort((a, b) => a.below.length - b.below.length);
	for (const { below, headers: given } of sorted)
		for (const [name, value] of given) headers.set(name, [...(headers.get(name) ?? []), { below, value }]);
	const cache = headers.get('Cache-Control') ?? [];
	if (cache[0]?.below !== '/') headers.set('Cache-Control', [{ below: '/', value: REVALIDATE }, ...cache]);
	return [...headers].map(([name, values]) => ({ name, values }));
}

/**
 * The headers of one answer.
 *
 * @param pathname from the root of the book
 */
export function headersOf(rules: readonly HeaderRule[], pathname: string): Record<string, string> {
	return Object.fromEntries(
		byHeader(rules).flatMap(({ name, values }) => {
			const last = values.findLast(({ below }) => pathname.startsWith(below));
			return last ? [[name, last.value]] : [];
		}),
	);
}
