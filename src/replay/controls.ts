import type { Player } from './player.ts';

const SPEEDS = [0.5, 1, 1.5, 2, 4];

export interface Actions {
	togglePlay: () => void;
	/** To the previous (-1) or next (+1) command. */
	step: (direction: -1 | 1) => void;
	seek: (seconds: number) => void;
	setSpeed: (speed: number) => void;
	close: () => void;
}

/** The row of controls under a replay. */
export interface Controls {
	element: HTMLElement;
	/** Brings them in line with the player. */
	update: () => void;
	/** Puts the focus on play and pause. */
	focus: () => void;
}

export function createControls(player: Player, actions: Actions): Controls {
	const element = document.createElement('div');
	element.className = 'controls';
	element.role = 'group';
	element.ariaLabel = 'Replay controls';

	const previous = button('Previous command', 'icon-previous', () => actions.step(-1));
	const toggle = button('Pause', 'icon-pause', actions.togglePlay);
	const next = button('Next command', 'icon-next', () => actions.step(1));
	const close = button('Close the replay', 'icon-close', actions.close);

	const scrubber = document.createElement('input');
	scrubber.type = 'range';
	scrubber.min = '0';
	scrubber.max = player.duration.toFixed(2);
	scrubber.step = '0.05';
	scrubber.ariaLabel = 'Position in the recording';
	scrubber.addEventListener('input', () => actions.seek(Number(scrubber.value)));
	const track = document.createElement('div');
	track.className = 'track';
	track.append(scrubber, ...player.stops.map(({ time }) => tick(time / player.duration)));

	const time = document.createElement('span');
	time.className = 'time';

	const speed = document.createElement('select');
	speed.ariaLabel = 'Speed';
	speed.append(...SPEEDS.map((value) => new Option(`${value}×`, String(value), value === 1, value === 1)));
	speed.addEventListener('change', () => actions.setSpeed(Number(speed.value)));

	element.append(previous, toggle, next, track, time, speed, close);
	return {
		element,
		focus: () => toggle.focus({ preventScroll: true }),
		update() {
			const names = { paused: 'Play', playing: 'Pause', ended: 'Play again' } as const;
			const icons = { paused: 'icon-play', playing: 'icon-pause', ended: 'icon-again' } as const;
			toggle.ariaLabel = toggle.title = names[player.state];
			setIcon(toggle, icons[player.state]);
			scrubber.value = String(player.position);
			scrubber.ariaValueText = `${clockText(player.position)} of ${clockText(player.duration)}`;
			time.textContent = `${clockText(player.position)} / ${clockText(player.duration)}`;
		},
	};
}

/** Seconds as minutes and seconds: 75 → 1:15. */
export function clockText(seconds: number): string {
	const whole = Math.floor(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function button(label: string, icon: string, press: () => void): HTMLButtonElement {
	const element = document.createElement('button');
	element.type = 'button';
	element.ariaLabel = element.title = label;
	setIcon(element, icon);
	element.addEventListener('click', press);
	return element;
}

/** Icons are symbols that the page carries once. */
function setIcon(element: HTMLElement, id: string): void {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
	svg.setAttribute('viewBox', '0 0 16 16');
	svg.setAttribute('aria-hidden', 'true');
	use.setAttribute('href', `#${id}`);
	svg.append(use);
	element.replaceChildren(svg);
}

function tick(share: number): HTMLElement {
	const element = document.createElement('span');
	element.className = 'tick';
	element.style.insetInlineStart = `${(share * 100).toFixed(2)}%`;
	return element;
}
