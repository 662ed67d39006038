import { describe, expect, test } from 'vitest';
import {
	BOUNDS,
	CastError,
	CastReader,
	durationOf,
	formatCast,
	parseCast,
	type CastEvent,
} from './asciicast.ts';
import { castOf } from './fixtures.ts';

const V3 = '{"version":3,"term":{"cols":100,"rows":24}}';
const V2 = '{"version":2,"width":80,"height":20}';

describe('reading', () => {
	test('version 3: a time counts from the event before', () => {
		const text = `{"version":3,"term":{"cols":100,"rows":24},"idle_time_limit":1.5,"title":"Ours"}
[0.5,"o","a"]
[0.25,"m","ls"]
[0,"i","l"]
[1,"r","80x20"]
[0.25,"x","0"]
`;
		expect(parseCast(text)).toEqual({
			cols: 100,
			rows: 24,
			idleTimeLimit: 1.5,
			header: { version: 3, term: { cols: 100, rows: 24 }, idle_time_limit: 1.5, title: 'Ours' },
			events: [
				{ time: 0.5, code: 'o', data: 'a' },
				{ time: 0.75, code: 'm', data: 'ls' },
				{ time: 0.75, code: 'i', data: 'l' },
				{ time: 1.75, code: 'r', data: '80x20' },
				{ time: 2, code: 'x', data: '0' },
			],
		});
	});

	test('version 2: a time counts from the start', () => {
		const cast = parseCast(`${V2}\n[0.5,"o","a"]\n[2,"o","b"]\n`);
		expect(cast).toMatchObject({ cols: 80, rows: 20, idleTimeLimit: undefined });
		expect(cast.events.map(({ time }) => time)).toEqual([0.5, 2]);
		expect(durationOf(cast)).toBe(2);
	});

	test('passes over comments and empty lines', () => {
		const text = `${V3}\n# [1,"o","a comment"]\n\n[1,"o","a"]\r\n   \n#\n[1,"o","# b"]`;
		expect(parseCast(text).events).toEqual([
			{ time: 1, code: 'o', data: 'a' },
			{ time: 2, code: 'o', data: '# b' },
		]);
	});

	test.each([
		['version 3, where its interval still counts', V3, 6],
		['version 2, where times are whole anyway', V2, 4],
	])('passes over unknown codes: %s', (_, header, time) => {
		expect(parseCast(`${header}\n[2,"zoom","x"]\n[4,"o","a"]\n`).events).toEqual([
			{ time, code: 'o', data: 'a' },
		]);
	});

	test('a recording without events lasts no time', () => {
		expect(durationOf(parseCast(V3))).toBe(0);
	});

	test.each([0, -1, '2'])('an idle time limit of %o is none', (limit) => {
		const header = { version: 3, term: { cols: 1, rows: 1 }, idle_time_limit: limit };
		expect(parseCast(JSON.stringify(header)).idleTimeLimit).toBeUndefined();
	});
});

