import { byHeader, type HeaderRule } from './headers-file.ts';
import { COMPRESSIBLE, TYPES } from './types.ts';

/** The kinds of files of which Caddy, by itself, does not know the type on every machine. */
const UNKNOWN = ['cast', 'md', 'sh', 'webmanifest'];

/**
 * A Caddyfile for the book, for Caddy 2.6 or newer.
 *
 * @param rules the headers of the build
 * @param options.root the folder of the built book
 * @param options.base the path at which it is served, with a slash at both ends
 * @param options.site a name, for which Caddy gets a certificate by itself, or a port after a colon
 * @throws if a header cannot be written in a Caddyfile
 * @see https://caddyserver.com/docs/caddyfile
 */
export function caddyfile(
	rules: readonly HeaderRule[],
	{ root, base, site }: { root: string; base: string; site: string },
): string {
	const headers = byHeader(rules).flatMap(({ name, values }) =>
		values.map(({ below, value }) => ({ path: base + below.slice(1), name, value })),
	);
	const types = UNKNOWN.map((extension) => {
		const type = TYPES[extension]!;
		const full = type.startsWith('text/') ? `${type}; charset=utf-8` : type;
		return `\t\t@${extension} path *.${extension}\n\t\theader @${extension} Content-Type ${quoted(full)}\n`;
	});
	const compressed = [...new Set(COMPRESSIBLE.map((extension) => TYPES[extension]!))].filter(
		(type) => !type.startsWith('text/'),
	);
	return `# Made by the build from the headers that it wrote.
${site} {
${base === '/' ? '' : `\tredir ${base.slice(0, -1)} ${base}\n`}\troute ${base}* {
		# In this order: of two that fit, the later one counts.
${headers.map(({ path, name, value }) => `\t\theader ${path}* ${name} ${quoted(value)}\n`).join('')}${types.join('')}${base === '/' ? '' : `\t\turi strip_prefix ${base.slice(0, -1)}\n`}		encode {
			zstd
			gzip
			match {
				header Content-Type text/*
${compressed.map((type) => `\t\t\t\theader Content-Type ${type}*\n`).join('')}			}
		}
		root * ${quoted(root)}
		file_server
	}
	handle_errors {
		root * ${quoted(root)}
		rewrite * /404.html
		header Content-Type "text/html; charset=utf-8"
		header Cache-Control no-cache
		file_server
	}
}
`;
}

/** A word of a Caddyfile, which would replace what is in braces. */
function quoted(value: string): string {
	if (/[\n{}]/u.test(value)) throw new Error(`Caddy cannot have this in a header: ${value}`);
	return `"${value.replace(/["\\]/gu, '\\$&')}"`;
}
