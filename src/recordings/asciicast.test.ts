import { describe, expect, test } from 'vitest';
import { CastError, durationOf, formatCast, parseCast, type CastEvent } from './asciicast.ts';
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
	['', 'line 1: expected a line of JSON, found an empty line'],
	['\n' + V3, 'line 1: expected a line of JSON, found an empty line'],
	['version: 3', 'line 1: expected a line of JSON, found version: 3'],
	['[3]', 'line 1: expected an object, found [3]'],
	['null', 'line 1: expected an object, found null'],
	['{}', 'line 1: expected a header with version 2 or 3, found version undefined'],
	['{"version":1}', 'line 1: expected a header with version 2 or 3, found version 1'],
	['{"version":"3"}', 'line 1: expected a header with version 2 or 3, found version "3"'],
	['{"version":3}', 'line 1: expected an object, found nothing'],
	['{"version":3,"term":"xterm"}', 'line 1: expected an object, found "xterm"'],
	['{"version":3,"term":{"rows":1}}', 'line 1: expected cols from 1 to 1000, found nothing'],
	['{"version":3,"term":{"cols":80,"rows":0}}', 'line 1: expected rows from 1 to 1000, found 0'],
	['{"version":2,"width":1001,"height":24}', 'line 1: expected width from 1 to 1000, found 1001'],
	['{"version":2,"width":80,"height":24.5}', 'line 1: expected height from 1 to 1000, found 24.5'],
	[`${V3}\n[1,"o","a"]\n[1,"o"`, 'line 3: expected a line of JSON, found [1,"o"'],
	[`${V3}\n\n# note\n{}`, 'line 4: expected an event [seconds, code, text], found {}'],
	[`${V3}\n["1","o","a"]`, 'line 2: expected an event [seconds, code, text], found ["1","o","a"]'],
	[`${V3}\n[1e999,"o","a"]`, 'line 2: expected an event [seconds, code, text], found [null,"o","a"]'],
	[`${V3}\n[1,2,"a"]`, 'line 2: expected an event [seconds, code, text], found [1,2,"a"]'],
	[`${V3}\n[1,"x",0]`, 'line 2: expected an event [seconds, code, text], found [1,"x",0]'],
	[`${V3}\n[1,"o"]`, 'line 2: expected an event [seconds, code, text], found [1,"o"]'],
	[`${V3}\n${'long'.repeat(16)}`, `line 2: expected a line of JSON, found ${'long'.repeat(15)}…`],
])('refuses %j', (text, message) => {
	expect(() => parseCast(text)).toThrow(new CastError(message));
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
