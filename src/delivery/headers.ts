/** Where Netlify, Cloudflare Pages and others read the headers of a folder of files from. */
export const HEADERS_FILE = '_headers';

type Header = readonly [name: string, value: string];

/** What no page of the book uses; a browser then refuses it to whatever gets into one. */
const PERMISSIONS = [
	'accelerometer',
	'camera',
	'display-capture',
	'geolocation',
	'gyroscope',
	'magnetometer',
	'microphone',
	'midi',
	'payment',
	'usb',
];

/**
 * The headers that every answer should have.
 *
 * @param policy the Content-Security-Policy of the whole book: a header holds for every page, beside the page's own
 */
export function securityHeaders(policy: string): Header[] {
	return [
		// `frame-ancestors` counts in a header alone.
		['Content-Security-Policy', `${policy}; frame-ancestors 'none'`],
		['Permissions-Policy', PERMISSIONS.map((name) => `${name}=()`).join(', ')],
		['Referrer-Policy', 'no-referrer'],
		['X-Content-Type-Options', 'nosniff'],
		['Cross-Origin-Opener-Policy', 'same-origin'],
	];
}

/** How long an answer may be kept, by the beginning of its address; the longest that fits holds. */
export const CACHE_RULES: readonly { pattern: string; value: string }[] = [
	// Kept, but asked for again each time: a page says today what the book is today.
	{ pattern: '/*', value: 'no-cache' },
	// The name of a file in it changes with what is in the file.
	{ pattern: '/_astro/*', value: 'public, max-age=31536000, immutable' },
];

/**
 * The text of {@link HEADERS_FILE}. How pages are kept is not in it: the hosts that read the file have them asked for
 * again anyway, and where two rules fit an address, some of them join the values.
 *
 * @see https://developers.cloudflare.com/pages/configuration/headers/
 * @see https://docs.netlify.com/manage/routing/headers/
 */
export function headersFile(policy: string): string {
	const rules: [pattern: string, headers: Header[]][] = [
		['/*', securityHeaders(policy)],
		...CACHE_RULES.slice(1).map(({ pattern, value }): (typeof rules)[number] => [
			pattern,
			[['Cache-Control', value]],
		]),
	];
	return rules
		.map(
			([pattern, headers]) => `${pattern}\n${headers.map((header) => `  ${header.join(': ')}\n`).join('')}`,
		)
		.join('\n');
}