test.each([
	['', 1, 1, 'JSON, found an empty line'],
	['\n' + V3, 1, 1, 'JSON, found an empty line'],
	['version: 3', 1, 1, 'JSON, found version: 3'],
	['[3]', 1, 1, 'an object, found [3]'],
	['null', 1, 1, 'an object, found null'],
	['{}', 1, 1, 'a header with version 1, 2 or 3, found version nothing'],
	['{"version":"3"}', 1, 12, 'a header with version 1, 2 or 3, found version "3"'],
	['{"version":3}', 1, 1, 'term to be an object, found nothing'],
	['{"version":3,"term":"xterm"}', 1, 21, 'term to be an object, found "xterm"'],
	['{"version":3,"term":{"rows":1}}', 1, 1, 'cols from 1 to 1000, found nothing'],
	['{"version":3,"term":{"cols":80,"rows":0}}', 1, 39, 'rows from 1 to 1000, found 0'],
	['{"version":2,"width":1001,"height":24}', 1, 22, 'width from 1 to 1000, found 1001'],
	['{"version":2,"width":80,"height":24.5}', 1, 34, 'height from 1 to 1000, found 24.5'],
	[`${V3}\n[1,"o","a"]\n[1,"o"`, 3, 7, 'JSON, found [1,"o"'],
	[`${V3}\n\n# note\n{}`, 4, 1, 'an event [seconds, code, text], found {}'],
	[`${V3}\n["1","o","a"]`, 2, 2, 'seconds, not negative, found "1"'],
	[`${V3}\n[-1,"o","a"]`, 2, 2, 'seconds, not negative, found -1'],
	[`${V3}\n[1e999,"o","a"]`, 2, 2, 'seconds, not negative, found null'],
	[`${V3}\n[9e9,"o","a"]`, 2, 2, 'no more than 2592000 seconds in all, found 9000000000'],
	[`${V3}\n[1,2,"a"]`, 2, 4, 'the code of an event, found 2'],
	[`${V3}\n[1,["a,b"],"a"]`, 2, 4, 'the code of an event, found ["a,b"]'],
	[`${V3}\n[1,"x",0]`, 2, 8, 'text, found 0'],
	[`${V3}\n[1, "a\\",b",  null]`, 2, 15, 'text, found null'],
	[`${V3}\n[1,"o"]`, 2, 7, 'text, found nothing'],
	[`${V3}\n[1,"r","80"]`, 2, 8, 'COLSxROWS, each from 1 to 1000, found "80"'],
	[`${V3}\n[1,"r","0x5"]`, 2, 8, 'COLSxROWS, each from 1 to 1000, found "0x5"'],
	[`${V3}\n[1,"r","80x1001"]`, 2, 8, 'COLSxROWS, each from 1 to 1000, found "80x1001"'],
	[`${V3}\n${'long'.repeat(16)}`, 2, 1, `JSON, found ${'long'.repeat(15)}…`],
	// An error is shown on terminals: no escape sequence gets through it.
	[`${V3}\n[1,"o\u001B[31m"`, 2, 6, String.raw`JSON, found [1,"o\u001b[31m"`],
	['{"version":1}', 1, 1, 'width from 1 to 1000, found nothing'],
	['{"version":1,"width":8,"height":2}', 1, 1, 'stdout to be a list, found nothing'],
	[
		'{"version":1,"width":8,"height":2,"stdout":[[0.5,"a"],[1]]}',
		1,
		44,
		'output 2 to be [seconds, text], found [1]',
	],
	[
		'{\n"version":3,"term":{"cols":8,"rows":2}}',
		1,
		1,
		'the header on one line, found version 3 over several',
	],
])('refuses %j', (text, line, column, rest) => {
	let error: unknown;
	try {
		parseCast(text);
	} catch (thrown) {
		error = thrown;
	}
	expect(error).toBeInstanceOf(CastError);
	expect(error).toMatchObject({ line, column, message: `line ${line}, column ${column}: expected ${rest}` });
});

describe('version 1', () => {
	const events = [
		{ time: 0.25, code: 'o', data: 'a' },
		{ time: 0.75, code: 'o', data: 'b' },
	];
	test.each([
		['on one line', '{"version":1,"width":80,"height":24,"stdout":[[0.25,"a"],[0.5,"b"]]}'],
		[
			'over several',
			'{\n "version": 1,\n "width": 80, "height": 24,\n "stdout": [[0.25, "a"],\n [0.5, "b"]]\n}\n',
		],
	])('%s', (_, text) => {
		expect(parseCast(text)).toEqual({
			cols: 80,
			rows: 24,
			idleTimeLimit: undefined,
			header: { version: 1, width: 80, height: 24 },
			events,
		});
	});
});

describe('a recording that arrives in pieces', () => {
	const texts = [
		`${V3}\n[0.5,"o","é😀"]\n# note\n\n[1,"m","ls"]\r\n[0.25,"q","?"]\n[1,"x","0"]`,
		'\uFEFF{"version":2,"width":8,"height":2}\n[1,"r","9x3"]\n[2,"o","a"]\n',
		'{\n"version":1,"width":8,"height":2,\n"stdout":[[1,"a"]]}',
	];
	test.each(texts)('is the same wherever it is cut: %j', (text) => {
		const whole = parseCast(text);
		expect(whole.events.length).toBeGreaterThan(0);
		for (let cut = 0; cut <= text.length; cut++) {
			const reader = new CastReader();
			reader.push(text.slice(0, cut));
			reader.push(text.slice(cut));
			expect(reader.end(), `cut at ${cut}`).toEqual(whole);
		}
		const reader = new CastReader();
		for (const unit of text.split('')) reader.push(unit);
		expect(reader.end()).toEqual(whole);
	});

	test('counts the time of events that it passes over', () => {
		expect(parseCast(texts[0]!).events.map(({ time }) => time)).toEqual([0.5, 1.5, 2.75]);
	});
});

