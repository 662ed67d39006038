// Sees to it that there is a Chromium: takes one that is there, else lets Playwright fetch its own, else, as root
// on Debian and its like, installs the distribution's.
import { spawnSync } from 'node:child_process';
import { installOnDebian } from '../scripts/install-on-debian.mjs';
import { findBrowser } from './browser.ts';

if (findBrowser() === undefined) {
	console.log('No browser for the tests: npx playwright install chromium …');
	spawnSync('npx', ['playwright', 'install', '--with-deps', 'chromium'], { stdio: 'inherit' });
}
if (findBrowser() === undefined) installOnDebian(['chromium', 'fonts-dejavu-core']);

if (findBrowser() === undefined) {
	console.error('The end-to-end tests need Chromium. Install it, and run them again.');
	process.exitCode = 1;
}
