import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** A version to the last digit: neither a range, nor a tag, nor an address. */
const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/u;

interface Manifest {
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	overrides: Record<string, string>;
	allowScripts: Record<string, boolean>;
}
interface Lock {
	lockfileVersion: number;
	packages: Record<
		string,
		{
			version?: string;
			integrity?: string;
			resolved?: string;
			link?: boolean;
			inBundle?: boolean;
			hasInstallScript?: boolean;
		}
	>;
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
const { '': root, ...packages } = lock.packages;
const wanted = { ...manifest.dependencies, ...manifest.devDependencies };

test('package.json asks for exact versions', () => {
	expect(Object.keys(wanted).length).toBeGreaterThan(30);
	for (const [name, version] of Object.entries({ ...wanted, ...manifest.overrides }))
		expect(version, name).toMatch(EXACT);
});

test('the lock file has what package.json asks for', () => {
	expect(root).toMatchObject({ devDependencies: manifest.devDependencies ?? {} });
	for (const [name, version] of Object.entries(wanted))
		expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
});

test('every package of the lock file has a checksum, and none has an address of its own', () => {
	expect(lock.lockfileVersion).toBe(3);
	for (const [place, { integrity, resolved, link, inBundle }] of Object.entries(packages)) {
		// What lies within another package's archive is covered by that one's checksum.
		if (!inBundle) expect(integrity, place).toMatch(/^sha512-/u);
		expect(resolved, place).toBeUndefined();
		expect(link, place).toBeUndefined();
	}
});

test('no package runs a script while it is installed, except those that are named', () => {
	const scripted = Object.entries(packages)
		.filter(([, { hasInstallScript }]) => hasInstallScript)
		.map(([place]) => place.split('node_modules/').at(-1)!);
	expect(scripted.sort()).toEqual(Object.keys(manifest.allowScripts).sort());
});
