// Weighs the built site and holds it against the budgets. Prints a table; exit status 1 when one is exceeded.
// Sizes are those of gzip at its highest level, in kB of 1000 bytes, as a static host would send them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtPages } from './built-pages.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');

/** What a page may weigh, in kB. */
const BUDGETS = { HTML: 60, CSS: 18, font: 60, 'eager JS': 8, search: 30, index: 220, replay: 100 } as const;
type Part = keyof typeof BUDGETS;

/** Scripts that are fetched later: the search's and the replay's, each when it is first asked for. */
const LATER = { search: /^dialog\./u, replay: /^replay\./u };
/** What the search fetches besides its script: the text of the whole book, once. Searching fetches nothing more. */
const INDEX = path.join(DIST, 'search-index.json');

function weigh(...files: string[]): number {
	return files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1000;
}

function asset(href: string): string {
	return path.join(DIST, new URL(href, 'http://localhost/').pathname);
}

/** A script and whatever it imports at once; what it imports on demand does not count. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
	if (seen.has(file)) return seen;
	seen.add(file);
	for (const [, name] of readFileSync(file, 'utf8').matchAll(
		/(?:\bfrom|\bimport)\s*["'](\.\/[^"']+\.js)["']/gu,
	))
		withImports(path.join(path.dirname(file), name!), seen);
	return seen;
}

function weighPage(page: string): Record<Part, number> {
	const html = readFileSync(page, 'utf8');
	const hrefs = (pattern: RegExp) => [...html.matchAll(pattern)].map((match) => asset(match[1]!));
	const styles = hrefs(/<link rel="stylesheet" href="([^"]+\.css)"(?! media="print")/gu);
	const fonts = hrefs(/<link rel="preload" href="([^"]+)" as="font"/gu);
	const scripts = hrefs(/<script type="module" src="([^"]+)"/gu);
	const eager = scripts.reduce((seen, script) => withImports(script, seen), new Set<string>());
	const assets = readdirSync(path.join(DIST, '_astro'));
	const later = (part: keyof typeof LATER) =>
		weigh(...assets.filter((name) => LATER[part].test(name)).map((name) => path.join(DIST, '_astro', name)));
	return {
		HTML: weigh(page),
		CSS: weigh(...styles),
		font: weigh(...fonts),
		'eager JS': weigh(...eager),
		search: later('search'),
		index: weigh(INDEX),
		replay: later('replay'),
	};
}

const pages = builtPages(DIST).map((page) => page.slice(1).replace(/(?:^|\/)$/u, '$&index.html'));
/** The whole book on one page, one for each engine: as heavy as it is long, and asked for by who wants that. */
const EDITION_BUDGET = 350;
const editions = readdirSync(path.join(DIST, 'print'), { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.html'))
	.map((file) => ({ page: `print/${file}`, weight: weigh(path.join(DIST, 'print', file)) }));
const rows = pages.map((page) => ({ page, parts: weighPage(path.join(DIST, page)) }));
const parts = Object.keys(BUDGETS) as Part[];

console.log(['kB gzip'.padEnd(46), ...parts.map((part) => part.padStart(9))].join(''));
for (const { page, parts: sizes } of [...rows, { page: 'budget', parts: BUDGETS }])
	console.log([page.padEnd(46), ...parts.map((part) => sizes[part].toFixed(1).padStart(9))].join(''));
for (const { page, weight } of editions)
	console.log(`${page.padEnd(46)}${weight.toFixed(1).padStart(9)}  of ${EDITION_BUDGET}, the whole book`);

const exceeded = rows.flatMap(({ page, parts: sizes }) =>
	parts
		.filter((part) => sizes[part] > BUDGETS[part])
		.map((part) => `${page}: ${part} weighs ${sizes[part].toFixed(1)} kB, ${BUDGETS[part]} kB are allowed`),
);
for (const { page, weight } of editions)
	if (weight > EDITION_BUDGET) exceeded.push(`${page} weighs ${weight.toFixed(1)} kB`);
for (const fault of exceeded) console.error(fault);
// A pattern that no file fits any more would weigh nothing and pass.
if (rows.some(({ parts: sizes }) => parts.some((part) => sizes[part] === 0)))
	throw new Error('a part of some page weighs nothing: the patterns of this script no longer fit the build');
process.exitCode = exceeded.length > 0 ? 1 : 0;
