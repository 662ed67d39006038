import { parseCast } from '../recordings/asciicast.ts';
import { createCommandList } from './command-list.ts';
import { createControls } from './controls.ts';
import { onReplayKey } from './keys.ts';
import { createPlayer, systemClock, type Player } from './player.ts';
import { openTerminal } from './terminal-view.ts';

/** A block that takes more than this share of the window's height gets a player that stays in view. */
const TALL = 0.75;

export interface ReplayOptions {
	/** The command block; the replay lies over its body and its footer, which stay as they are, so that nothing moves. */
	block: HTMLElement;
	castUrl: string;
	/** The reader wants the transcript back. */
	onClose: () => void;
}

export interface Replay {
	/** What the terminal shows now, with its history. */
	text(): string;
	close(): void;
}

/**
 * Fetches a recording, shows it in the block and starts it.
 *
 * @throws {Error} when the recording cannot be fetched or read
 */
export async function openReplay({ block, castUrl, onClose }: ReplayOptions): Promise<Replay> {
	const response = await fetch(castUrl);
	if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
	const cast = parseCast(await response.text());

	const body = block.querySelector<HTMLElement>('.body')!;
	const footer = block.querySelector<HTMLElement>('footer')!;
	const view = document.createElement('div');
	view.className = 'replay-view';
	const box = document.createElement('div');
	box.className = 'screen';
	// The transcript underneath says the same, and is where a screen reader finds it.
	box.ariaHidden = 'true';
	const labels = cast.events.filter(({ code }) => code === 'm').map(({ data }) => data);
	const commands = createCommandList(labels, (index) => playFrom(index));
	const frame = document.createElement('div');
	frame.className = 'replay-frame';
	frame.append(commands.element, box);
	view.append(frame);
	view.classList.toggle('tall', block.offsetHeight > innerHeight * TALL);
	body.append(view);
	block.dataset['replaying'] = '';

	const terminal = await openTerminal(box, cast);
	const player = createPlayer(cast, terminal, systemClock, () => update());
	const stillness = matchMedia('(prefers-reduced-motion: reduce)');

	const seek = (seconds: number) => {
		player.seek(seconds);
		update();
	};
	const step = (direction: -1 | 1) => seek(neighbour(player, direction));
	/** Without motion nothing plays: the next command appears whole, with what it printed. */
	const togglePlay = () => {
		if (player.state === 'playing') player.pause();
		else if (!stillness.matches) player.play();
		else if (player.position >= player.duration) seek(0);
		else step(1);
	};
	function playFrom(index: number): void {
		if (stillness.matches) {
			seek(player.stops[index + 1]?.time ?? player.duration);
		} else {
			seek(player.stops[index]!.time);
			player.play();
		}
	}
	const controls = createControls(player, {
		togglePlay,
		step,
		seek,
		setSpeed: (speed) => (player.speed = speed),
		close: onClose,
	});
	(view.classList.contains('tall') ? frame : footer).append(controls.element);

	let animation = 0;
	function update(): void {
		controls.update();
		commands.light(currentStop(player));
		cancelAnimationFrame(animation);
		if (player.state === 'playing') animation = requestAnimationFrame(update);
	}
	const keys = (event: KeyboardEvent) =>
		onReplayKey(event, {
			togglePlay,
			step,
			seekBy: (seconds) => seek(player.position + seconds),
			close: onClose,
		});
	for (const region of [commands.element, box, controls.element]) region.addEventListener('keydown', keys);

	controls.focus();
	togglePlay();
	update();

	return {
		text: () => terminal.text(),
		close() {
			player.pause();
			cancelAnimationFrame(animation);
			terminal.dispose();
			view.remove();
			controls.element.remove();
			delete block.dataset['replaying'];
		},
	};
}

/** Index of the command that runs or ran last; -1 before the first. */
function currentStop({ stops, position }: Player): number {
	return stops.findLastIndex(({ time }) => time <= position + 0.01);
}

/** Seconds at which the command before or after begins; the recording's ends count as well. */
function neighbour({ stops, position, duration }: Player, direction: -1 | 1): number {
	const times = [0, ...stops.map(({ time }) => time), duration];
	// Just after a command has begun, “previous” means the one before it: otherwise it would never get there.
	const JUST_BEGUN = 1;
	return direction > 0
		? (times.find((time) => time > position + 0.01) ?? duration)
		: (times.findLast((time) => time < position - JUST_BEGUN) ?? 0);
}
