import { createCommandList } from './command-list.ts';
import { createControls, type Controls } from './controls.ts';
import { createEmulator, type Emulator } from './emulator.ts';
import { fitToWidth } from './fit.ts';
import { indexRecording } from './index-recording.ts';
import { actionOf, targetOf } from './keys.ts';
import { loadCast } from './load.ts';
import { createPlayer, systemClock, type Player, type PlayerState, type Screen } from './player.ts';
import { createScreenView, type ScreenView } from './screen-view.ts';
import { timelineOf, type Command } from './timeline.ts';

export interface StageOptions {
	castUrl: string;
	/** What fills the screen while it is full. */
	fullscreenElement: HTMLElement;
	/** Copies a link to a moment (seconds); absent where there is no page to link to. */
	copyLink?: (seconds: number) => Promise<boolean>;
	/** Absent where there is nothing to go back to. */
	close?: () => void;
}

/** A recording on its stage: list of commands, terminal and controls, which its owner puts where they belong. */
export interface Stage {
	commands: HTMLElement;
	/** Scrolls; takes the width that it is given. */
	terminal: HTMLElement;
	controls: Controls;
	readonly state: PlayerState;
	/** Seconds. */
	readonly duration: number;
	/** Seconds. */
	readonly position: number;
	/** Index of the command that runs or ran last; -1 before the first. */
	readonly command: number;
	/** Seconds at which a command begins; one that there is not begins at the nearest end. */
	startOf(command: number): number;
	/** Plays; where motion is not wanted, shows the next command whole. */
	play(): void;
	pause(): void;
	/** Resolves when what belongs to that time (seconds) has been painted. */
	seek(seconds: number): Promise<void>;
	/** What the terminal shows now, with its history. */
	text(): string;
	/** Resolves when everything that was to be shown has been painted. */
	painted(): Promise<void>;
	dispose(): void;
}

/** Milliseconds between two looks at the position while it plays: a slider that moves more often costs more than the terminal. */
const UPDATE_EVERY = 80;

/** The one stage with a live terminal: however many are open, a page keeps one. */
let awake: { sleep(): void } | undefined;

/**
 * Loads a recording and sets it on a stage, paused at its beginning.
 *
 * @throws {Error} when the recording cannot be fetched or read
 */
