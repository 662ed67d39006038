import type { CastEvent } from '../recordings/asciicast.ts';
import type { KeyFrame } from './key-frames.ts';
import type { Timeline } from './timeline.ts';

/**
 * What plays a recording, without a screen: it knows where it is, and asks a clock when to go on.
 *
 *   from \ by | play             | pause  | seek             | restart | last event
 *   paused    | playing          | paused | paused           | playing | –
 *   playing   | playing          | paused | playing or ended | playing | ended
 *   ended     | playing (from 0) | ended  | paused or ended  | playing | –
 *
 * A seek to the very end leads to `ended` from wherever it is made.
 */
export type PlayerState = 'paused' | 'playing' | 'ended';

/** What the player needs of time, so that a test can be the clock. */
export interface Clock {
	/** Seconds, from anywhere, only ever growing. */
	now(): number;
	/** Calls back once after so many seconds; the result calls it off. */
	after(seconds: number, callback: () => void): () => void;
}

/** Where a recording is shown. */
export interface Screen {
	/** Empties it and its history, and gives it this size. */
	reset(cols: number, rows: number): void;
	write(data: string): void;
	resize(cols: number, rows: number): void;
	/** Shows what a key frame holds, whatever it showed before. */
	restore(frame: KeyFrame): void;
}

export interface Player {
	readonly state: PlayerState;
	/** Seconds, after long silences have been shortened. */
	readonly duration: number;
	readonly timeline: Timeline;
	/** Seconds. */
	readonly position: number;
	/** Seconds of recording per second. */
	speed: number;
	/** Whether the typing of commands is passed over while it plays. */
	skipTyping: boolean;
	play(): void;
	pause(): void;
	/** Plays from 0. */
	restart(): void;
	/** Shows what the screen showed at that time (seconds; out of range means the nearer end). */
	seek(time: number): void;
	/** Pauses, and shows one output less (-1) or more (+1). */
	frame(direction: -1 | 1): void;
	/** Shows again, on a screen that is new, what belongs to where it is. */
	showAgain(): void;
}

export interface PlayerOptions {
	/** Told whenever the state changes, after a seek, and when a command begins or ends while it plays. */
	onChange: () => void;
	/** The last key frame that holds no more than the first `index` events; none is fine. */
	frameBefore?: (index: number) => KeyFrame | undefined;
}

export const systemClock: Clock = {
	now: () => performance.now() / 1000,
	after(seconds, callback) {
		const timer = setTimeout(callback, seconds * 1000);
		return () => clearTimeout(timer);
	},
};

export function createPlayer(
	timeline: Timeline,
	screen: Screen,
	clock: Clock,
	{ onChange, frameBefore = () => undefined }: PlayerOptions,
): Player {
	const { events, commands, duration } = timeline;
	/** When something is to be told: commands begin, run and end. */
	const news = new Set(commands.flatMap(({ start, runs, end }) => [start, runs, end]));

	let state: PlayerState = 'paused';
	let speed = 1;
	let skipTyping = false;
	/** Index of the next event to be shown. */
	let next = 0;
	/** The position when the clock was last looked at, and that moment. */
	let position = 0;
	let lookedAt = 0;
	let callOff = () => {};

	const enter = (to: PlayerState) => {
		state = to;
		onChange();
	};
	const currentPosition = () =>
		state === 'playing' ? Math.min(duration, position + (clock.now() - lookedAt) * speed) : position;
	/** Settles the position, so that the clock counts from here on. */
	const settle = (at: number) => {
		position = at;
		lookedAt = clock.now();
	};
	/** @returns whether it still plays then */
	const showUntil = (time: number): boolean => {
		const end = countUntil(events, time);
		const told = events.slice(next, end).some((event) => news.has(event.time));
		showEvents(screen, events, next, end);
		next = end;
		if (told && state === 'playing') onChange();
		return state === 'playing';
	};
	const go = () => {
		if (state !== 'playing') return; // paused by a listener
		const now = currentPosition();
		const typing = skipTyping ? commands.find(({ start, runs }) => start <= now && now < runs) : undefined;
		settle(typing ? typing.runs : now);
		if (!showUntil(position)) return; // paused by a listener
		if (next >= events.length) {
			settle(duration);
			enter('ended');
		} else {
			callOff = clock.after((events[next]!.time - position) / speed, go);
		}
	};
	/** A terminal cannot run backwards: it starts from a key frame, or from nothing. */
	const show = (time: number) => {
		const end = countUntil(events, time);
		const frame = frameBefore(end);
		if (frame && (end < next || frame.next > next)) {
			screen.restore(frame);
			next = frame.next;
		} else if (end < next) {
			screen.reset(timeline.cols, timeline.rows);
			next = 0;
		}
		showEvents(screen, events, next, end);
		next = end;
	};
	const seek = (time: number) => {
		const to = Math.max(0, Math.min(duration, time));
		callOff();
		settle(to);
		show(to);
	};

	return {
		get state() {
			return state;
		},
		get position() {
			return currentPosition();
		},
		get speed() {
			return speed;
		},
		set speed(value) {
			settle(currentPosition());
			speed = value;
			if (state === 'playing') {
				callOff();
				go();
			}
		},
		get skipTyping() {
			return skipTyping;
		},
		set skipTyping(value) {
			skipTyping = value;
			if (state === 'playing') {
				callOff();
				go();
			}
		},
		duration,
		timeline,
		play() {
			if (state === 'playing') return;
			if (state === 'ended') seek(0);
			settle(position);
			enter('playing');
			go();
		},
		pause() {
			if (state !== 'playing') return;
			callOff();
			settle(currentPosition());
			enter('paused');
		},
		restart() {
			seek(0);
			enter('playing');
			go();
		},
		seek(time) {
			seek(time);
			if (position >= duration) enter('ended');
			else if (state === 'playing') {
				onChange();
				go();
			} else enter('paused');
		},
		showAgain() {
			next = Infinity;
			show(currentPosition());
		},
		frame(direction) {
			const from = currentPosition();
			const isOther = ({ code, time }: CastEvent) =>
				code === 'o' && (direction > 0 ? time > from : time < from);
			const found = direction > 0 ? events.find(isOther) : events.findLast(isOther);
			seek(found?.time ?? (direction > 0 ? duration : 0));
			enter(position >= duration ? 'ended' : 'paused');
		},
	};
}

/** How many events have happened at that time: events of that very time have. */
function countUntil(events: readonly CastEvent[], time: number): number {
	let low = 0;
	let high = events.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (events[middle]!.time <= time) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Gives the screen the events from `from` up to `to`, outputs that follow each other in one piece. */
export function showEvents(
	screen: Pick<Screen, 'write' | 'resize'>,
	events: readonly CastEvent[],
	from: number,
	to: number,
): void {
	let output: string[] = [];
	const flush = () => {
		if (output.length > 0) screen.write(output.join(''));
		output = [];
	};
	for (let index = from; index < to; index++) {
		const { code, data } = events[index]!;
		if (code === 'o') output.push(data);
		if (code === 'r') {
			flush();
			const [cols, rows] = data.split('x').map(Number);
			if (cols && rows) screen.resize(cols, rows);
		}
	}
	flush();
}
