import { expect, it } from 'vitest';
import { headersFile } from './headers.ts';

it('has the policy for every address, and lets files with a hash in their name be kept', () => {
	const text = headersFile("default-src 'none'");
	expect(text).toMatch(/^\/\*\n {2}Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\n/u);
	expect(text).toMatch(/\n\n\/_astro\/\*\n {2}Cache-Control: public, max-age=31536000, immutable\n$/u);
	// Some hosts join the values of all rules that fit an address.
	expect(text.match(/Cache-Control/gu)).toHaveLength(1);
});
