import { expect, test } from 'vitest';
import { likeness } from './likeness.ts';

test.each([
	['first-containers', 'first-containers', 1],
	['First Containers', 'first-containers', 1],
	['night', 'nacht', 0.25],
	['aaaa', 'aa', 0.5],
	['images', 'xyz', 0],
	['', 'images', 0],
	['a', 'a', 0],
])('%s and %s', (one, other, expected) => {
	expect(likeness(one, other)).toBeCloseTo(expected, 10);
	expect(likeness(other, one)).toBeCloseTo(expected, 10);
});
