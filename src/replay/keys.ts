/** Seconds that an arrow key moves. */
const KEY_SEEK = 5;

export interface KeyActions {
	togglePlay: () => void;
	step: (direction: -1 | 1) => void;
	/** Seconds, from where the replay is. */
	seekBy: (seconds: number) => void;
	close: () => void;
}

/**
 * What a key does in a replay, as players of terminal recordings have it: space, arrows, `[` `]`, and Escape to
 * close. A control keeps the keys that it needs itself.
 */
export function onReplayKey(event: KeyboardEvent, actions: KeyActions): void {
	const { target, key } = event;
	if (event.altKey || event.ctrlKey || event.metaKey) return;
	const ownsArrows = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
	const ownsSpace = ownsArrows || target instanceof HTMLButtonElement;
	const run = (action: () => void) => {
		event.preventDefault();
		action();
	};
	if (key === 'Escape') run(actions.close);
	else if (key === '[') run(() => actions.step(-1));
	else if (key === ']') run(() => actions.step(1));
	else if (key === ' ' && !ownsSpace) run(actions.togglePlay);
	else if (key === 'ArrowLeft' && !ownsArrows) run(() => actions.seekBy(-KEY_SEEK));
	else if (key === 'ArrowRight' && !ownsArrows) run(() => actions.seekBy(KEY_SEEK));
}
