import { describe, expect, test } from 'vitest';
import { placesIn, ShellTextError } from './shell-text.ts';

function quotesIn(text: string) {
	return placesIn(text).map(({ name, start, end, quote }) => [text.slice(start, end), name, quote]);
}

function refusal(text: string): string {
	try {
		placesIn(text);
	} catch (error) {
		if (error instanceof ShellTextError) return error.message;
		throw error;
	}
	throw new Error(`${text} is not refused`);
}

describe('finds where values stand', () => {
	test.each([
		['curl http://localhost:‹x›/page', ['none']],
		["ss 'sport = :‹x›'", ['single']],
		['cat "my ‹x›.txt" >‹x›', ['double', 'none']],
		['echo "$(cat "‹x›" \'‹x›\' ‹x›)"', ['double', 'single', 'none']],
		["cat >f <<'END' && cat ‹x›\nport: ‹x› # \"it's\nEND\ncat ‹x›", ['none', 'heredoc', 'none']],
		['cat <<A <<B\na\nA\nb\nB\ncat ‹x›', ['none']],
		['case ‹x› in a) cat ‹x› ;; esac; (cat ‹x›)', ['none', 'none', 'none']],
		['name=‹x› && for i in ‹x›; do cat ‹x›; done', ['none', 'none', 'none']],
		["$CR run -v ~/a:‹x› alpine sh -c 'echo $HOME'", ['none']],
		['test -f ‹x› && echo $# ${#a} a#b', ['none']],
	])('%j', (text, quotes) => {
		expect(quotesIn(text)).toEqual(quotes.map((quote) => ['‹x›', 'x', quote]));
	});
});

describe('refuses a value where no quoting would do', () => {
	test.each([
		['‹x› --version', 'line 1, column 1: a value cannot be the command itself'],
		['sudo ‹x›', 'the command itself'],
		['sudo --user=me ‹x›', 'the command itself'],
		['sudo -E eval ‹x›', 'given to “eval”'],
		['true; ‹x›', 'the command itself'],
		['echo $(‹x›)', 'the command itself'],
		['echo $‹x›', 'cannot follow “$”'],
		['echo "$a‹x›"', 'or a variable’s name'],
		['echo ${a:-‹x›}', 'in a variable’s braces'],
		['echo $((1 + ‹x›))', 'in a sum'],
		['((a = ‹x›))', 'in a sum'],
		['echo `cat ‹x›`', 'in backticks'],
		["echo $'‹x›'", 'quotes of bash alone'],
		['echo \\‹x›', 'cannot follow “\\”'],
		['echo "\\‹x›"', 'cannot follow “\\”'],
		['echo a!‹x›', 'cannot follow “!”'],
		['echo ~‹x›', 'cannot follow “~”'],
		['echo {a,‹x›}', 'behind “{” or “[”'],
		['echo [‹x›]', 'behind “{” or “[”'],
		['echo ‹x›>file', 'right before “>”'],
		['echo 2>&‹x›', 'the number of a file'],
		['eval echo ‹x›', 'given to “eval”'],
		['[ ‹x› -eq 1 ]', 'given to “[”'],
		['test ‹x› -eq 1', 'given to “test”'],
		["podman run alpine sh -c 'ls ‹x›'", 'given to “sh”'],
		['cat <<END\n‹x› y\nEND', "only if its delimiter is quoted: <<'END'"],
		["cat <<'END'\nE‹x›\nEND", 'could end it'],
		['echo ‹X›', 'begins a value’s name'],
	])('%j', (text, message) => {
		expect(refusal(text)).toContain(message);
	});
});

describe('refuses what cannot be copied', () => {
	test.each([
		['podman ps # all of them', 'line 1, column 11: a comment'],
		['# first\npodman ps', 'line 1, column 1: a comment'],
		["cat <<'END'\n# text\nEND\n# a comment", 'line 4, column 1: a comment'],
		['echo "$(ls # here\n)"', 'column 12: a comment'],
		["echo 'open", "column 6: “'” has no end"],
		['echo "open', 'has no end'],
		['echo $(ls', '“(” has no end'],
		['cat <<END\ntext', 'has no end END'],
	])('%j', (text, message) => {
		expect(refusal(text)).toContain(message);
	});

	test.each(['echo a#b "# no" \'# no\' $# ${a#b} \\#', "cat >f <<-'END'\n\t# text\n\tEND"])(
		'but not %j',
		(text) => {
			expect(placesIn(text)).toEqual([]);
		},
	);
});
