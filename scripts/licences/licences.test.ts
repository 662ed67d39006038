import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isMet } from './expression.ts';
import { packagesIn } from './lock-packages.ts';
import { faultsOf, thirdPartyText, type Package } from './policy.ts';

const packages = packagesIn(readFileSync('package-lock.json', 'utf8'));

test('every package has a licence of the list, and THIRD-PARTY.md says so; npm run licences makes it again', () => {
	expect(packages.length).toBeGreaterThan(500);
	expect(faultsOf(packages)).toEqual([]);
	expect(readFileSync('THIRD-PARTY.md', 'utf8')).toBe(thirdPartyText(packages));
});

test('a licence that is unknown, missing or copyleft is refused by name', () => {
	const added = (name: string, licence: string | undefined): Package => ({ name, version: '1.2.3', licence });
	const others = packages.filter(({ name }) => name !== '@xterm/headless');
	const faults = faultsOf([
		...others,
		added('tool-without', undefined),
		added('tool-gpl', 'GPL-3.0-or-later'),
		added('tool-own', 'SEE LICENSE IN LICENSE.txt'),
		added('tool-mpl', 'MPL-2.0'),
		added('@xterm/headless', 'MPL-2.0'),
	]);
	expect(faults.map((fault) => fault.replace(/expected .* found/u, 'found'))).toEqual([
		'tool-without 1.2.3 is a tool: found none',
		'tool-gpl 1.2.3 is a tool: found GPL-3.0-or-later',
		'tool-own 1.2.3 is a tool: found SEE LICENSE IN LICENSE.txt',
		'@xterm/headless 1.2.3 reaches readers: found MPL-2.0',
	]);
});

test('a name in the policy that the lock file no longer has is refused', () => {
	expect(faultsOf(packages.filter(({ name }) => name !== 'format'))).toEqual([
		'scripts/licences/policy.ts names format, which is not in the lock file',
	]);
});

test.each([
	['MIT', true],
	['(MIT OR GPL-3.0-or-later)', true],
	['MIT AND GPL-3.0-or-later', false],
	['(MIT AND Zlib)', true],
	['GPL-2.0-only', false],
	['GPL-3.0-only OR MIT AND Zlib', true],
	['MIT OR (GPL-3.0-only AND X)', true],
	['((MIT))', false],
	['', false],
	['mit', false],
])('%s is met by MIT and Zlib: %s', (expression, met) => {
	expect(isMet(expression, new Set(['MIT', 'Zlib']))).toBe(met);
});

test('a package in several places and versions is listed once for each version', () => {
	const lock = {
		packages: {
			'': {},
			'node_modules/@a/b': { version: '1.0.0', license: 'MIT' },
			'node_modules/c/node_modules/@a/b': { version: '2.0.0', license: 'ISC' },
			'node_modules/d/node_modules/@a/b': { version: '2.0.0', license: 'ISC' },
		},
	};
	expect(packagesIn(JSON.stringify(lock))).toEqual([
		{ name: '@a/b', version: '1.0.0', licence: 'MIT' },
		{ name: '@a/b', version: '2.0.0', licence: 'ISC' },
	]);
});
