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
function securityHeaders(policy: string): Header[] {
	return [
		// `frame-ancestors` counts in a header alone.
		['Content-Security-Policy', `${policy}; frame-ancestors 'none'`],
		['Permissions-Policy', PERMISSIONS.map((name) => `${name}=()`).join(', ')],
		['Referrer-Policy', 'no-referrer'],
		['X-Content-Type-Options', 'nosniff'],
		['Cross-Origin-Opener-Policy', 'same-origin'],
	];
}

/** Files whose names change with what is in them may be kept for good. */
const KEPT: Header = ['Cache-Control', 'public, max-age=31536000, immutable'];

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
		['/_astro/*', [KEPT]],
	];
	return rules
		.map(
			([pattern, headers]) => `${pattern}\n${headers.map((header) => `  ${header.join(': ')}\n`).join('')}`,
		)
		.join('\n');
}
