/** A text in which parts have been replaced, and that still knows where each of its characters was before. */
export interface PlacedText {
	readonly text: string;
	/** For each UTF-16 unit: where what it stands for begins in the original text. */
	readonly from: readonly number[];
	/** For each UTF-16 unit: where that ends. */
	readonly to: readonly number[];
}

/** What takes the place of each match. */
export interface Replacement {
	/** With the flag `g`. It never matches nothing. */
	pattern: RegExp;
	/** To the letter: no `$1`. */
	by: string;
}

/** A text of which nothing has been replaced. */
export function placed(text: string): PlacedText {
	return {
		text,
		from: Array.from({ length: text.length }, (_, index) => index),
		to: Array.from({ length: text.length }, (_, index) => index + 1),
	};
}

/** Does each replacement in turn, in what the one before has left. */
export function replaceAll(original: PlacedText, replacements: readonly Replacement[]): PlacedText {
	return replacements.reduce(replaceOne, original);
}

function replaceOne(original: PlacedText, { pattern, by }: Replacement): PlacedText {
	const matches = [...original.text.matchAll(pattern)];
	if (matches.length === 0) return original;
	const parts: PlacedText[] = [];
	let last = 0;
	for (const { index, 0: match } of matches) {
		const end = index + match.length;
		parts.push(slice(original, last, index), {
			text: by,
			from: Array<number>(by.length).fill(original.from[index]!),
			to: Array<number>(by.length).fill(original.to[end - 1]!),
		});
		last = end;
	}
	parts.push(slice(original, last, original.text.length));
	return {
		text: parts.map(({ text }) => text).join(''),
		from: parts.flatMap(({ from }) => from),
		to: parts.flatMap(({ to }) => to),
	};
}

/** The lines of a text, each with its places in the whole. */
export function linesOf(whole: PlacedText): PlacedText[] {
	let start = 0;
	return whole.text.split('\n').map((line) => {
		const from = start;
		start += line.length + 1;
		return slice(whole, from, from + line.length);
	});
}

function slice({ text, from, to }: PlacedText, start: number, end: number): PlacedText {
	return { text: text.slice(start, end), from: from.slice(start, end), to: to.slice(start, end) };
}
