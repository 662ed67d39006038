import type { Cast, CastEvent } from '../recordings/asciicast.ts';

/** A command, or a line typed into one, at which a replay can start. */
export interface Command {
	label: string;
	/** Seconds on the time line: typing begins. */
	start: number;
	/** Seconds: the line has been typed, and runs. */
	runs: number;
	/** Seconds; `undefined` where the recording does not say (a line typed into a program, a cast of someone else's). */
	end: number | undefined;
	exitStatus: number | undefined;
}

/** Where the recording was silent for longer than its limit, and the rest was left out. */
export interface Silence {
	/** Seconds on the time line. */
	time: number;
	/** Seconds that were left out there. */
	leftOut: number;
}

/** A recording laid out for playing: long silences shortened, commands found. */
export interface Timeline {
	/** Columns at the start. */
	cols: number;
	/** Rows at the start. */
	rows: number;
	/** Seconds. */
	duration: number;
	/** In the order of their times; times are those of the time line. */
	events: readonly CastEvent[];
	commands: readonly Command[];
	silences: readonly Silence[];
}

/** OSC 133, the marks of shell integration: C before a command's output, D;status after it. */

const SHELL_MARKS = /\u001B\]133;(?:(C)|D;(\d+))[^\u0007\u001B]*(?:\u0007|\u001B\\)/gu;

export function timelineOf(cast: Cast): Timeline {
	const { events, silences } = shortenSilences(cast);
	return {
		cols: cast.cols,
		rows: cast.rows,
		duration: events.at(-1)?.time ?? 0,
		events,
		silences,
		commands: commandsIn(events),
	};
}

/** Events with no silence longer than the recording allows; markers stay with what follows them. */
function shortenSilences({ events, idleTimeLimit = Infinity }: Cast): Pick<Timeline, 'events' | 'silences'> {
	const silences: Silence[] = [];
	let cut = 0;
	let previous = 0;
	const shortened = events.map((event) => {
		// A version 2 recording may step back in time: then nothing has passed.
		const time = Math.max(previous, event.time);
		const leftOut = Math.max(0, time - previous - idleTimeLimit);
		if (leftOut > 0) silences.push({ time: previous - cut + idleTimeLimit, leftOut });
		cut += leftOut;
		previous = time;
		return { ...event, time: time - cut };
	});
	return { events: shortened, silences };
}

/** Where the shell marks its commands, they say when one runs and how it ended; else the first newline does the former. */
function commandsIn(events: readonly CastEvent[]): Command[] {
	const commands: Command[] = [];
	const marked = events.some(({ code, data }) => code === 'o' && data.includes('\u001B]133;C'));
	/** The command that the shell runs; lines typed meanwhile go to it. */
	let running: Command | undefined;
	let typed: Command | undefined;
	for (const { time, code, data } of events) {
		if (code === 'm') {
			typed = { label: data, start: time, runs: time, end: undefined, exitStatus: undefined };
			commands.push(typed);
		} else if (code === 'o') {
			if (typed && (running ?? !marked) && data.includes('\n')) {
				typed.runs = time;
				typed = undefined;
			}
			for (const [, starts, status] of data.matchAll(SHELL_MARKS)) {
				if (starts && typed) {
					typed.runs = time;
					running = typed;
					typed = undefined;
				} else if (status !== undefined && running) {
					running.end = time;
					running.exitStatus = Number(status);
					running = undefined;
				}
			}
		}
	}
	return commands;
}
