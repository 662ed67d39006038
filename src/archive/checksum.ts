import { createHash } from 'node:crypto';

/** A line as `sha256sum` prints and checks it: https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html */
export function checksumLine(name: string, bytes: Uint8Array): string {
	return `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
}
