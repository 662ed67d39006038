import { expect, test } from 'vitest';
import { countRead, nextOf, progressFrom, withLast, withRead } from './progress.ts';

const NOTHING = { read: [] };
const from = (stored: string | null) => progressFrom(() => stored);

test('what is kept comes back', () => {
	const progress = withRead(withRead(NOTHING, 'images'), 'set-up');
	expect(progress).toEqual({ read: ['images', 'set-up'], last: 'set-up' });
	expect(from(JSON.stringify(progress))).toEqual(progress);
});

test('a chapter that is read again counts once, and one that is opened does not count', () => {
	const progress = withRead(withRead(withRead(NOTHING, 'images'), 'set-up'), 'images');
	expect(progress).toEqual({ read: ['images', 'set-up'], last: 'images' });
	expect(withLast(progress, 'networking')).toEqual({ read: ['images', 'set-up'], last: 'networking' });
});

test.each([
	null,
	'',
	'not json',
	'null',
	'1',
	'"images"',
	'[]',
	'["images"]',
	'{}',
	'{"read":"x"}',
	'{"read":{"0":"images","length":1}}',
	'{"read":null,"last":"images"}',
	'{"read":["images"',
	'x'.repeat(1_000_000),
])('%.40s, in storage, is no progress', (stored) => {
	expect(from(stored)).toEqual(NOTHING);
});

test('of what is stored, only what can be chapters is taken', () => {
	const read = [
		'images',
		'<img src=x onerror=alert(1)>',
		'',
		'../images',
		'Images',
		'images\n',
		['images'],
		{ toString: 'images' },
		1,
		null,
		'a'.repeat(65),
		'set-up',
	];
	expect(from(JSON.stringify({ read, last: '"]' }))).toEqual({ read: ['images', 'set-up'] });
	expect(from('{"read":[],"last":["images"]}')).toEqual(NOTHING);
	expect(from('{"read":[],"last":"images","__proto__":{"x":1}}')).toEqual({ read: [], last: 'images' });
});

test('storage that refuses has nothing', () => {
	const refuse = () => {
		throw new DOMException('blocked', 'SecurityError');
	};
	expect(progressFrom(refuse)).toEqual(NOTHING);
});

test.each([
	['nothing was opened', NOTHING, undefined],
	['the last one, which is not read to its end', { read: ['a'], last: 'b' }, 'b'],
	['the one after it, when it is', { read: ['a', 'b'], last: 'b' }, 'c'],
	['the one after it, although that is read', { read: ['a', 'b'], last: 'a' }, 'b'],
	['the book is at its end', { read: ['c'], last: 'c' }, undefined],
	['a chapter that is no more', { read: ['old'], last: 'old' }, undefined],
])('where to go on: %s', (_, progress, next) => {
	const chapters = ['a', 'b', 'c'];
	expect(chapters[nextOf(progress, chapters)]).toBe(next);
});

test('what has been read is counted by the links of the page, and in a long book by what is stored', () => {
	const chapters = ['a', 'b', 'c'];
	const read = ['b', 'old', 'c', 'b'];
	expect(countRead({ read }, chapters, 3)).toBe(2);
	expect(countRead({ read }, chapters, 100)).toBe(3);
	expect(countRead({ read: Array.from({ length: 99 }, (_, index) => `${index}`) }, chapters, 50)).toBe(50);
});
