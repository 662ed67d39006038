import { expect, test } from 'vitest';
import { clockText } from './clock-text.ts';

test.each([
	[0, '0:00'],
	[0.99, '0:00'],
	[9, '0:09'],
	[59.999, '0:59'],
	[60, '1:00'],
	[75.4, '1:15'],
	[600, '10:00'],
	[3725, '62:05'],
])('%d seconds are %s', (seconds, text) => {
	expect(clockText(seconds)).toBe(text);
});
