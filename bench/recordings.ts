import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pty from '@lydell/node-pty';
import { formatCast, type Cast, type CastEvent } from '../src/recordings/asciicast.ts';

const COLS = 80;
const ROWS = 24;
/** Characters and seconds of the long recording. */
const LONG = { size: 10_000_000, duration: 3600 };

/** A recording to measure with. */
export interface BenchRecording {
	name: string;
	/** How it was made. */
	origin: string;
	text: string;
}

/** All of them; what prints is always a program that was really run. */
export async function makeRecordings(): Promise<BenchRecording[]> {
	const short = path.resolve(
		import.meta.dirname,
		'../content/recordings/first-containers/name-clash.podman.cast',
	);
	return [
		{ name: 'short', origin: 'a recording of the book', text: readFileSync(short, 'utf8') },
		{
			name: 'progress',
			origin: 'dd, its progress, for 5 seconds',
			text: formatCast(
				await record('dd if=/dev/zero of=/dev/null bs=64k status=progress & sleep 5; kill $!'),
			),
		},
		{
			name: 'full screen',
			origin: 'top, for 5 seconds',
			text: formatCast(await record('top -d 0.5 -n 10')),
		},
		{
			name: 'long',
			origin: 'ls -lR, in colours, again and again; its times are spread evenly over an hour',
			text: formatCast(longCast()),
		},
	];
}

/** Runs a command in a terminal, and keeps what it prints, when. */
function record(command: string): Promise<Cast> {
	return new Promise((resolve) => {
		const events: CastEvent[] = [];
		const start = performance.now();
		const shell = pty.spawn('sh', ['-c', command], { cols: COLS, rows: ROWS, name: 'xterm-256color' });
		shell.onData((data) => events.push({ time: (performance.now() - start) / 1000, code: 'o', data }));
		shell.onExit(() => resolve(castOf(events)));
	});
}

function longCast(): Cast {
	const listing = execFileSync('ls', ['-lR', '--color=always', '/usr/lib', '/etc'], {
		encoding: 'utf8',
		maxBuffer: 1 << 30,
		// What may not be read is left out, as on any machine.
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const lines = listing
		.repeat(Math.ceil(LONG.size / listing.length))
		.slice(0, LONG.size)
		.split('\n');
	const step = LONG.duration / lines.length;
	return castOf(lines.map((line, index) => ({ time: index * step, code: 'o', data: `${line}\r\n` })));
}

function castOf(events: CastEvent[]): Cast {
	return { cols: COLS, rows: ROWS, idleTimeLimit: undefined, header: {}, events };
}
