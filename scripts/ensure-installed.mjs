// Installs what package-lock.json names, unless that has been done. Runs on any Node from 20 and needs nothing
// installed, so that `npm start` and `npm test` work in a fresh clone. Prints nothing when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.installed';

const lock = readFileSync('package-lock.json');
const wanted = createHash('sha256').update(lock).digest('hex');

if (installed() !== wanted) {
	console.log('Installing the packages that package-lock.json names …');
	const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		stdio: 'inherit',
		shell: process.platform === 'win32',
	});
	if (status !== 0) process.exit(status ?? 1);
	writeFileSync(STAMP, wanted);
}

function installed() {
	try {
		return readFileSync(STAMP, 'utf8');
	} catch {
		return undefined;
	}
}
