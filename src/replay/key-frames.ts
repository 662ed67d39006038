import type { Timeline } from './timeline.ts';
import { sameScreen, type Emulator } from './emulator.ts';
import { showEvents } from './player.ts';

/** What a terminal showed after so many events, so that a seek need not start at the beginning. */
export interface KeyFrame {
	/** Index of the first event that is not in it. */
	next: number;
	/** Columns. */
	cols: number;
	/** Rows. */
	rows: number;
	/** Escape sequences and text that make an empty terminal of that size look so. */
	content: string;
}

/** The key frames of a recording, in their order. */
export interface KeyFrames {
	add(frame: KeyFrame): void;
	/** The last one that holds no more than the first `index` events. */
	before(index: number): KeyFrame | undefined;
}

/** Characters of output between two key frames: parsing as many takes a few milliseconds. */
const SPACING = 32_768;
/** At most so many key frames, however long a recording is, so that memory is bounded: they lie further apart then. */
const MOST_FRAMES = 512;
/** Characters of output that are played from the beginning without a reader's noticing: shorter recordings need no key frames. */
export const SHORT = 100_000;

export function createKeyFrames(): KeyFrames {
	const frames: KeyFrame[] = [];
	return {
		add: (frame) => frames.push(frame),
		before: (index) => frames.findLast(({ next }) => next <= index),
	};
}

/** Characters that a recording prints. */
export function outputLength({ events }: Timeline): number {
	return events.reduce((sum, { code, data }) => (code === 'o' ? sum + data.length : sum), 0);
}

/**
 * Plays a recording once, unseen, and tells each key frame as soon as it is made. Each is tried out first: what does
 * not restore every cell is no key frame.
 *
 * @param createEmulator makes a new one, as the recording is shown in
 * @param isWanted asked between key frames; `false` ends it
 */
export async function makeKeyFrames(
	timeline: Timeline,
	createEmulator: () => Emulator,
	onFrame: (frame: KeyFrame) => void,
	isWanted: () => boolean = () => true,
): Promise<void> {
	const { events } = timeline;
	const [emulator, trial] = [createEmulator(), createEmulator()];
	const spacing = Math.max(SPACING, outputLength(timeline) / MOST_FRAMES);
	let from = 0;
	let length = 0;
	for (let index = 0; index < events.length && isWanted(); index++) {
		const { code, data } = events[index]!;
		if (code === 'o') length += data.length;
		if (length < spacing) continue;
		showEvents(emulator, events, from, index + 1);
		await emulator.settled();
		from = index + 1;
		const content = emulator.state();
		// In a state that cannot be written down: the next event may lead out of it.
		if (content === undefined) continue;
		const { cols, rows } = emulator.terminal;
		const frame = { next: from, cols, rows, content };
		trial.restore(frame);
		await trial.settled();
		if (!sameScreen(emulator.terminal, trial.terminal)) {
			length -= spacing / 8;
			continue;
		}
		onFrame(frame);
		length = 0;
	}
	emulator.dispose();
	trial.dispose();
}
