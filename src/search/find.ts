import type { EngineId } from '../engines/engines.ts';
import type { Place, SearchIndex, Words } from './index-format.ts';
import type { Hit, Term } from './query.ts';

/** How much it says that a term stands there. */
export const WEIGHTS = { title: 6, commands: 4, text: 2, outputs: 1, page: 1 };
type Field = keyof typeof WEIGHTS;
/** What the score of an optional term is multiplied by. */
export const OPTIONAL = 0.2;

/** Terms that stand beside each other were meant together. */
const TOGETHER = { adjacent: 1.8, near: 1.3 };
/** Characters between two terms, at most. */
const GAP = { adjacent: 2, near: 40 };
/** Characters of a text whose hits count in full; in one four times as long they count half. */
const TEXT_LENGTH = 800;

/** Where the search has found what was asked for. */
export interface Found {
	place: Place;
	/** The engines for which it stands there; empty where the place is for all alike. */
	engines: EngineId[];
	/** What the best of them shows. */
	words: Words;
	score: number;
}

export interface Findings {
	/** Best first. */
	found: Found[];
	/** Whether each has all terms; else no place has, and these have the most of them. */
	complete: boolean;
}

/**
 * Searches the book.
 *
 * @param engines whose readers' text is searched
 * @param known how much each term says, where the index is not the whole book
 */
export function find(
	index: SearchIndex,
	terms: readonly Term[],
	engines: readonly EngineId[],
	known?: readonly number[],
): Findings {
	const needed = terms.filter(({ optional }) => !optional).length;
	if (needed === 0) return { found: [], complete: true };
	const rated = index.places.flatMap((place) =>
		ratePlace(place, index.pages[place.page]!.title, terms, engines),
	);
	const rarity =
		known ??
		terms.map(({ optional }, term) => {
			const having = rated.filter(({ scores }) => scores[term]! > 0).length;
			return (optional ? OPTIONAL : 1) * rarityOf(index.places.length, having);
		});
	const countOf = ({ scores }: Rated) =>
		scores.filter((score, term) => score > 0 && !terms[term]!.optional).length;
	const most = rated.reduce((max, each) => Math.max(max, countOf(each)), 0);
	// One word of five is no answer.
	if (most === 0 || most * 2 < needed) return { found: [], complete: false };
	const best = new Map<Place, Found>();
	for (const each of rated) {
		if (countOf(each) < most) continue;
		const { place, engine, words, scores, together } = each;
		const score = together * scores.reduce((sum, value, term) => sum + value * rarity[term]!, 0);
		const found = best.get(place) ?? { place, engines: [], words, score };
		if (engine !== undefined) found.engines.push(engine);
		if (score > found.score) Object.assign(found, { words, score });
		best.set(place, found);
	}
	return {
		found: [...best.values()].sort((a, b) => b.score - a.score),
		complete: most === needed,
	};
}

/** How much a term says that some of all places have. */
export function rarityOf(total: number, having: number): number {
	return Math.log(1 + total / (1 + having));
}

interface Rated {
	place: Place;
	engine: EngineId | undefined;
	words: Words;
	/** One for each term; 0 where it is not there. */
	scores: number[];
	/** 1, or more where terms stand together. */
	together: number;
}

function ratePlace(
	place: Place,
	pageTitle: string,
	terms: readonly Term[],
	engines: readonly EngineId[],
): Rated[] {
	const versions: [EngineId | undefined, Words | undefined][] = place.words.all
		? [[undefined, place.words.all]]
		: engines.map((engine) => [engine, place.words[engine]]);
	return versions.flatMap(([engine, words]) => {
		if (!words) return [];
		const fields: Record<Field, string> = {
			title: words.title,
			commands: words.commands.join('\n'),
			text: words.text,
			outputs: words.outputs.join('\n'),
			page: pageTitle,
		};
		const hits = Object.entries(fields).map(([field, text]) => ({
			field: field as Field,
			text,
			hits: terms.map((term) => term.find(text)),
		}));
		// A chapter's title is no more than a help: by itself it would bring all that the chapter has.
		if (hits.every(({ field, hits }) => field === 'page' || hits.every((of) => of.length === 0))) return [];
		const scores = terms.map((_, term) =>
			hits.reduce((sum, { field, text, hits }) => sum + rate(field, text, hits[term]!), 0),
		);
		return [
			{
				place,
				engine,
				words,
				scores,
				together: Math.max(
					...hits.map(({ hits }) => togetherness(hits.filter((_, term) => !terms[term]!.optional))),
				),
			},
		];
	});
}

function rate(field: Field, text: string, hits: readonly Hit[]): number {
	if (hits.length === 0) return 0;
	const fit = Math.max(...hits.map((hit) => hit.fit));
	const often = 1 + 0.15 * Math.min(hits.filter((hit) => hit.fit === fit).length - 1, 4);
	// What does not say much else is about it.
	const brief =
		field === 'title' || field === 'page' ? 1 : Math.sqrt(TEXT_LENGTH / Math.max(text.length, TEXT_LENGTH));
	return WEIGHTS[field] * fit * often * brief;
}

/** Whether each term is followed by the next one, at once or soon. */
function togetherness(hits: readonly (readonly Hit[])[]): number {
	if (hits.length < 2) return 1;
	let widest = 0;
	for (let term = 1; term < hits.length; term++) {
		const gaps = hits[term - 1]!.flatMap(({ end }) =>
			hits[term]!.filter(({ start }) => start >= end).map(({ start }) => start - end),
		);
		widest = Math.max(widest, Math.min(Infinity, ...gaps));
	}
	if (widest <= GAP.adjacent) return TOGETHER.adjacent;
	return widest <= GAP.near ? TOGETHER.near : 1;
}
