import { describe, expect, it } from 'vitest';
import { withClasses } from './pointed-at.ts';

describe('withClasses', () => {
	it.each([
		['a:hover', 'a:is(:hover, .shows-hover)'],
		['a:focus-visible', 'a:is(:focus-visible, .shows-focus)'],
		[
			'b:not(:hover) .link:not(:focus-visible, [data-state])',
			'b:not(:is(:hover, .shows-hover)) .link:not(:is(:focus-visible, .shows-focus), [data-state])',
		],
		['a:focus, a:focus-within', 'a:focus, a:focus-within'],
	])('%s', (selector, expected) => {
		expect(withClasses(selector)).toBe(expected);
	});
});
