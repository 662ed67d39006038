import { parseCast, type Cast } from '../recordings/asciicast.ts';
import { createControls } from './controls.ts';
import { createPlayer, systemClock, type Player } from './player.ts';
import { openTerminal } from './terminal-view.ts';

/** Seconds that an arrow key moves. */
const KEY_SEEK = 5;

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
	const commands = document.createElement('ol');
	commands.className = 'replay-commands';
	const items = castCommands(cast).map((label) => {
		const button = document.createElement('button');
		button.type = 'button';
		button.textContent = label;
		const item = document.createElement('li');
		item.append(button);
		commands.append(item);
		return button;
	});
	view.append(commands, box);
	body.append(view);
	block.dataset['replaying'] = '';

	const terminal = await openTerminal(box, cast);
	const player = createPlayer(cast, terminal, systemClock, () => update());
	const stillness = matchMedia('(prefers-reduced-motion: reduce)');

	const step = (direction: -1 | 1) => {
		// A little before a command counts as at it, or “previous” would never get away from the one that plays.
		const times = [0, ...player.stops.map(({ time }) => time), player.duration];
		const target =
			direction > 0
				? times.find((time) => time > player.position + 0.01)
				: times.findLast((time) => time < player.position - 1);
		player.seek(target ?? (direction > 0 ? player.duration : 0));
		update();
	};
	const togglePlay = () => {
		if (player.state === 'playing') player.pause();
		else if (!stillness.matches) player.play();
		else if (player.position >= player.duration) player.seek(0);
		else step(1);
	};
	const seek = (seconds: number) => {
		player.seek(seconds);
		update();
	};
	const controls = createControls(player, {
		togglePlay,
		step,
		seek,
		setSpeed: (speed) => (player.speed = speed),
		close: onClose,
	});
	footer.append(controls.element);

	for (const [index, item] of items.entries()) {
		item.addEventListener('click', () => {
			if (stillness.matches) {
				seek(player.stops[index + 1]?.time ?? player.duration);
			} else {
				seek(player.stops[index]!.time);
				player.play();
			}
		});
	}

	let frame = 0;
	function update(): void {
		controls.update();
		const current = currentStop(player);
		for (const [index, item] of items.entries()) {
			if (index === current) item.ariaCurrent = 'step';
			else item.ariaCurrent = null;
		}
		keepInView(commands, items[current]);
		cancelAnimationFrame(frame);
		if (player.state === 'playing') frame = requestAnimationFrame(update);
	}

	const keys = (event: KeyboardEvent) => {
		const onControl = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
		const onButton = event.target instanceof HTMLButtonElement;
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const actions: Record<string, () => void> = {
			Escape: onClose,
			'[': () => step(-1),
			']': () => step(1),
			...(onControl || onButton ? {} : { ' ': togglePlay }),
			...(onControl
				? {}
				: {
						ArrowLeft: () => seek(player.position - KEY_SEEK),
						ArrowRight: () => seek(player.position + KEY_SEEK),
					}),
		};
		const action = actions[event.key];
		if (!action || event.target instanceof HTMLAnchorElement) return;
		event.preventDefault();
		action();
	};
	const regions = [body, footer];
	for (const region of regions) region.addEventListener('keydown', keys);

	const [, toggle] = controls.element.querySelectorAll('button');
	toggle?.focus({ preventScroll: true });
	togglePlay();
	update();

	return {
		text: () => terminal.text(),
		close() {
			player.pause();
			cancelAnimationFrame(frame);
			for (const region of regions) region.removeEventListener('keydown', keys);
			terminal.dispose();
			view.remove();
			controls.element.remove();
			delete block.dataset['replaying'];
		},
	};
}

/** What was typed, in order: the labels of the recording's markers. */
function castCommands({ events }: Cast): string[] {
	return events.filter(({ code }) => code === 'm').map(({ data }) => data);
}

/** Index of the command that runs or ran last; -1 before the first. */
function currentStop({ stops, position }: Player): number {
	return stops.findLastIndex(({ time }) => time <= position + 0.01);
}

function keepInView(list: HTMLElement, item: HTMLElement | undefined): void {
	if (!item) return;
	const [outer, inner] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
	if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
	if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
}
