import { clockText } from './clock-text.ts';
import { focusInView } from './focus.ts';
import { createHelp } from './help.ts';
import { setIcon, type Icon } from './icons.ts';
import type { KeyAction } from './keys.ts';
import type { Player } from './player.ts';
import { createScrubber } from './scrubber.ts';

/** Seconds of recording per second. */
const SPEEDS = [0.5, 1, 1.5, 2, 3, 4];
/** Milliseconds for which an outcome stands on what was pressed. */
const OUTCOME_TIME = 2000;

export interface Actions {
	togglePlay: () => void;
	restart: () => void;
	/** To the previous (-1) or next (+1) command. */
	step: (direction: -1 | 1) => void;
	/** One output back or on, paused. */
	frame: (direction: -1 | 1) => void;
	/** Seconds. */
	seek: (seconds: number) => void;
	/** Scrolls the terminal by most of its height. */
	scroll: (direction: -1 | 1) => void;
	toggleFullscreen: () => void;
	/** `false` where the browser refuses; the text is then selected. */
	copyText: () => Promise<boolean>;
	/** Absent where there is no page to link to. */
	copyLink?: () => Promise<boolean>;
	castUrl: string;
	/** Absent where there is nothing to go back to. */
	close?: () => void;
}

/** The row of controls under a replay. */
export interface Controls {
	element: HTMLElement;
	/** Brings them in line with the player. */
	update: () => void;
	/** Puts the focus on play and pause. */
	focus: () => void;
	/** Does what a key asks for. */
	perform: (action: KeyAction) => void;
	isMenuOpen: () => boolean;
	dispose: () => void;
}

export function createControls(player: Player, actions: Actions): Controls {
	const element = document.createElement('div');
	element.className = 'controls';
	element.role = 'group';
	element.ariaLabel = 'Replay controls';

	const previous = button('Previous command', 'previous', () => actions.step(-1));
	const toggle = button('Pause', 'pause', actions.togglePlay);
	const next = button('Next command', 'next', () => actions.step(1));
	const scrubber = createScrubber(player.timeline, actions.seek);
	const time = document.createElement('span');
	time.className = 'time';

	const speed = document.createElement('select');
	speed.ariaLabel = speed.title = 'Speed';
	speed.append(...SPEEDS.map((value) => new Option(`${value}×`, String(value), value === 1, value === 1)));
	speed.addEventListener('change', () => (player.speed = Number(speed.value)));

	const fullscreen = button('Full screen', 'fullscreen', actions.toggleFullscreen);
	// Telephones of one maker have none for anything but films.
	fullscreen.hidden = !document.fullscreenEnabled;

	const help = createHelp();
	const menu = createMenu(player, actions, () => help.showModal());
	const more = button('More', 'more', () => {});
	more.popoverTargetElement = menu;
	const close = actions.close && button('Close the replay', 'close', actions.close);

	element.append(
		previous,
		toggle,
		next,
		scrubber.element,
		time,
		speed,
		fullscreen,
		more,
		menu,
		...(close ? [close] : []),
		help,
	);

	const changeSpeed = (by: -1 | 1) => {
		const index = SPEEDS.indexOf(player.speed) + by;
		player.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, index))]!;
		speed.value = String(player.speed);
	};
	return {
		element,
		focus: () => focusInView(toggle),
		update() {
			const names = { paused: 'Play', playing: 'Pause', ended: 'Play again' } as const;
			const icons = { paused: 'play', playing: 'pause', ended: 'again' } as const;
			if (toggle.ariaLabel !== names[player.state]) toggle.ariaLabel = toggle.title = names[player.state];
			setIcon(toggle, icons[player.state]);
			scrubber.update(player.position, player.state === 'playing');
			const text = `${clockText(player.position)} / ${clockText(player.duration)}`;
			if (time.textContent !== text) time.textContent = text;
		},
		perform(action) {
			if (action.do === 'seekBy') actions.seek(player.position + action.by);
			else if (action.do === 'seekByShare') actions.seek(player.position + action.share * player.duration);
			else if (action.do === 'seekTo') actions.seek(action.share * player.duration);
			else if (action.do === 'changeSpeed') changeSpeed(action.by);
			else if (action.do === 'toggleHelp') help.showModal();
			else if (action.do === 'close') actions.close?.();
			else if ('by' in action) actions[action.do](action.by);
			else actions[action.do]();
		},
		isMenuOpen: () => menu.matches(':popover-open'),
		dispose() {
			if (help.open) help.close();
		},
	};
}

/** What is needed less often, in a popover of the platform: Escape closes it, and the focus goes back. */
function createMenu(player: Player, actions: Actions, showHelp: () => void): HTMLElement {
	const menu = document.createElement('div');
	menu.className = 'replay-menu';
	menu.popover = 'auto';
	menu.role = 'group';
	menu.ariaLabel = 'More about the replay';
	// What the controls lie in may cut off what reaches out of it; the top layer does not. So it needs a place of its own.
	const place = () => {
		const anchor = menu.parentElement!.getBoundingClientRect();
		menu.style.setProperty('--top', `${Math.max(8, anchor.top - menu.offsetHeight - 4)}px`);
		menu.style.setProperty('--end', `${Math.max(8, document.documentElement.clientWidth - anchor.right)}px`);
	};
	menu.addEventListener('toggle', () => {
		removeEventListener('scroll', place);
		if (!menu.matches(':popover-open')) return;
		place();
		addEventListener('scroll', place, { passive: true });
	});

	const skip = document.createElement('label');
	const box = document.createElement('input');
	box.type = 'checkbox';
	box.addEventListener('change', () => (player.skipTyping = box.checked));
	skip.append(box, 'Skip the typing');

	const download = document.createElement('a');
	download.href = actions.castUrl;
	download.download = fileName(actions.castUrl);
	download.textContent = 'Download the recording';

	const status = document.createElement('p');
	status.role = 'status';
	const { copyText, copyLink } = actions;
	menu.append(
		item('Restart', () => {
			menu.hidePopover();
			actions.restart();
		}),
		skip,
		copyItem('Copy the text', copyText, 'Refused: it is selected', status),
		...(copyLink ? [copyItem('Copy a link to this moment', copyLink, 'Refused by the browser', status)] : []),
		download,
		item('Keys', () => {
			menu.hidePopover();
			showHelp();
		}),
		status,
	);
	return menu;
}

function item(text: string, press: () => void): HTMLButtonElement {
	const element = document.createElement('button');
	element.type = 'button';
	element.textContent = text;
	element.addEventListener('click', press);
	return element;
}

/** An item that says, to everyone, what came of the press. */
function copyItem(
	text: string,
	copy: () => Promise<boolean>,
	refused: string,
	status: HTMLElement,
): HTMLButtonElement {
	const element = item(text, () => {
		void copy().then((copied) => {
			element.textContent = status.textContent = copied ? 'Copied' : refused;
			setTimeout(() => {
				element.textContent = text;
				status.textContent = '';
			}, OUTCOME_TIME);
		});
	});
	return element;
}

/** As the recording is called, without the hash that the build puts into its name. */
function fileName(url: string): string {
	const name = new URL(url, location.href).pathname.split('/').at(-1)!;
	return name.replace(/\.[\w-]{8}(?=\.cast$)/u, '');
}

function button(label: string, icon: Icon, press: () => void): HTMLButtonElement {
	const element = document.createElement('button');
	element.type = 'button';
	element.ariaLabel = element.title = label;
	setIcon(element, icon);
	element.addEventListener('click', press);
	return element;
}
