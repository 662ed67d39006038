import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ENGINE_IDS } from '../engines/engines.ts';
import { withEngine } from '../examples/commands.ts';
import type { ExampleSource } from '../examples/schema.ts';
import { splitBook, wholeBook } from './book.ts';
import { indexFiles } from './index-files.ts';
import { INDEX_FILE, type Place, type SearchIndex, type SplitIndex } from './index-format.ts';
import { parseQuery } from './query.ts';

const EXAMPLES = globSync('content/examples/*/*.yaml')
	.sort()
	.map((file) => ({ file, example: parse(readFileSync(file, 'utf8')) as ExampleSource }));

/** The commands and notes of the real examples: a book of as many pages as there are folders, so often over. */
function bookOf(copies: number): SearchIndex {
	const files = EXAMPLES.map(({ file }) => file);
	const folders = [...new Set(files.map((file) => file.split('/')[2]!))];
	const pages = Array.from({ length: copies }, (_, copy) =>
		folders.map((name) => ({ path: `${name}-${copy}/`, title: name })),
	).flat();
	const places = Array.from({ length: copies }, (_, copy) =>
		EXAMPLES.map(({ file, example: { title, steps } }): Place => {
			const wordsFor = (engine: (typeof ENGINE_IDS)[number]) => ({
				title,
				commands: steps.map(({ command, commands }) => withEngine(commands?.[engine] ?? command!, engine)),
				text: steps.map(({ note }) => note ?? '').join('\n'),
				outputs: steps.map(({ expect }) => expect?.output ?? ''),
			});
			return {
				kind: 'example',
				page: copy * folders.length + folders.indexOf(file.split('/')[2]!),
				fragment: file,
				words: Object.fromEntries(ENGINE_IDS.map((engine) => [engine, wordsFor(engine)])),
			};
		}),
	).flat();
	return { pages, places };
}

/** The split book, and the files that it has asked for. */
function split(index: SearchIndex) {
	const files = new Map(indexFiles(index, 0));
	const asked: string[] = [];
	const book = splitBook(JSON.parse(files.get(INDEX_FILE)!) as SplitIndex, (file) => {
		asked.push(file);
		const text = files.get(file);
		return text === undefined ? Promise.reject(new Error(`no ${file}`)) : Promise.resolve(JSON.parse(text));
	});
	return { book, asked, files };
}

const BOOK = bookOf(1);
const SPLIT = split(BOOK);
const { signal } = new AbortController();

test('a short book is one file, which is the whole of it', () => {
	const files = indexFiles(BOOK);
	expect(files.map(([file]) => file)).toEqual([INDEX_FILE]);
	expect(JSON.parse(files[0]![1])).toEqual(BOOK);
});

test('the places of a split book are all in its files, once', () => {
	const { files } = SPLIT;
	const places = [...files].flatMap(([file, text]) =>
		file.startsWith('search-index/pages/') ? (JSON.parse(text) as Place[]) : [],
	);
	expect(places.map(({ fragment }) => fragment).sort()).toEqual(
		BOOK.places.map(({ fragment }) => fragment).sort(),
	);
});

// Each waits for what is typed to stand.
test.concurrent.each([
	'--rm',
	'-p',
	'-t',
	'-P',
	':ro',
	'docker.sock',
	'/var/run/docker.sock',
	'.State.Status',
	'.state.status',
	'$id',
	'&&',
	'exit 125',
	'restart policy',
	'policies',
	'rootless',
	'contain',
	'container',
	'ps',
	'rmi',
	'docker-compose up',
	'podman run',
	'"--name web"',
	'remove network volume',
	'how do I see what a container prints',
	'xyzzy',
	'xyzzy container',
	'e',
	'8080',
])('a split book finds for %s what the whole one finds', async (query) => {
	const whole = wholeBook(BOOK);
	const { book } = SPLIT;
	const terms = parseQuery(query);
	for (const engines of [['podman'], ['docker'], ENGINE_IDS] as const) {
		const { found, complete } = await whole.search(terms, engines, 1000, signal);
		const other = await book.search(terms, engines, 1000, signal);
		const namesOf = (of: typeof found) =>
			of.map(({ place, engines: own }) => `${place.fragment} ${own.join()}`);
		// What stands only within longer words is not in the index of words.
		const begun = found.filter(({ words }) =>
			terms.every((term) =>
				[words.title, ...words.commands, words.text, ...words.outputs].some((text) =>
					term.find(text).some(({ fit }) => fit > 0.2),
				),
			),
		);
		expect(namesOf(other.found)).toEqual(expect.arrayContaining(namesOf(begun)));
		expect(namesOf(found)).toEqual(expect.arrayContaining(namesOf(other.found)));
		expect(other).toMatchObject({ complete, total: other.found.length });
		if (found.length > 0) expect(namesOf(found.slice(0, 3))).toContain(namesOf(other.found)[0]);
	}
});

test('to search a book of any length, as many texts are fetched', async () => {
	for (const copies of [2, 6]) {
		const { book, asked } = split(bookOf(copies));
		await book.search(parseQuery('container'), ENGINE_IDS, 20, signal);
		expect(asked.filter((file) => file.startsWith('search-index/words/'))).toHaveLength(1);
		const texts = asked.filter((file) => file.startsWith('search-index/pages/'));
		expect(texts.length).toBeGreaterThan(0);
		expect(texts.length).toBeLessThanOrEqual(24);
		expect(new Set(asked).size).toBe(asked.length);
	}
});

test('words that stand everywhere, but not as they were typed, do not bring the whole book', async () => {
	const words = { title: 'Its state', commands: [], text: 'A status.', outputs: [] };
	const { book, asked } = split({
		pages: Array.from({ length: 1000 }, (_, page) => ({ path: `${page}/`, title: 'A chapter' })),
		places: Array.from({ length: 1000 }, (_, page) => ({
			kind: 'text',
			page,
			fragment: 'a',
			words: { all: words },
		})),
	});
	const result = await book.search(parseQuery('.State.Status'), ENGINE_IDS, 20, signal);
	expect(result).toEqual({ found: [], complete: false, total: 0 });
	expect(asked.length).toBeLessThan(500);
});

test('a file that does not come is asked for again', async () => {
	const { files } = SPLIT;
	let isGone = true;
	const book = splitBook(JSON.parse(files.get(INDEX_FILE)!) as SplitIndex, (file) =>
		isGone ? Promise.reject(new Error('gone')) : Promise.resolve(JSON.parse(files.get(file)!)),
	);
	const search = () => book.search(parseQuery('--rm'), ENGINE_IDS, 20, signal);
	await expect(search()).rejects.toThrow('gone');
	isGone = false;
	expect((await search()).found.length).toBeGreaterThan(0);
});

test('a search that is no longer wanted fetches no text', async () => {
	const { book, asked } = split(BOOK);
	const controller = new AbortController();
	const search = book.search(parseQuery('container'), ENGINE_IDS, 20, controller.signal);
	controller.abort();
	await expect(search).rejects.toThrow();
	expect(asked.filter((file) => file.startsWith('search-index/pages/'))).toEqual([]);
});
