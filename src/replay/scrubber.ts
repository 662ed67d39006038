import { clockText } from './clock-text.ts';
import type { Timeline } from './timeline.ts';

/** Where a recording is, and the way to anywhere in it. */
export interface Scrubber {
	element: HTMLElement;
	/**
	 * @param position in seconds
	 * @param plays whether it got there by itself
	 */
	update: (position: number, plays: boolean) => void;
}

/** A range input over ticks for the commands and gaps for silences, with a label for what is under the pointer. */
export function createScrubber(
	{ duration, commands, silences }: Timeline,
	onSeek: (seconds: number) => void,
): Scrubber {
	const input = document.createElement('input');
	input.type = 'range';
	input.min = '0';
	input.max = duration.toFixed(2);
	input.step = '0.05';
	input.ariaLabel = 'Position in the recording';

	const label = document.createElement('output');
	label.className = 'scrubber-label';
	label.hidden = true;
	// The slider's own value text says the same to a screen reader.
	label.ariaHidden = 'true';

	const element = document.createElement('div');
	element.className = 'track';
	const marks = [
		...silences.map(({ time }) => mark('silence', time / duration)),
		...commands.map(({ start }) => mark('tick', start / duration)),
	];
	element.append(...marks, input, label);

	const describe = (seconds: number) => {
		const command = commands.findLast(({ start }) => start <= seconds + 0.05);
		const silence = silences.find(({ time }) => Math.abs(time - seconds) < duration / 100);
		return [
			clockText(seconds),
			...(silence ? [`${Math.round(silence.leftOut)} s of waiting left out`] : []),
			...(command ? [command.label.split('\n')[0]!] : []),
		];
	};
	const showLabel = (seconds: number) => {
		label.textContent = describe(seconds).join(' · ');
		label.hidden = false;
		placeAt(label, seconds / duration);
	};
	const hideLabel = () => (label.hidden = !input.matches(':focus-visible'));
	/** What was told last, without the time. */
	let told: string | undefined;
	const tell = (seconds: number) => {
		const [time, ...rest] = describe(seconds);
		told = rest.join(', ');
		input.ariaValueText = [`${time!} of ${clockText(duration)}`, ...rest].join(', ');
	};
	input.addEventListener('input', () => {
		const seconds = Number(input.value);
		onSeek(seconds);
		showLabel(seconds);
		tell(seconds);
	});
	input.addEventListener('pointermove', ({ clientX }) => {
		const { left, width } = input.getBoundingClientRect();
		// The thumb's centre never gets nearer to an end than half its width.
		const share = (clientX - left - THUMB / 2) / (width - THUMB);
		showLabel(Math.max(0, Math.min(1, share)) * duration);
	});
	input.addEventListener('focus', () => {
		if (input.matches(':focus-visible')) showLabel(Number(input.value));
	});
	for (const leaving of ['pointerleave', 'blur']) input.addEventListener(leaving, hideLabel);

	return {
		element,
		update(position, plays) {
			// Its greatest value is the whole recording, however it was rounded.
			input.value = position >= duration ? input.max : String(position);
			// A screen reader reads each new value of a slider that has the focus: every second, while it plays. It is told
			// of the commands alone.
			const isListenedTo = plays && document.activeElement === input;
			if (!isListenedTo || describe(position).slice(1).join(', ') !== told) tell(position);
		},
	};
}

/** Pixels: controls.css makes the thumb so wide. */
const THUMB = 16;

function mark(kind: 'tick' | 'silence', share: number): HTMLElement {
	const element = document.createElement('span');
	element.className = kind;
	placeAt(element, share);
	return element;
}

/** Under the centre of the thumb; controls.css knows its width. */
function placeAt(element: HTMLElement, share: number): void {
	element.style.setProperty('--share', (Number.isFinite(share) ? share : 0).toFixed(4));
}
