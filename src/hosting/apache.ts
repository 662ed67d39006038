import { byHeader, type HeaderRule } from './headers-file.ts';
import { COMPRESSIBLE, TYPES } from './types.ts';

/**
 * A `.htaccess` for the book: Apache 2.4 with `AllowOverride All`, or its lines within a `<Directory>`.
 *
 * @param rules the headers of the build
 * @param options.base the path at which the book is served, with a slash at both ends
 * @throws if a header cannot be written in Apache's language
 * @see https://httpd.apache.org/docs/2.4/mod/mod_headers.html
 */
export function htaccess(rules: readonly HeaderRule[], { base }: { base: string }): string {
	const headers = byHeader(rules).flatMap(({ name, values }) =>
		values.map(({ below, value }) => {
			const line = `Header always set ${name} ${quoted(value)}`;
			if (below === '/') return line;
			const path = (base + below.slice(1)).replaceAll('.', '\\.');
			// What is sent, not what was asked for: the page for lost readers is not kept for a year.
			return `<If "%{REQUEST_URI} =~ m#^${path}#">\n\tHeader always set ${name} ${quoted(value)}\n</If>`;
		}),
	);
	const types = Object.entries(TYPES).map(([extension, type]) => `AddType ${type} .${extension}`);
	const compressed = [...new Set(COMPRESSIBLE.map((extension) => TYPES[extension]!))];
	return `# Made by the build from the headers that it wrote.
Options -Indexes
DirectoryIndex index.html
ErrorDocument 404 ${base}404.html
AddDefaultCharset utf-8
${types.join('\n')}
${headers.join('\n')}
<IfModule mod_deflate.c>
	AddOutputFilterByType DEFLATE ${compressed.join(' ')}
</IfModule>
`;
}

/** A string of Apache's language, in whose headers a percent sign begins a variable. */
function quoted(value: string): string {
	if (value.includes('\n')) throw new Error(`Apache cannot have this in a header: ${value}`);
	return `"${value.replace(/["\\]/gu, '\\$&').replaceAll('%', '%%')}"`;
}
