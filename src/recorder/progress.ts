import { clearScreenDown, cursorTo, moveCursor } from 'node:readline';
import type { WriteStream } from 'node:tty';

/** What a person who watches is told. A log gets what stays; a terminal also sees what is going on. */
export interface Progress {
	/** A line that stays. */
	say(line: string): void;
	/** What is going on under a name now; undefined when it has ended. */
	now(name: string, what: string | undefined): void;
	/** Nothing is going on any more. */
	end(): void;
}

/** Milliseconds between two looks at the clock. */
const TICK = 1000;

export function logProgress(write: (line: string) => void): Progress {
	return { say: write, now: () => {}, end: () => {} };
}

/** A line for each thing that is going on, below the lines that stay, with the time since the start. */
export function terminalProgress(terminal: WriteStream): Progress {
	const started = performance.now();
	const going = new Map<string, string>();
	let drawn = 0;

	const clear = () => {
		moveCursor(terminal, 0, -drawn);
		cursorTo(terminal, 0);
		clearScreenDown(terminal);
		drawn = 0;
	};
	const draw = () => {
		clear();
		const elapsed = clockOf(performance.now() - started);
		const lines = [...going].map(([name, what]) => `${elapsed}  ${name} · ${what}`);
		for (const line of lines) terminal.write(`${fit(line, terminal.columns)}\n`);
		drawn = lines.length;
	};
	const timer = setInterval(draw, TICK);
	return {
		say(line) {
			clear();
			terminal.write(`${line}\n`);
			draw();
		},
		now(name, what) {
			if (what === undefined) going.delete(name);
			else going.set(name, what.replaceAll(/\s+/gu, ' '));
			draw();
		},
		end() {
			clearInterval(timer);
			clear();
		},
	};
}

/** Milliseconds as minutes and seconds: `3:07`. */
function clockOf(milliseconds: number): string {
	const seconds = Math.floor(milliseconds / 1000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A line that wraps could not be cleared again. */
function fit(line: string, columns: number): string {
	return line.length < columns ? line : `${line.slice(0, columns - 2)}…`;
}
