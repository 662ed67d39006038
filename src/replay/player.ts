import type { Cast, CastEvent } from '../recordings/asciicast.ts';

/**
 * What plays a recording, without a screen: it knows where it is, and asks a clock when to go on.
 *
 *            play                 pause
 *   paused ───────▶ playing ───────────▶ paused
 *     ▲                │ last event          │ play
 *     │ seek           ▼                     ▼
 *   ended ◀─────── ended               playing
 *     └── play: starts again from 0
 *
 * `seek` keeps `playing` playing; from `ended` it leads to `paused`.
 */
export type PlayerState = 'paused' | 'playing' | 'ended';

/** A command, or a line of a session, at which a replay can start. */
export interface Stop {
	label: string;
	/** Seconds on the player's time line. */
	time: number;
}

/** What the player needs of time, so that a test can be the clock. */
export interface Clock {
	/** Seconds, from anywhere, only ever growing. */
	now(): number;
	/** Calls back once after so many seconds; the result calls it off. */
	after(seconds: number, callback: () => void): () => void;
}

/** Where a recording is shown. */
export interface Screen {
	/** Empties it and its history. */
	reset(): void;
	write(data: string): void;
	resize(cols: number, rows: number): void;
}

export interface Player {
	readonly state: PlayerState;
	/** Seconds, after idle stretches have been shortened. */
	readonly duration: number;
	readonly stops: readonly Stop[];
	/** Seconds. */
	readonly position: number;
	speed: number;
	play(): void;
	pause(): void;
	/** Shows what the screen showed at that time (seconds; out of range means the nearer end). */
	seek(time: number): void;
}

export const systemClock: Clock = {
	now: () => performance.now() / 1000,
	after(seconds, callback) {
		const timer = setTimeout(callback, seconds * 1000);
		return () => clearTimeout(timer);
	},
};

/**
 * @param onChange told whenever the state changes or a stop is passed
 */
export function createPlayer(cast: Cast, screen: Screen, clock: Clock, onChange: () => void): Player {
	const events = shortenIdle(cast);
	const duration = events.at(-1)?.time ?? 0;
	const stops = events
		.filter(({ code }) => code === 'm')
		.map(({ data, time }): Stop => ({ label: data, time }));

	let state: PlayerState = 'paused';
	let speed = 1;
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
	const show = ({ code, data }: CastEvent) => {
		if (code === 'o') screen.write(data);
		if (code === 'r') {
			const [cols, rows] = data.split('x').map(Number);
			if (cols && rows) screen.resize(cols, rows);
		}
		if (code === 'm' && state === 'playing') onChange();
	};
	const showUntil = (time: number) => {
		position = time;
		while (next < events.length && events[next]!.time <= time) show(events[next++]!);
	};
	const currentPosition = () =>
		state === 'playing' ? Math.min(duration, position + (clock.now() - lookedAt) * speed) : position;
	const go = () => {
		const now = currentPosition();
		lookedAt = clock.now();
		showUntil(now);
		if (state !== 'playing') return; // paused by a listener
		if (next >= events.length) {
			position = duration;
			enter('ended');
		} else {
			callOff = clock.after((events[next]!.time - now) / speed, go);
		}
	};
	const rewind = () => {
		next = 0;
		screen.resize(cast.cols, cast.rows);
		screen.reset();
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
			position = currentPosition();
			lookedAt = clock.now();
			speed = value;
			if (state === 'playing') {
				callOff();
				go();
			}
		},
		duration,
		stops,
		play() {
			if (state === 'playing') return;
			if (state === 'ended') {
				rewind();
				position = 0;
			}
			lookedAt = clock.now();
			enter('playing');
			go();
		},
		pause() {
			if (state !== 'playing') return;
			callOff();
			position = currentPosition();
			enter('paused');
		},
		seek(time) {
			const to = Math.max(0, Math.min(duration, time));
			callOff();
			// A terminal cannot run backwards: it starts again, and gets all that came before at once.
			if (to < currentPosition()) rewind();
			lookedAt = clock.now();
			showUntil(to);
			if (state === 'playing') go();
			else enter('paused');
		},
	};
}

/** Events with no pause longer than the recording allows; markers stay with what follows them. */
function shortenIdle({ events, idleTimeLimit = Infinity }: Cast): CastEvent[] {
	let cut = 0;
	let previous = 0;
	return events.map((event) => {
		cut += Math.max(0, event.time - previous - idleTimeLimit);
		previous = event.time;
		return { ...event, time: event.time - cut };
	});
}
