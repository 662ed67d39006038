import { expect, test } from 'vitest';
import { verdictOf } from './verdict.ts';

const METADATA = { vulnerabilities: {}, dependencies: { total: 900 } };
const CAUSE = { title: 'Reads too far', url: 'https://advisories.example/1' };

test('a high or critical fault is refused, a lesser one is told', () => {
	const printed = JSON.stringify({
		vulnerabilities: {
			a: { severity: 'high', via: [CAUSE] },
			b: { severity: 'critical', via: ['a'] },
			c: { severity: 'moderate', via: [CAUSE] },
			d: { severity: 'unheard-of', via: [] },
		},
		metadata: METADATA,
	});
	expect(verdictOf(printed)).toEqual({
		kind: 'answered',
		packages: 900,
		refused: [
			{ name: 'a', severity: 'high', about: ['Reads too far https://advisories.example/1'] },
			{ name: 'b', severity: 'critical', about: ['through a'] },
			{ name: 'd', severity: 'critical', about: [] },
		],
		let: [{ name: 'c', severity: 'moderate', about: ['Reads too far https://advisories.example/1'] }],
	});
});

test('nothing known is an answer', () => {
	expect(verdictOf(JSON.stringify({ vulnerabilities: {}, metadata: METADATA }))).toEqual({
		kind: 'answered',
		packages: 900,
		refused: [],
		let: [],
	});
});

test.each([
	['', 'what came is not JSON'],
	['<html>', 'what came is not JSON'],
	['null', 'what came is not JSON'],
	['{}', 'what came is no report'],
	['{"error":{"code":"ENOLOCK","summary":"there is no lock file"}}', 'there is no lock file'],
	[
		'{"message":"405 Method Not Allowed - POST https://registry.example/audit","error":{"summary":""}}',
		'405 Method Not Allowed',
	],
	['{"vulnerabilities":{}}', 'what came is no report'],
	['{"vulnerabilities":{},"metadata":{"dependencies":{"total":0}}}', 'it was asked about no package'],
])('what is no answer does not pass for one: %s', (printed, why) => {
	expect(verdictOf(printed)).toEqual({ kind: 'no answer', why });
});
