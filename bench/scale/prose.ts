import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Numbers from 0 to below 1, the same ones for the same seed: mulberry32, by Tommy Ettinger, in the public domain. */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export type Random = () => number;

export function pick<Item>(random: Random, items: readonly Item[]): Item {
	return items[Math.floor(random() * items.length)]!;
}

/**
 * Makes sentences that read like the book's without saying anything: each word is one that follows the word before it
 * somewhere in the real chapters. So words come as often as they do in a book, which is what a search index is made of.
 *
 * @param folder the real chapters
 */
export function proseOf(folder: string): (random: Random) => string {
	const following = new Map<string, string[]>();
	const beginnings: string[] = [];
	for (const file of readdirSync(folder).sort()) {
		for (const sentence of sentencesOf(readFileSync(path.join(folder, file), 'utf8'))) {
			const words = sentence.split(' ');
			beginnings.push(words[0]!);
			words.forEach((word, index) => {
				const next = words[index + 1];
				if (next !== undefined) following.set(word, [...(following.get(word) ?? []), next]);
			});
		}
	}
	return (random) => {
		const words = [pick(random, beginnings)];
		while (words.length < 24) {
			const next = following.get(words.at(-1)!);
			if (!next) break;
			words.push(pick(random, next));
		}
		return words.join(' ').replace(/[,;:.?!]*$/u, '.');
	};
}

/** Plain sentences of a chapter: without its front matter, components, code and links, which would not be MDX when cut. */
function sentencesOf(mdx: string): string[] {
	return mdx
		.replace(/^---\n[\s\S]*?\n---\n/u, '')
		.split('\n')
		.filter((line) => /^[A-Z][^<>{}`[\]*_|]+$/u.test(line))
		.flatMap((line) => line.split(/(?<=[.?!]) (?=[A-Z])/u));
}
