import { FIT, stemOf } from './query.ts';

/** Characters of a token that count: an id is known by its beginning. */
const LENGTH = 16;
const PIECES = /(?<word>[\p{L}\p{N}]+)|[^\p{L}\p{N}\s]+/gu;
/** A flag of one letter, or a group of them, such as `-it`. As in query.ts, up to three stand on each side of one. */
const FLAGS = /(?<![\w-])-(?<letters>[A-Za-z]{1,7})/gu;

/**
 * What a text is found by in the index of a long book: its words in lower case, its runs of signs, and its flags of one
 * letter, each as `-p`, since `-p` and `-P` are two.
 */
export function tokensOf(text: string): Set<string> {
	const tokens = new Set<string>();
	for (const [piece] of text.toLowerCase().matchAll(PIECES)) tokens.add(piece.slice(0, LENGTH));
	for (const match of text.matchAll(FLAGS))
		for (const letter of match.groups!['letters']!) tokens.add(`-${letter}`);
	return tokens;
}

/** One token that a place must have, in one of these ways, for a text to stand there. */
export interface Ask {
	token: string;
	how: 'whole' | 'beginning' | 'form' | 'within';
}

/**
 * What a place must have to have a term. It may have all of it and yet not have the term, such as the words of
 * `docker.sock` apart from each other; the place's text decides. A place that has a term only within a longer word,
 * such as `layfs`, is not found by it: that takes the whole text, which the search of a short book has.
 *
 * @param text a term as it was typed, or another name for it
 */
export function asksOf(text: string): Ask[] {
	if (/^-[a-z]$/iu.test(text)) return [{ token: text, how: 'whole' }];
	const pieces = [...text.toLowerCase().matchAll(PIECES)];
	const words = pieces.filter(({ groups }) => groups!['word'] !== undefined);
	if (words.length === 0) return pieces.map(([piece]) => ({ token: piece.slice(0, LENGTH), how: 'within' }));
	return words.map(([word], index) => {
		const token = word.slice(0, LENGTH);
		// One letter is the beginning of half of all words.
		if (word.length === 1) return { token, how: 'whole' };
		if (pieces.length === 1) return { token, how: 'form' };
		const isOpen = index === words.length - 1 && pieces.at(-1)![0] === word;
		return { token, how: isOpen ? 'beginning' : 'whole' };
	});
}

/** How well a token of the index fits, from 0 to 1. */
export function fitOf({ token: asked, how }: Ask, token: string): number {
	if (how === 'within') return token.includes(asked) ? FIT.whole : 0;
	if (token === asked) return FIT.whole;
	if (how === 'form' && stemOf(token) === stemOf(asked)) return FIT.form;
	return how !== 'whole' && token.startsWith(asked) ? FIT.beginning : 0;
}

/**
 * In which file of the index a token is: words by the two characters with which they begin, so that all that begin like
 * what is being typed are in one.
 */
export function fileOf(token: string): string {
	if (/^-[a-z]$/iu.test(token)) return 'flags';
	if (/^[^\p{L}\p{N}]/u.test(token)) return 'signs';
	return /^[a-z0-9]{1,2}/u.exec(token)?.[0] ?? 'others';
}
