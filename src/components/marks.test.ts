import { expect, test } from 'vitest';
import { marksBeside } from './marks.ts';

const value = (start: number, end: number) => ({ start, end, open: '<var>', close: '</var>' });
const places = (ranges: Parameters<typeof marksBeside>[0], ...values: [number, number][]) =>
	marksBeside(
		ranges,
		values.map(([start, end]) => value(start, end)),
	).map(({ start, end, open }) => [start, end, open.slice(1, 4)]);

test('marks leave out what has an element of its own', () => {
	expect(places([{ start: 2, end: 9 }], [4, 6])).toEqual([
		[2, 4, 'mar'],
		[4, 6, 'var'],
		[6, 9, 'mar'],
	]);
	expect(places([{ start: 2, end: 5 }], [0, 5])).toEqual([[0, 5, 'var']]);
	expect(places([{ start: 2, end: 5 }], [5, 7])).toEqual([
		[2, 5, 'mar'],
		[5, 7, 'var'],
	]);
});
