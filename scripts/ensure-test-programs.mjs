// Gets the programs that some tests hold the book against, where that is easy: as root on Debian and its like. Elsewhere
// those tests say that they were left out; it is no reason to fail.
import { spawnSync } from 'node:child_process';
import { installOnDebian } from './install-on-debian.mjs';

/** By the package that has it: a call that fails only where the program is missing. */
const PROGRAMS = {
	shellcheck: ['shellcheck', '--version'],
	'poppler-utils': ['pdftotext', '-v'],
	curl: ['curl', '--version'],
	tar: ['tar', '--version'],
	python3: ['python3', '--version'],
	'nginx-light': ['sh', '-c', 'PATH=$PATH:/usr/sbin exec nginx -v'],
	// The monospace of the pictures in e2e/visual/pictures.
	'fonts-dejavu-core': ['test', '-e', '/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf'],
};

installOnDebian(
	Object.entries(PROGRAMS)
		.filter(([, [program, ...args]]) => spawnSync(program, args, { stdio: 'ignore' }).status !== 0)
		.map(([name]) => name),
);
