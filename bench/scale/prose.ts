import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

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
