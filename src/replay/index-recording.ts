import { createEmulator } from './emulator.ts';
import {
	createKeyFrames,
	makeKeyFrames,
	outputLength,
	SHORT,
	type KeyFrame,
	type KeyFrames,
} from './key-frames.ts';
import type { KeyFrameRequest } from './key-frame-worker.ts';
import type { Timeline } from './timeline.ts';

export interface RecordingIndex {
	frames: KeyFrames;
	/** Lines of history that a terminal of this recording keeps. */
	history: number;
	/** Ends what is still being made. */
	dispose(): void;
}

/** Lines of history of a recording that is short, and of one that is long: with each key frame its history is restored too. */
const HISTORY = { short: 1000, long: 100 };

/**
 * Key frames for a recording that is long enough to need them. They are made in a worker; where there can be none (a
 * page opened from disk, a player from another origin) in between, on the page's own time.
 *
 * @param url where the recording was loaded from
 */
export function indexRecording(timeline: Timeline, url: string): RecordingIndex {
	const frames = createKeyFrames();
	if (outputLength(timeline) <= SHORT) return { frames, history: HISTORY.short, dispose() {} };
	const history = HISTORY.long;
	let wanted = true;
	const makeHere = () =>
		void makeKeyFrames(
			timeline,
			() => createEmulator({ cols: timeline.cols, rows: timeline.rows, history }),
			(frame) => frames.add(frame),
			() => wanted,
		);
	let worker: Worker | undefined;
	try {
		worker = new Worker(new URL('./key-frame-worker.ts', import.meta.url), { type: 'module' });
		worker.onmessage = ({ data }: MessageEvent<KeyFrame>) => frames.add(data);
		worker.onerror = () => {
			if (wanted && !frames.before(Infinity)) makeHere();
		};
		worker.postMessage({ url: new URL(url, location.href).href, history } satisfies KeyFrameRequest);
	} catch {
		makeHere();
	}
	return {
		frames,
		history,
		dispose() {
			wanted = false;
			worker?.terminate();
		},
	};
}
