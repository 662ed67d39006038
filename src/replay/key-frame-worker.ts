import { createEmulator } from './emulator.ts';
import { makeKeyFrames, type KeyFrame } from './key-frames.ts';
import { loadCast } from './load.ts';
import { timelineOf } from './timeline.ts';

/** What the worker is asked: where the recording is, and the history that the page keeps. */
export interface KeyFrameRequest {
	url: string;
	/** Lines. */
	history: number;
}

// The worker's global scope; the types of a page are those of the rest of the folder.
const scope = self as unknown as {
	onmessage: ((event: MessageEvent<KeyFrameRequest>) => void) | null;
	postMessage(frame: KeyFrame): void;
	close(): void;
};

// Makes the key frames of a long recording beside the page, which stays free to play it.
scope.onmessage = ({ data }) => void makeAll(data);

async function makeAll({ url, history }: KeyFrameRequest): Promise<void> {
	const timeline = timelineOf(await loadCast(url));
	const size = { cols: timeline.cols, rows: timeline.rows, history };
	await makeKeyFrames(
		timeline,
		() => createEmulator(size),
		(frame) => scope.postMessage(frame),
	);
	scope.close();
}
