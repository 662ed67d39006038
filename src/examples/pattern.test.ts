import { expect, test } from 'vitest';
import { toPosix } from './pattern.ts';

test.each([
	['^[0-9a-f]{12}$', '^[0-9a-f]{12}$'],
	[String.raw`\d+\.\d`, String.raw`[0-9]+\.[0-9]`],
	[String.raw`^\S+$`, '^[^ ]+$'],
	[String.raw`(?:a|b)\w`, '(a|b)[0-9A-Z_a-z]'],
	[String.raw`^a\nb$`, String.raw`^a\nb$`],
	[String.raw`a[\s\S]*b`, String.raw`a(.|\n)*b`],
	['[^"]', String.raw`([^"]|\n)`],
	[String.raw`\n+`, String.raw`(\n)+`],
	[String.raw`[\]\-^a]`, '[]a^-]'],
	[String.raw`[\^]\[]`.slice(0, -1), String.raw`\^\[`],
	['‹id› up', '‹id› up'],
])('%s is %s for the shell', (pattern, posix) => {
	expect(toPosix(pattern).pattern).toBe(posix);
});

test.each([
	['a', 0],
	['a(b)', 1],
	['(?:a)(b)', 2],
	[String.raw`\s(b)`, 2],
	[String.raw`\n*(b)`, 2],
])('the first group of %s is number %i', (pattern, group) => {
	expect(toPosix(pattern).firstGroup).toBe(group);
});

test.each([
	['a+?', /lazy/u],
	[String.raw`\bword`, /\\b means nothing/u],
	[String.raw`(a)\1`, /\\1 means nothing/u],
	[String.raw`\p{L}`, /\\p means nothing/u],
	['(?=a)', /look-ahead/u],
	['(?<name>a)', /named groups/u],
	['a|', /is empty/u],
	['()', /is empty/u],
	['é', /outside ASCII/u],
	['\t', /control character/u],
	['a{300}', /at most 255/u],
	['^a*^', /right after another/u],
	['(^a?)+', /right after another/u],
	['$^', /right after another/u],
	['‹id›+', /put a group around it/u],
])('%s is refused', (pattern, message) => {
	expect(() => toPosix(pattern)).toThrow(message);
});
