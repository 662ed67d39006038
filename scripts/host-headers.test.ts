import { expect, test } from 'vitest';
import { headersFor, parseHeaders } from './host-headers.ts';

const FILE = `# For every page.
/*
  X-Content-Type-Options: nosniff
  Cache-Control: public, max-age=0

/_astro/*
  Cache-Control: public, max-age=31536000, immutable

/a.b
  X-Exact: yes
`;

test('a header is for the paths that its pattern fits; the later rule wins', () => {
	const rules = parseHeaders(FILE);
	expect(headersFor(rules, '/images/')).toEqual({
		'x-content-type-options': 'nosniff',
		'cache-control': 'public, max-age=0',
	});
	expect(headersFor(rules, '/_astro/page.js')['cache-control']).toBe('public, max-age=31536000, immutable');
	expect(headersFor(rules, '/other/_astro/page.js')['cache-control']).toBe('public, max-age=0');
});

test('a pattern is no regular expression', () => {
	const rules = parseHeaders(FILE);
	expect(headersFor(rules, '/a.b')['x-exact']).toBe('yes');
	expect(headersFor(rules, '/axb')['x-exact']).toBeUndefined();
});

test('a value may have colons in it', () => {
	const rules = parseHeaders("/*\n\tContent-Security-Policy: default-src 'none'; img-src data:\n");
	expect(headersFor(rules, '/')).toEqual({ 'content-security-policy': "default-src 'none'; img-src data:" });
});
