import { execFileSync } from 'node:child_process';

/**
 * When the source of the book is from: `SOURCE_DATE_EPOCH` (seconds since 1970), else the commit that is checked out;
 * so two builds of one commit say the same. `undefined` without git, or in a copy of the files without their history.
 */
export function sourceTime(): Date | undefined {
	const seconds = process.env['SOURCE_DATE_EPOCH'] ?? commitTime();
	return seconds === undefined ? undefined : new Date(Number(seconds) * 1000);
}

function commitTime(): string | undefined {
	try {
		return execFileSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8', stdio: 'pipe' }).trim();
	} catch {
		return undefined;
	}
}
