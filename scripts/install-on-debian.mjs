import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether packages can be installed here without asking anyone: as root on Debian and its like. */
export function canInstall() {
	return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/**
 * Installs packages of Debian where that can be done; elsewhere does nothing. Whether it has worked shows in whether the
 * programs are there.
 *
 * @param {readonly string[]} packages
 */
export function installOnDebian(packages) {
	if (packages.length === 0 || !canInstall()) return;
	console.log(`For the tests: apt-get install ${packages.join(' ')} …`);
	/** @param {string[]} args */
	const apt = (...args) =>
		spawnSync('apt-get', ['-qq', ...args], {
			stdio: 'inherit',
			// A program of the tests is no service of this machine: systemd is not asked to start it.
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', SYSTEMD_OFFLINE: '1' },
		});
	apt('update');
	apt('install', '-y', '--no-install-recommends', ...packages);
}
