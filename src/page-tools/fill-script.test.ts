import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { fillScript } from './fill-script.ts';

/** What a real shell makes of a script in which `show` prints its arguments, one a line. */
const run = (script: string) =>
	spawnSync('sh', [], { input: `show() { printf '<%s>\n' "$@"; }\n${script}`, encoding: 'utf8' }).stdout;

const SCRIPT = String.raw`printf '%s\n' '$ show '\''port 8080'\'' 8080'
show 'port 8080' 8080
printf '%s\n' '$ show 8080'
show 8080
printf '%s\n' '$ show 8080 | cat'
show 8080 | cat
`;

test('a command is printed with the reader’s value, and run with it', () => {
	const filled = fillScript(SCRIPT, [
		['show 8080', String.raw`show 'it'\''s $(id)'`],
		['show 8080 | cat', String.raw`show 'it'\''s $(id)' | cat`],
	]);
	expect(run(filled)).toBe(
		[
			"$ show 'port 8080' 8080",
			'<port 8080>',
			'<8080>',
			String.raw`$ show 'it'\''s $(id)'`,
			"<it's $(id)>",
			String.raw`$ show 'it'\''s $(id)' | cat`,
			"<it's $(id)>",
			'',
		].join('\n'),
	);
});

test('without changed values a script stays what it is', () => {
	expect(fillScript(SCRIPT, [])).toBe(SCRIPT);
});
