import { describe, expect, test } from 'vitest';
import { castOf, sessionOf } from '../recordings/fixtures.ts';
import { timelineOf } from './timeline.ts';

describe('commands', () => {
	test('end as the marks of the shell say', () => {
		const { commands } = timelineOf(
			sessionOf([
				{ command: 'ls', prints: ['a\r\n'] },
				{ command: 'false', status: 1 },
			]),
		);
		expect(commands).toEqual([
			{ label: 'ls', start: 0.1, runs: 0.2, end: 0.4, exitStatus: 0 },
			{ label: 'false', start: 0.5, runs: 0.6, end: 0.7, exitStatus: 1 },
		]);
	});

	test('of several lines run after the last of them', () => {
		const cast = castOf([
			[0, 'm', 'cat <<END\nhi\nEND'],
			[1, 'o', 'cat <<END\r\n> '],
			[2, 'o', 'hi\r\n> '],
			[3, 'o', 'END\r\n\u001B]133;C\u0007hi\r\n'],
			[4, 'o', '\u001B]133;D;0\u0007$ '],
		]);
		expect(timelineOf(cast).commands).toMatchObject([{ start: 0, runs: 3, end: 4, exitStatus: 0 }]);
	});

	test('typed into a program have no end of their own', () => {
		const { commands } = timelineOf(
			sessionOf([
				{ command: 'sh', prints: ['# ', ['m', 'pwd'], 'pwd\r\n/\r\n# ', ['m', 'exit'], 'exit\r\n'] },
			]),
		);
		expect(commands.map(({ label, end }) => [label, end])).toEqual([
			['sh', 0.8],
			['pwd', undefined],
			['exit', undefined],
		]);
		expect(commands[1]).toMatchObject({ start: 0.4, runs: 0.5 });
	});

	test('that begin and end in one output are both seen', () => {
		const cast = castOf([
			[1, 'm', 'true'],
			[2, 'o', 'true\r\n\u001B]133;C\u001B\\\u001B]133;D;3\u001B\\$ '],
		]);
		expect(timelineOf(cast).commands).toEqual([{ label: 'true', start: 1, runs: 2, end: 2, exitStatus: 3 }]);
	});

	test('in a recording of someone else run from the first new line', () => {
		const cast = castOf([
			[1, 'm', 'demo'],
			[2, 'o', 'demo'],
			[3, 'o', '\r\nout'],
		]);
		expect(timelineOf(cast).commands).toEqual([
			{ label: 'demo', start: 1, runs: 3, end: undefined, exitStatus: undefined },
		]);
	});
});

test('time never runs backwards', () => {
	const { events, duration } = timelineOf(
		castOf([
			[2, 'o', 'a'],
			[1, 'o', 'b'],
			[3, 'o', 'c'],
		]),
	);
	expect(events.map(({ time }) => time)).toEqual([2, 2, 3]);
	expect(duration).toBe(3);
});
