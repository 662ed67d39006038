import { ENGINE_IDS, type EngineId } from '../engines/engines.ts';
import { OPTIONAL, rarityOf, WEIGHTS } from './find.ts';
import type { Place, WordFile, Words } from './index-format.ts';
import { FIT, type Term } from './query.ts';
import { asksOf, fileOf, fitOf, tokensOf, type Ask } from './tokens.ts';

/** What of a place a token can be in; the more it says, the later. */
const FIELDS = ['page', 'outputs', 'text', 'commands', 'title'] as const;
/** Ways to choose among the engines: each is a bit. */
const CHOICES = 2 ** ENGINE_IDS.length;
const bitOf = (engine: EngineId) => 2 ** ENGINE_IDS.indexOf(engine);

/** Collects which tokens stand in which places, as the build reads them. */
export class WordIndexWriter {
	#tokens = new Map<string, { last: number; entries: number[] }>();

	/**
	 * @param number the place's, in the order of the book; greater than that of the one before
	 * @param page the title of its page
	 */
	add(number: number, { words }: Pick<Place, 'words'>, page: string): void {
		const found = new Map<string, { field: number; engines: number }>();
		for (const [engine, version] of Object.entries(words)) {
			const bits = engine === 'all' ? CHOICES - 1 : bitOf(engine as EngineId);
			FIELDS.forEach((name, field) => {
				for (const token of tokensOf(textOf(version, name, page))) {
					const engines = (found.get(token)?.engines ?? 0) | bits;
					found.set(token, { field: Math.max(field, found.get(token)?.field ?? 0), engines });
				}
			});
		}
		for (const [token, { field, engines }] of found) {
			const { last, entries } = this.#tokens.get(token) ?? { last: 0, entries: [] };
			entries.push(((number - last) * CHOICES + engines) * FIELDS.length + field);
			this.#tokens.set(token, { last: number, entries });
		}
	}

	/** The files of the index by name; in each, the entries of its tokens. */
	files(): Map<string, WordFile> {
		const files = new Map<string, WordFile>();
		for (const [token, { entries }] of this.#tokens) {
			const file = files.get(fileOf(token)) ?? {};
			// Not by assignment: there may be a word `__proto__`.
			Object.defineProperty(file, token, { value: entries, enumerable: true });
			files.set(fileOf(token), file);
		}
		return files;
	}
}

/** Places in which the terms may stand, for which their text must be read. */
export interface Candidates {
	/** Numbers of places; the most promising first. */
	places: number[];
	/** Whether each may have all terms; else none has. */
	complete: boolean;
	/** How much each term says, as `find` counts it over all places. */
	rarity: number[];
}

/**
 * Finds the places in which terms may stand, without their text.
 *
 * @param total places that the book has
 * @param load fetches a file of the index; an empty one where there is none of that name
 */
export async function candidatesFor(
	terms: readonly Term[],
	engines: readonly EngineId[],
	total: number,
	load: (file: string) => Promise<WordFile>,
): Promise<Candidates> {
	const marks = await Promise.all(terms.map((term) => marksOfTerm(term, load)));
	const bits = engines.map(bitOf);
	const rarity = terms.map((term, index) => {
		const having = [...marks[index]!.values()].filter(({ engines }) =>
			bits.some((bit) => engines & bit),
		).length;
		return (term.optional ? OPTIONAL : 1) * rarityOf(total, having);
	});
	const needed = terms.filter(({ optional }) => !optional).length;
	const best = new Map<number, Sum>();
	let most = 0;
	for (const bit of bits) {
		const ofEngine = new Map<number, Sum>();
		marks.forEach((ofTerm, index) => {
			const isNeeded = !terms[index]!.optional;
			for (const [place, { score, isOwn, engines }] of ofTerm) {
				if ((engines & bit) === 0) continue;
				const sum = ofEngine.get(place) ?? { count: 0, score: 0, isOwn: false };
				if (isNeeded) sum.count++;
				sum.score += score * rarity[index]!;
				sum.isOwn ||= isOwn;
				ofEngine.set(place, sum);
			}
		});
		for (const [place, sum] of ofEngine) {
			if (!sum.isOwn) continue;
			const other = best.get(place);
			if (!other || sum.count > other.count || (sum.count === other.count && sum.score > other.score))
				best.set(place, sum);
			most = Math.max(most, sum.count);
		}
	}
	// One word of five is no answer.
	if (most === 0 || most * 2 < needed) return { places: [], complete: false, rarity };
	const places = [...best]
		.filter(([, { count }]) => count === most)
		.sort(([place, one], [later, other]) => other.score - one.score || place - later)
		.map(([place]) => place);
	return { places, complete: most === needed, rarity };
}

/** What the index says of all terms in a place. */
interface Sum {
	/** How many of the needed ones it has. */
	count: number;
	score: number;
	isOwn: boolean;
}

/** What the index says of a token, or of a term, in a place. */
interface Mark {
	score: number;
	/** Whether it stands in the place itself: that it is in the title of the page is no more than a help. */
	isOwn: boolean;
	/** Bits of those for which it stands there. */
	engines: number;
}

async function marksOfTerm(
	{ text, otherNames }: Term,
	load: (file: string) => Promise<WordFile>,
): Promise<Map<number, Mark>> {
	const [own, ...others] = await Promise.all([text, ...otherNames].map((name) => marksOfName(name, load)));
	for (const other of others)
		for (const [place, { score, isOwn, engines }] of other) {
			const known = own!.get(place);
			own!.set(place, {
				score: Math.max(score * FIT.otherName, known?.score ?? 0),
				isOwn: isOwn || (known?.isOwn ?? false),
				engines: engines | (known?.engines ?? 0),
			});
		}
	return own!;
}

/** The places that have all that a text asks for. */
async function marksOfName(
	name: string,
	load: (file: string) => Promise<WordFile>,
): Promise<Map<number, Mark>> {
	const all = await Promise.all(
		asksOf(name).map(async (ask) => marksOfAsk(ask, await load(fileOf(ask.token)))),
	);
	const [first = new Map<number, Mark>(), ...rest] = all.sort((one, other) => one.size - other.size);
	for (const [place, mark] of first) {
		for (const other of rest) {
			const { score, isOwn, engines } = other.get(place) ?? { score: 0, isOwn: false, engines: 0 };
			mark.score = Math.min(mark.score, score);
			mark.isOwn ||= isOwn;
			mark.engines &= engines;
		}
		if (mark.engines === 0) first.delete(place);
	}
	return first;
}

function marksOfAsk(ask: Ask, file: WordFile): Map<number, Mark> {
	const marks = new Map<number, Mark>();
	for (const [token, entries] of Object.entries(file)) {
		const fit = fitOf(ask, token);
		if (fit === 0) continue;
		let place = 0;
		for (const entry of entries) {
			const field = entry % FIELDS.length;
			const rest = (entry - field) / FIELDS.length;
			place += Math.floor(rest / CHOICES);
			const score = fit * WEIGHTS[FIELDS[field]!];
			const known = marks.get(place);
			if (known) {
				known.score = Math.max(known.score, score);
				known.isOwn ||= field > 0;
				known.engines |= rest % CHOICES;
			} else marks.set(place, { score, isOwn: field > 0, engines: rest % CHOICES });
		}
	}
	return marks;
}

function textOf(words: Words, field: (typeof FIELDS)[number], page: string): string {
	const value = field === 'page' ? page : words[field];
	return typeof value === 'string' ? value : value.join('\n');
}
