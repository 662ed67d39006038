import type { Range } from '../recordings/word-differences.ts';
import type { Wrapped } from './render.ts';

/** What marks the words that the other engine does not have. */
export function differenceMarks(ranges: readonly Range[]): Wrapped[] {
	return ranges.map((range) => ({ ...range, open: '<mark class="differs">', close: '</mark>' }));
}

/** Marks around the words of a command, but not within what has an element of its own already. */
export function marksBeside(ranges: readonly Range[], others: readonly Wrapped[]): Wrapped[] {
	const free = others.reduce<readonly Range[]>(
		(left, other) =>
			left.flatMap(({ start, end }) =>
				other.start >= end || other.end <= start
					? [{ start, end }]
					: [
							{ start, end: other.start },
							{ start: other.end, end },
						].filter((range) => range.start < range.end),
			),
		ranges,
	);
	return [...others, ...differenceMarks(free)].sort((one, other) => one.start - other.start);
}
