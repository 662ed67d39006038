import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PatternError, toPosix } from '../examples/pattern.ts';

const LIBRARY = path.resolve(import.meta.dirname, 'library.sh');

/** What library.sh says of many pairs, in one run of a shell. */
function inShell(pairs: readonly (readonly [pattern: string, text: string])[]): boolean[] {
	const folder = mkdtempSync(path.join(tmpdir(), 'matching-'));
	mkdirSync(path.join(folder, 'kept'));
	for (const [index, [pattern, text]] of pairs.entries()) {
		writeFileSync(path.join(folder, `${index}.pattern`), pattern);
		writeFileSync(path.join(folder, `${index}.text`), text);
	}
	const script = `. "$1"; _work=$2; i=0
		while [ $i -lt ${pairs.length} ]; do
			one_line <"$_work/$i.text" >"$_work/line"
			if matches "$(cat "$_work/$i.pattern")"; then echo 1; else echo 0; fi
			i=$((i + 1))
		done`;
	const { stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', LIBRARY, folder], { encoding: 'utf8' });
	rmSync(folder, { recursive: true });
	expect(stderr).toBe('');
	return stdout
		.trim()
		.split('\n')
		.map((line) => line === '1');
}

/** Mulberry32: the same numbers in each run. */
function randomFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

const ATOMS = [
	...['a', 'b', 'ab', '1', ' ', '.', String.raw`\.`, String.raw`\d`, String.raw`\D`, String.raw`\w`],
	...[String.raw`\W`, String.raw`\s`, String.raw`\S`, String.raw`\n`, '[ab]', '[^a]', String.raw`[^\n]`],
	...[
		String.raw`[\s\S]`,
		String.raw`[\d.-]`,
		String.raw`[\]\[^]`,
		String.raw`\$`,
		String.raw`\^`,
		'‘'.slice(1),
	],
].filter(Boolean);
const QUANTIFIERS = ['', '', '', '', '*', '+', '?', '{2}', '{1,2}', '{0,1}'];
const LETTERS = ['a', 'b', 'a', 'b', '1', ' ', '.', '-', '\n', '\n', 'é', '日', '😀', '$', '^', ']', '['];

function somePattern(random: (below: number) => number, depth = 0): string {
	const sequence = () =>
		Array.from({ length: 1 + random(4) }, () => {
			const kind = random(10);
			if (kind === 0) return '^';
			if (kind === 1) return '$';
			const nested = kind === 2 && depth < 2;
			const atom = nested
				? `${random(2) === 0 ? '(' : '(?:'}${somePattern(random, depth + 1)})`
				: ATOMS[random(ATOMS.length)]!;
			return (atom === 'ab' ? '(?:ab)' : atom) + QUANTIFIERS[random(QUANTIFIERS.length)]!;
		}).join('');
	return random(4) === 0 ? `${sequence()}|${sequence()}` : sequence();
}

test('a pattern means the same in JavaScript and in the shell', { timeout: 120_000 }, () => {
	const random = randomFrom(20_261_124);
	const cases: { pattern: string; posix: string; text: string; expected: boolean }[] = [];
	while (cases.length < 700) {
		const pattern = somePattern(random);
		let posix: string;
		try {
			posix = toPosix(pattern).pattern;
		} catch (cause) {
			if (cause instanceof PatternError) continue;
			throw cause;
		}
		// As the recorder does, without blank lines at the end.
		const text = Array.from({ length: random(9) }, () => LETTERS[random(LETTERS.length)]!)
			.join('')
			.replace(/[ \n]*\n *$/u, '')
			.replace(/^[ \n]+$/u, '');
		cases.push({ pattern, posix, text, expected: new RegExp(pattern, 'mu').test(text) });
	}
	// Both answers are common, or this would test little.
	const matching = cases.filter(({ expected }) => expected).length;
	expect(Math.min(matching, cases.length - matching)).toBeGreaterThan(150);
	const found = inShell(cases.map(({ posix, text }) => [posix, text]));
	const wrong = cases.filter(({ expected }, index) => found[index] !== expected);
	expect(wrong).toEqual([]);
});

test('colours, tabs and carriage returns are what a terminal makes of them', () => {
	expect(
		inShell([
			['^red a$', '\u001B[31mred\u001B[0m a\n'],
			['^a       b$', 'a\tb\r\n'],
			['^100 %$', '50 %\r100 %\n'],
			['^a\u0001b', 'a\u0001b'],
			['.', ''],
			['^$', ''],
		]),
	).toEqual([true, true, true, false, false, true]);
});

test('the library is what shellcheck calls clean', ({ skip }) => {
	const { error, stdout } = spawnSync('shellcheck', [LIBRARY], { encoding: 'utf8' });
	if (error) skip('shellcheck is not installed');
	expect(stdout).toBe('');
	expect(readFileSync(LIBRARY, 'utf8')).not.toMatch(/^main /mu);
});
