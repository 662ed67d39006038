import { parseCast } from '../recordings/asciicast.ts';
import { createEmulator } from './emulator.ts';
import { makeKeyFrames, type KeyFrame } from './key-frames.ts';
import { timelineOf } from './timeline.ts';

/** What the worker is asked: the recording, as the page got it, and the history that the page keeps. */
export interface KeyFrameRequest {
	text: string;
	/** Lines. */
	history: number;
}

// The worker's global scope; the types of a page are those of the rest of the folder.
const scope = self as unknown as {
	onmessage: ((event: MessageEvent<KeyFrameRequest>) => void) | null;
	postMessage(frame: KeyFrame): void;
	close(): void;
};

/** Makes the key frames of a long recording beside the page, which stays free to play it. */
scope.onmessage = ({ data: { text, history } }) => {
	const timeline = timelineOf(parseCast(text));
	const size = { cols: timeline.cols, rows: timeline.rows, history };
	void makeKeyFrames(
		timeline,
		() => createEmulator(size),
		(frame) => scope.postMessage(frame),
	).then(() => scope.close());
};
