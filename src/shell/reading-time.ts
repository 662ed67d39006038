/** Words a minute at which technical prose is read, rounded down from Brysbaert's 238 for non-fiction (2019). */
const WORDS_PER_MINUTE = 220;

/** Whole minutes that a chapter's prose takes; the examples are extra. */
export function readingMinutes(mdx: string): number {
	const prose = mdx.replaceAll(/<[^>]*>/gu, ' ').match(/[\p{L}\d]+/gu) ?? [];
	return Math.max(1, Math.round(prose.length / WORDS_PER_MINUTE));
}