describe('a recording that is too large is refused at once', () => {
	test('by the length of a line', () => {
		const reader = new CastReader();
		reader.push(`${V3}\n`);
		const much = 'x'.repeat(BOUNDS.line / 2);
		reader.push(much);
		reader.push(much);
		expect(() => reader.push('x')).toThrow(`line 2, column ${BOUNDS.line + 1}: expected at most`);
	});

	test('in all', () => {
		const reader = new CastReader();
		reader.push(`${V3}\n`);
		const much = `# ${'x'.repeat(1_000_000)}\n`;
		expect(() => {
			for (let count = 0; count < 70; count++) reader.push(much);
		}).toThrow(`expected at most ${BOUNDS.size} characters`);
	});

	test('by its events', () => {
		const reader = new CastReader();
		reader.push(`${V3}\n`);
		const much = '[0,"o",""]\n'.repeat(BOUNDS.events / 4);
		for (let count = 0; count < 4; count++) reader.push(much);
		expect(() => reader.push('[0,"o",""]\n')).toThrow('expected at most 2000000 events');
	});
});

describe('writing', () => {
	test('a header, an event a line, a newline at the end', () => {
		const cast = castOf(
			[
				[0.1, 'm', 'ls'],
				[0.3504, 'o', 'ä\r\n'],
				[0.3504, 'x', '0'],
			],
			{ cols: 100, rows: 24, idleTimeLimit: 1.5 },
		);
		const header = { title: 'Ours', term: { type: 'xterm', cols: 1 }, recording: { recorder: 1 } };
		expect(formatCast({ ...cast, header })).toMatchInlineSnapshot(`
			"{"title":"Ours","term":{"type":"xterm","cols":100,"rows":24},"recording":{"recorder":1},"version":3,"idle_time_limit":1.5}
			[0.1,"m","ls"]
			[0.25,"o","ä\\r\\n"]
			[0,"x","0"]
			"
		`);
	});

	test('what is written reads back', () => {
		const cast = castOf(
			[
				[0, 'o', 'plain \u001B[31mred\u001B[0m "quoted" \\ 日本 👩‍👩‍👧\r\n'],
				[0.001, 'i', '\u0003'],
				[1.5, 'm', 'cat <<END\ntext\nEND'],
				[1.5, 'r', '80x20'],
				[200.125, 'x', '137'],
			],
			{ idleTimeLimit: 2 },
		);
		const read = parseCast(formatCast(cast));
		expect(read).toMatchObject({ cols: 20, rows: 6, idleTimeLimit: 2 });
		expectSameEvents(read.events, cast.events);
	});

	test('version 2 turns into version 3', () => {
		const cast = parseCast(`${V2}\n[0.5,"o","a"]\n[2,"o","b"]\n`);
		expect(parseCast(formatCast(cast))).toMatchObject({ cols: 80, rows: 20, events: cast.events });
	});

	test('times do not drift over many small steps', () => {
		const events = Array.from({ length: 1000 }, (_, index) => [index * 0.0004, 'o', `${index}`] as const);
		const cast = castOf(events);
		expectSameEvents(parseCast(formatCast(cast)).events, cast.events);
	});
});

/** Equal but for the rounding to milliseconds. */
function expectSameEvents(found: readonly CastEvent[], wanted: readonly CastEvent[]): void {
	expect(found.map(({ code, data }) => [code, data])).toEqual(wanted.map(({ code, data }) => [code, data]));
	for (const [index, { time }] of wanted.entries())
		expect(Math.abs(found[index]!.time - time)).toBeLessThan(0.000_51);
}
