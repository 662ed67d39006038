import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fingerprint, runsOfWords } from './runs-of-words.ts';

/** Names and set phrases: there is one way to say them. */
const SHARED = new Set(['a command in a running', 'command in a running container']);

const prose = readdirSync('content', { recursive: true, encoding: 'utf8' }).filter((file) =>
	/\.(?:mdx|yaml)$/u.test(file),
);

test('runs end where sentences, list items, cells, code and links do', () => {
	expect(runsOfWords('One two three, four **five** six. Seven')).toEqual([
		'one two three four five',
		'two three four five six',
	]);
	for (const text of [
		'one two three `four` four five',
		'- one two\n- three four five',
		'one two three | four five',
		'```sh\none two three four five\n```',
		'one two: three four five',
	])
		expect(runsOfWords(text), text).toEqual([]);
	expect(runsOfWords('One [two three](https://four.example/a)\nfour <Term name="x">five</Term>')).toEqual([
		'one two three four five',
	]);
});

test('no sentence of the text that the topics come from is in the book', () => {
	const known = new Set(readFileSync('content/source-runs.txt', 'utf8').split('\n').slice(1));
	expect(known.size).toBeGreaterThan(1000);
	const copied = prose.flatMap((file) =>
		runsOfWords(readFileSync(`content/${file}`, 'utf8'))
			.filter((run) => known.has(fingerprint(run)) && !SHARED.has(run))
			.map((run) => `${file}: ${run}`),
	);
	expect(copied).toEqual([]);
});
