import { createHash } from 'node:crypto';
import type { Inline } from './rewrite-page.ts';

/**
 * The Content-Security-Policy of a page: its own files, and what is inline in it by hash; nothing else, from nowhere else.
 * It holds in a `<meta>` without any server, so it has no directive that counts in a header alone.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
export function contentSecurityPolicy({ scripts, styles }: Inline): string {
	const directives = {
		'default-src': ["'none'"],
		'script-src': ["'self'", ...hashes(scripts)],
		'style-src': ["'self'", ...hashes(styles)],
		// Small pictures of style sheets are within them.
		'img-src': ["'self'", 'data:'],
		'font-src': ["'self'"],
		'connect-src': ["'self'"],
		'worker-src': ["'self'"],
		'manifest-src': ["'self'"],
		'base-uri': ["'self'"],
		'form-action': ["'none'"],
	};
	return Object.entries(directives)
		.map(([name, sources]) => `${name} ${sources.join(' ')}`)
		.join('; ');
}

/** Each text once, in an order that does not depend on the pages' order. */
function hashes(texts: readonly string[]): string[] {
	const all = texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
	return [...new Set(all)].sort();
}
