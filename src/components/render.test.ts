import { describe, expect, test } from 'vitest';
import type { Line } from '../recordings/transcript.ts';
import { commandHtml, outputHtml } from './render.ts';

const mark = (start: number, end: number) => ({ start, end, open: '<mark>', close: '</mark>' });

/** What a reader sees of it. */
const textOf = (html: string) =>
	html
		.replaceAll(/<[^>]*>/gu, '')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&amp;', '&')
		.replaceAll('&quot;', '"');

describe('parts of a command', () => {
	const command = `podman run --rm "a b" <<'E'\n# kept\nE`;

	test('a part within one token', () => {
		expect(commandHtml('podman ps', [mark(7, 9)])).toBe(
			'<span class="token-command">podman</span> <mark>ps</mark>',
		);
	});

	test('wherever they begin and end, the text stays what it was', () => {
		for (let start = 0; start < command.length; start++)
			for (let end = start + 1; end <= command.length; end++) {
				const html = commandHtml(command, [mark(start, end)]);
				expect(textOf(html)).toBe(command);
				expect(textOf(/<mark>(.*)<\/mark>/su.exec(html)![1]!)).toBe(command.slice(start, end));
			}
	});

	test('one beside the other', () => {
		expect(commandHtml('ab', [mark(0, 1), mark(1, 2)])).toMatch(/<mark>.*a.*<\/mark><mark>.*b.*<\/mark>/u);
	});
});

test('a part of an output, over several looks', () => {
	const lines: Line[] = [
		[
			{ text: 'one', style: { bold: true } },
			{ text: ' two', style: {} },
		],
		[{ text: 'three', style: {} }],
	];
	expect(outputHtml(lines, [mark(2, 5)])).toBe(
		'<span class="bold">on</span><mark><span class="bold">e</span> t</mark>wo\nthree',
	);
});
