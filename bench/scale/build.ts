import { spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a build took of the machine. */
export interface Cost {
	/** Seconds by the clock. */
	'build, by the clock': number;
	/** Seconds of all processors together, in the build and what it started. */
	'build, processor time': number;
	/** Bytes that it had in memory at most. */
	'build, memory': number;
}

const ASTRO = path.resolve(import.meta.dirname, '../../node_modules/.bin/astro');
/** How often memory and time are read off, in milliseconds. */
const EVERY = 100;
/** Linux counts a process's time in hundredths of a second: sysconf(_SC_CLK_TCK), which is 100 on all its machines. */
const TICKS = 100;

/**
 * Builds a project, as `npm run build` does. What it costs is read from /proc, so this runs on Linux alone.
 *
 * @param heap megabytes that Node may use
 * @throws {Error} when the build fails; its output is in `build.log` in the folder
 */
export async function build(folder: string, heap: number): Promise<Cost> {
	const start = performance.now();
	const log = path.join(folder, 'build.log');
	const output = openSync(log, 'w');
	const child = spawn(process.execPath, [`--max-old-space-size=${heap}`, ASTRO, 'build'], {
		cwd: folder,
		stdio: ['ignore', output, output],
		// A PDF of a thousand chapters is nobody's.
		env: { ...process.env, SOURCE_DATE_EPOCH: '946684800', ASTRO_TELEMETRY_DISABLED: '1', PDF: 'no' },
	});
	let memory = 0;
	let ticks = 0;
	const timer = setInterval(() => {
		try {
			const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
			memory = Math.max(memory, Number(/^VmHWM:\s+(\d+) kB/mu.exec(status)?.[1] ?? 0) * 1024);
			// After the name in brackets, which may have anything in it: utime, stime and those of ended children are fields 14 to 17 (proc(5)).
			const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
				.replace(/^.*\) /su, '')
				.split(' ');
			ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
		} catch {
			// It has just ended.
		}
	}, EVERY);
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	clearInterval(timer);
	if (code !== 0)
		throw new Error(`The build has failed:\n${readFileSync(log, 'utf8').split('\n').slice(-20).join('\n')}`);
	return {
		'build, by the clock': (performance.now() - start) / 1000,
		'build, processor time': ticks / TICKS,
		'build, memory': memory,
	};
}
