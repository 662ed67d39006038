// Gets shellcheck for the tests of the check script where that is easy: as root on Debian and its like. Elsewhere those
// tests say that they were left out; it is no reason to fail.
import { spawnSync } from 'node:child_process';

const works = () => spawnSync('shellcheck', ['--version'], { stdio: 'ignore' }).status === 0;

if (!works() && process.getuid?.() === 0) {
	console.log('No shellcheck for the tests: apt-get install shellcheck …');
	const apt = (...args) =>
		spawnSync('apt-get', ['-qq', ...args], {
			stdio: 'inherit',
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	apt('update');
	apt('install', '-y', '--no-install-recommends', 'shellcheck');
}
