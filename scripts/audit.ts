/**
 * Asks the registry for known faults of the packages in the lock file: `npm run audit`. Fails for a high or critical one.
 * Not every machine reaches a registry that answers this; the run then says so in so many words and goes on, except
 * with `--must-answer` and on the hosts' CI, where no answer is a failure.
 */
import { spawnSync } from 'node:child_process';
import { verdictOf, type Finding } from './audit/verdict.ts';

const mustAnswer =
	process.argv.includes('--must-answer') ||
	process.env['GITHUB_ACTIONS'] !== undefined ||
	process.env['GITLAB_CI'] !== undefined;

const { stdout } = spawnSync('npm', ['audit', '--json'], {
	encoding: 'utf8',
	maxBuffer: 2 ** 26,
	// What npm has to say beside its report.
	stdio: ['ignore', 'pipe', 'ignore'],
	shell: process.platform === 'win32',
	timeout: 60_000,
});
const verdict = verdictOf(stdout);

if (verdict.kind === 'no answer') {
	console.error(
		`NOT AUDITED: the registry did not answer which packages have known faults (${verdict.why}).`,
	);
	if (mustAnswer) process.exitCode = 1;
	else console.error('The rest of the tests does not depend on it. On GitHub and GitLab this is a failure.');
} else {
	for (const finding of verdict.let) console.log(`known, and let pass: ${lineOf(finding)}`);
	for (const finding of verdict.refused) console.error(`known fault: ${lineOf(finding)}`);
	console.log(`Audited ${verdict.packages} packages: ${verdict.refused.length} high or critical faults.`);
	if (verdict.refused.length > 0) process.exitCode = 1;
}

function lineOf({ name, severity, about }: Finding): string {
	return `${name} (${severity}): ${about.join('; ')}`;
}