export async function openStage({
	castUrl,
	fullscreenElement,
	copyLink,
	close,
}: StageOptions): Promise<Stage> {
	const timeline = timelineOf(await loadCast(castUrl));
	const index = indexRecording(timeline, castUrl);
	const stillness = matchMedia('(prefers-reduced-motion: reduce)');

	const terminal = document.createElement('div');
	terminal.className = 'screen';
	// The transcript says the same, and is where a screen reader finds it.
	terminal.ariaHidden = 'true';
	const stopFitting = fitToWidth(terminal, () => timeline.cols);

	let live: { emulator: Emulator; view: ScreenView } | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let disposed = false;

	const screen: Screen = {
		reset: (cols, rows) => wake().reset(cols, rows),
		write: (data) => wake().write(data),
		resize: (cols, rows) => wake().resize(cols, rows),
		restore: (frame) => wake().restore(frame),
	};
	const player: Player = createPlayer(timeline, screen, systemClock, {
		onChange: () => update(),
		frameBefore: (count) => index.frames.before(count),
	});
	const self = {
		/** Gives up the terminal; what it showed stays. */
		sleep() {
			player.pause();
			live?.view.dispose();
			live?.emulator.dispose();
			live = undefined;
		},
	};
	function wake(): Emulator {
		if (live) return live.emulator;
		if (awake !== self) awake?.sleep();
		awake = self;
		const { cols, rows } = timeline;
		const emulator = createEmulator({
			cols,
			rows,
			history: index.history,
			onChange: () => view.invalidate(),
		});
		const view = createScreenView(emulator.terminal, () => emulator.isCursorVisible());
		live = { emulator, view };
		terminal.replaceChildren(view.element);
		player.showAgain();
		return emulator;
	}
	const painted = async () => {
		wake();
		await live!.emulator.settled();
		live?.view.paint();
	};

	const seek = (seconds: number) => {
		wake();
		player.seek(seconds);
	};
	const play = () => {
		wake();
		if (!stillness.matches) player.play();
		else if (player.position >= player.duration) seek(0);
		else showCommand(currentCommand(player) + 1);
	};
	/** Without motion nothing plays: a command appears whole, with what it printed. */
	const showCommand = (index: number) => seek(endOf(timeline.commands, index) ?? player.duration);
	const step = (direction: -1 | 1) => seek(neighbour(player, direction));
	const toggleFullscreen = () => {
		if (document.fullscreenElement) void document.exitFullscreen();
		else void fullscreenElement.requestFullscreen().catch(() => {});
	};

	const commandList = createCommandList(timeline.commands, (index) => {
		if (stillness.matches) {
			showCommand(index);
		} else {
			seek(timeline.commands[index]!.start);
			player.play();
		}
	});
	const actions = {
		togglePlay: () => (player.state === 'playing' ? player.pause() : play()),
		restart: () => {
			wake();
			if (stillness.matches) seek(0);
			else player.restart();
		},
		step,
		seek,
		frame: (direction: -1 | 1) => {
			wake();
			player.frame(direction);
		},
		scroll: (direction: -1 | 1) =>
			live?.view.element.scrollBy({ top: direction * 0.9 * terminal.clientHeight }),
		toggleFullscreen,
		copyText: () => copyOrSelect(live?.view.text() ?? '', terminal),
		...(copyLink && { copyLink: () => copyLink(player.position) }),
		castUrl,
		...(close && { close }),
	};
	const controls = createControls(player, actions);

	function update(): void {
		if (disposed) return;
		controls.update();
		commandList.light(currentCommand(player));
		commandList.update(player.position);
		clearTimeout(timer);
		if (player.state === 'playing') timer = setTimeout(update, UPDATE_EVERY);
	}
	const keys = (event: KeyboardEvent) => {
		const action = actionOf(event, targetOf(event.target));
		// An open menu is what Escape closes first.
		if (!action || (action.do === 'close' && controls.isMenuOpen())) return;
		event.preventDefault();
		controls.perform(action);
	};
	for (const region of [commandList.element, terminal, controls.element])
		region.addEventListener('keydown', keys);
	wake();
	update();

	return {
		commands: commandList.element,
		terminal,
		controls,
		get state() {
			return player.state;
		},
		duration: player.duration,
		get position() {
			return player.position;
		},
		get command() {
			return currentCommand(player);
		},
		startOf: (command) => (command < 0 ? 0 : (timeline.commands[command]?.start ?? player.duration)),
		play,
		pause: () => player.pause(),
		async seek(seconds) {
			seek(seconds);
			await painted();
		},
		text: () => live?.view.text() ?? '',
		painted,
		dispose() {
			disposed = true;
			clearTimeout(timer);
			self.sleep();
			if (awake === self) awake = undefined;
			index.dispose();
			stopFitting();
			controls.dispose();
		},
	};
}

/** Index of the command that runs or ran last; -1 before the first. */
function currentCommand({ timeline, position }: Player): number {
	return timeline.commands.findLastIndex(({ start }) => start <= position + 0.01);
}

/** Seconds at which a command has printed all; what was typed into a program ends where the next line begins. */
function endOf(commands: readonly Command[], index: number): number | undefined {
	const command = commands[index];
	return command?.end ?? commands[index + 1]?.start;
}

/** Seconds at which the command before or after begins; the recording's ends count as well. */
function neighbour({ timeline, position, duration }: Player, direction: -1 | 1): number {
	const times = [0, ...timeline.commands.map(({ start }) => start), duration];
	// Just after a command has begun, “previous” means the one before it: otherwise it would never get there.
	const JUST_BEGUN = 1;
	return direction > 0
		? (times.find((time) => time > position + 0.01) ?? duration)
		: (times.findLast((time) => time < position - JUST_BEGUN) ?? 0);
}

/** @returns whether it was copied; if not, it is selected for the reader to copy */
async function copyOrSelect(text: string, element: HTMLElement): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		getSelection()?.selectAllChildren(element);
		return false;
	}
}
