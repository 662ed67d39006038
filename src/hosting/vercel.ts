import { byHeader, type HeaderRule } from './headers-file.ts';

/**
 * A `vercel.json` to lie in the folder of the built book, for `vercel deploy dist`.
 *
 * @param rules the headers of the build
 * @see https://vercel.com/docs/project-configuration
 */
export function vercelJson(rules: readonly HeaderRule[]): string {
	// Of two rules that fit an address, the later one counts: the longer path stands later.
	const headers = byHeader(rules).flatMap(({ name, values }) =>
		values.map(({ below, value }) => ({ source: `${below}(.*)`, headers: [{ key: name, value }] })),
	);
	return `${JSON.stringify(
		{
			$schema: 'https://openapi.vercel.sh/vercel.json',
			framework: null,
			buildCommand: '',
			outputDirectory: '.',
			trailingSlash: true,
			headers,
		},
		undefined,
		'\t',
	)}\n`;
}
