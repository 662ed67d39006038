import { describe, expect, test } from 'vitest';
import { captureFrom, CaptureError, fillIn, namesFor, type Captured } from './capture.ts';
import { placed, replaceAll } from './placed-text.ts';

const SHORT = '0a1b2c3d4e5f';
const FULL = SHORT.padEnd(64, '67');

/** What these patterns take out of a text. */
function capturedFrom(text: string, patterns: Record<string, string>): Record<string, string> {
	const captured: Captured = new Map();
	captureFrom(text, patterns, captured);
	return Object.fromEntries(captured);
}

describe('what is taken out of an output', () => {
	test('the first group, else the whole match', () => {
		expect(capturedFrom('id: 12345 (web)', { id: 'id: (\\d+) \\((\\w+)\\)' })).toEqual({ id: '12345' });
		expect(capturedFrom('id: 12345 (web)', { id: '\\d+' })).toEqual({ id: '12345' });
	});

	test('a pattern sees lines, and the first match of several', () => {
		expect(capturedFrom('one\n12345\n67890\n', { id: '^\\d+$' })).toEqual({ id: '12345' });
	});

	test('a group that takes no part stands back behind the whole match', () => {
		expect(capturedFrom('address 10.89.0.2', { address: '\\d+\\.\\d+\\.\\d+\\.\\d+(/\\d+)?' })).toEqual({
			address: '10.89.0.2',
		});
	});

	test('several values, added to those from before; a name may get a new value', () => {
		const captured: Captured = new Map([
			['user', 'root'],
			['id', '11111'],
		]);
		captureFrom('12345 web-1', { id: '\\d{5}', name: 'web-\\d' }, captured);
		expect(Object.fromEntries(captured)).toEqual({ user: 'root', id: '12345', name: 'web-1' });
	});

	test.each([
		['no match', 'nothing', '\\d+', 'expected output that has the id, /\\d+/, found no match'],
		['an empty match', 'nothing', '\\d*', 'expected output that has the id, /\\d*/, found no match'],
		['too short', 'id 123', '\\d+', 'expected a value of 4 characters or more for the id, found “123”'],
	])('refused: %s', (_, text, pattern, message) => {
		expect(() => capturedFrom(text, { id: pattern })).toThrow(new CaptureError(...partsOf(message)));
	});

	const partsOf = (message: string) =>
		message.replace('expected ', '').split(', found ') as [expected: string, found: string];

	test('four characters are long enough', () => {
		expect(capturedFrom('id 1234', { id: '\\d+' })).toEqual({ id: '1234' });
	});
});

describe('a pattern that names what has been captured', () => {
	test('has the value in the place of each name', () => {
		const captured = new Map([
			['id', '12345'],
			['user', 'root'],
		]);
		expect(fillIn('^‹id› ‹user› ‹id›$', captured)).toBe('^12345 root 12345$');
		expect(fillIn('^\\d+$', captured)).toBe('^\\d+$');
	});

	test('means the value to the letter', () => {
		const value = String.raw`\d ^a$ .*+? (b)[c]{1} x|y /z`;
		const pattern = new RegExp(`^${fillIn('‹value›', new Map([['value', value]]))}$`, 'mu');
		expect(pattern.test(value)).toBe(true);
		expect(pattern.test(value.replace('.', 'x'))).toBe(false);
	});

	test('does not read a value as an instruction to replace', () => {
		expect(fillIn('‹value›!', new Map([['value', "a$&b$'c"]]))).toBe(String.raw`a\$&b\$'c!`);
	});

	test('is refused with a name that nothing has', () => {
		expect(() => fillIn('‹nope›', new Map())).toThrow(new RangeError('nothing has been captured as nope'));
	});
});

describe('a text with names in the place of values', () => {
	const nameCaptured = (text: string, captured: Captured) =>
		replaceAll(placed(text), namesFor(captured)).text;
	const named = (text: string, value: string) => nameCaptured(text, new Map([['id', value]]));

	test.each([
		['a full id, as it is', FULL, `${FULL} web`, '‹id› web'],
		['a full id, shortened', FULL, `${SHORT}   alpine:3`, '‹id, short›   alpine:3'],
		['a short id, as it is', SHORT, `${SHORT}   alpine:3`, '‹id, short›   alpine:3'],
		['a short id, in full', SHORT, `${FULL} web`, '‹id› web'],
		['both forms on one line', FULL, `${SHORT} is ${FULL}`, '‹id, short› is ‹id›'],
		['another id', FULL, '5f4e3d2c1b0a', '5f4e3d2c1b0a'],
		['no id', '10.89.0.2', '10.89.0.2 and 10.89.0.2/16, not 10x89y0z2', '‹id› and ‹id›/16, not 10x89y0z2'],
		['eleven digits are no id', '0a1b2c3d4e5', '0a1b2c3d4e5f', '‹id›f'],
		['a value that looks like a pattern', 'a.*b', 'a.*b aXXb', '‹id› aXXb'],
	])('%s', (_, value, text, expected) => {
		expect(named(text, value)).toBe(expected);
	});

	test('the same short form before another full id is the value all the same', () => {
		// Sixteen to the twelfth: it is not met by chance.
		expect(named(SHORT.padEnd(64, '0'), SHORT)).toBe('‹id›');
	});

	test('each value has its own name', () => {
		const captured = new Map([
			['one', '11111'],
			['other', '22222'],
		]);
		expect(nameCaptured('22222 11111', captured)).toBe('‹other› ‹one›');
		expect(nameCaptured('nothing', new Map())).toBe('nothing');
	});
});
