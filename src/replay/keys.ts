/** What a key can do to a replay. */
export type KeyAction =
	| { do: 'togglePlay' | 'restart' | 'toggleFullscreen' | 'toggleHelp' | 'close' }
	| { do: 'step' | 'frame' | 'changeSpeed' | 'scroll'; by: -1 | 1 }
	/** Seconds. */
	| { do: 'seekBy'; by: number }
	/** Share of the recording, from 0 to 1. */
	| { do: 'seekTo' | 'seekByShare'; share: number };

/** What has the focus: some controls need keys themselves. */
export type KeyTarget = 'slider' | 'select' | 'button' | 'other';

/** A line of the list of keys, and what they do. */
interface Binding {
	/** As they are shown. */
	keys: string;
	what: string;
	/** `KeyboardEvent.key`, with `Shift+` where it matters. */
	actions: Record<string, KeyAction>;
}

/** Seconds that an arrow key moves. */
const ARROW = 5;
/** Share of the recording that an arrow key with Shift moves. */
const LEAP = 0.1;

const digits = Array.from({ length: 10 }, (_, digit): [string, KeyAction] => [
	String(digit),
	{ do: 'seekTo', share: digit / 10 },
]);

/** The keys of asciinema's player, and some more: https://docs.asciinema.org/manual/player/shortcuts/ */
export const BINDINGS: readonly Binding[] = [
	{ keys: 'Space', what: 'Play or pause', actions: { ' ': { do: 'togglePlay' } } },
	{
		keys: '[ ]',
		what: 'Previous or next command',
		actions: { '[': { do: 'step', by: -1 }, ']': { do: 'step', by: 1 } },
	},
	{
		keys: '← →',
		what: 'Back or on by 5 seconds',
		actions: { ArrowLeft: { do: 'seekBy', by: -ARROW }, ArrowRight: { do: 'seekBy', by: ARROW } },
	},
	{
		keys: 'Shift + ← →',
		what: 'Back or on by a tenth',
		actions: {
			'Shift+ArrowLeft': { do: 'seekByShare', share: -LEAP },
			'Shift+ArrowRight': { do: 'seekByShare', share: LEAP },
		},
	},
	{
		keys: ', .',
		what: 'One output back or on, paused',
		actions: { ',': { do: 'frame', by: -1 }, '.': { do: 'frame', by: 1 } },
	},
	{ keys: '0 … 9', what: 'To that tenth of the recording', actions: Object.fromEntries(digits) },
	{
		keys: 'Home End',
		what: 'To the beginning or the end',
		actions: { Home: { do: 'seekTo', share: 0 }, End: { do: 'seekTo', share: 1 } },
	},
	{
		keys: '< >',
		what: 'Slower or faster',
		actions: { '<': { do: 'changeSpeed', by: -1 }, '>': { do: 'changeSpeed', by: 1 } },
	},
	{ keys: 'R', what: 'Restart', actions: { r: { do: 'restart' } } },
	{
		keys: 'Page up, Page down',
		what: 'Scroll the terminal',
		actions: { PageUp: { do: 'scroll', by: -1 }, PageDown: { do: 'scroll', by: 1 } },
	},
	{ keys: 'F', what: 'Full screen', actions: { f: { do: 'toggleFullscreen' } } },
	{ keys: '?', what: 'These keys', actions: { '?': { do: 'toggleHelp' } } },
	{ keys: 'Esc', what: 'Close', actions: { Escape: { do: 'close' } } },
];

const ACTIONS = new Map(BINDINGS.flatMap(({ actions }) => Object.entries(actions)));

/** Keys that each control keeps for itself. */
const OWN_KEYS: Record<KeyTarget, RegExp> = {
	slider: /^(?:Shift\+)?(?:Arrow\w+|Home|End|Page\w+)$/u,
	// Letters and digits choose an option.
	select: /^(?:Shift\+)?(?:Arrow\w+|Home|End|Page\w+|.)$/u,
	button: /^ $/u,
	other: /^$/u,
};

/**
 * What a key does, pressed where the focus is on such a control; `undefined` for nothing.
 *
 * @param event of which only the key and its modifiers count
 */
export function actionOf(
	{
		key,
		shiftKey,
		altKey,
		ctrlKey,
		metaKey,
	}: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey'>,
	target: KeyTarget,
): KeyAction | undefined {
	if (altKey || ctrlKey || metaKey) return undefined;
	const isNamed = key.length > 1;
	const name = isNamed && shiftKey ? `Shift+${key}` : key.length === 1 ? key.toLowerCase() : key;
	return OWN_KEYS[target].test(name) ? undefined : ACTIONS.get(name);
}

export function targetOf(target: EventTarget | null): KeyTarget {
	if (target instanceof HTMLInputElement) return target.type === 'range' ? 'slider' : 'button';
	if (target instanceof HTMLSelectElement) return 'select';
	// A summary and a link are pressed as a button is; Space on a link does nothing, which is what its reader expects.
	return target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement ? 'button' : 'other';
}
