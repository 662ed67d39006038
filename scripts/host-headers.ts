/** What a `_headers` file says for a path: patterns, in which `*` stands for anything, and the headers of each. */
export interface HeaderRule {
	readonly matches: (pathname: string) => boolean;
	readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * Reads a `_headers` file: a line for a pattern, and below it, indented, a line for each header.
 * https://docs.netlify.com/manage/routing/headers/, https://developers.cloudflare.com/pages/configuration/headers/
 */
export function parseHeaders(text: string): HeaderRule[] {
	const rules: { matches: HeaderRule['matches']; headers: [string, string][] }[] = [];
	for (const line of text.split('\n')) {
		if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
		const [, name, value] = /^\s+([\w-]+):\s*(.*)$/u.exec(line) ?? [];
		if (name !== undefined && value !== undefined)
			rules.at(-1)?.headers.push([name.toLowerCase(), value.trim()]);
		else rules.push({ matches: matcher(line.trim()), headers: [] });
	}
	return rules;
}

/** The headers of a path. Those of a later rule replace those of an earlier one. */
export function headersFor(rules: readonly HeaderRule[], pathname: string): Record<string, string> {
	return Object.fromEntries(
		rules.filter(({ matches }) => matches(pathname)).flatMap(({ headers }) => headers),
	);
}

function matcher(pattern: string): HeaderRule['matches'] {
	const literal = (text: string) => text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
	const expression = new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`, 'u');
	return (pathname) => expression.test(pathname);
}
