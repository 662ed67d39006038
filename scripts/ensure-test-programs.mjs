// Gets the programs that some tests hold the book against, where that is easy: as root on Debian and its like. Elsewhere
// those tests say that they were left out; it is no reason to fail.
import { spawnSync } from 'node:child_process';

/** By the package that has it: a call that fails only where the program is missing. */
const PROGRAMS = { shellcheck: ['shellcheck', '--version'], 'poppler-utils': ['pdftotext', '-v'] };

const missing = Object.entries(PROGRAMS)
	.filter(([, [program, ...args]]) => spawnSync(program, args, { stdio: 'ignore' }).status !== 0)
	.map(([name]) => name);

if (missing.length > 0 && process.getuid?.() === 0) {
	console.log(`For the tests: apt-get install ${missing.join(' ')} …`);
	const apt = (...args) =>
		spawnSync('apt-get', ['-qq', ...args], {
			stdio: 'inherit',
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	apt('update');
	apt('install', '-y', '--no-install-recommends', ...missing);
}
