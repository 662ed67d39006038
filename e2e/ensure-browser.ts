// Sees to it that there is a Chromium: takes one that is there, else lets Playwright fetch its own, else, as root
// on Debian and its like, installs the distribution's.
import { spawnSync } from 'node:child_process';
import { findBrowser } from './browser.ts';

const WAYS = [
	['npx playwright install chromium', ['npx', 'playwright', 'install', '--with-deps', 'chromium']],
	['apt-get update', ['apt-get', 'update', '-qq']],
	[
		'apt-get install chromium',
		['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
	],
] as const;

for (const [name, [command, ...args]] of WAYS) {
	if (findBrowser() !== undefined) break;
	console.log(`No browser for the tests: ${name} …`);
	spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

if (findBrowser() === undefined) {
	console.error('The end-to-end tests need Chromium. Install it, and run them again.');
	process.exitCode = 1;
}
