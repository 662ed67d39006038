import type { Package } from './policy.ts';

interface Lock {
	packages: Record<string, { version?: string; license?: string; dev?: boolean }>;
}

/**
 * The packages that a lock file of npm (version 3) names, each name and version once, sorted.
 *
 * @param text of `package-lock.json`
 */
export function packagesIn(text: string): Package[] {
	const { packages } = JSON.parse(text) as Lock;
	const found = new Map<string, Package>();
	for (const [place, { version = '', license }] of Object.entries(packages)) {
		if (place === '') continue;
		const name = place.split('node_modules/').at(-1)!;
		found.set(`${name}@${version}`, { name, version, licence: license });
	}
	return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}
