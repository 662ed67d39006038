import controls from './controls.css?inline';
import block from './replay.css?inline';
import screen from './screen-view.css?inline';
import { openStage } from './stage.ts';
import { styleSheet } from './style-sheet.ts';

const styles = styleSheet(screen, controls, block);

/** A block that takes more than this share of the window's height gets a player that stays in view. */
const TALL = 0.75;

/** Where a replay is to begin: at a moment, or at a command of another recording of the same example. */
export type Where = { seconds: number } | { command: number; playing: boolean };

export interface ReplayOptions {
	/** The command block; the replay lies over its body and its footer, which stay as they are, so that nothing moves. */
	block: HTMLElement;
	castUrl: string;
	/** Where it is shown, paused unless it says so; without it the replay plays from the beginning. */
	at?: Where | undefined;
	/** Copies a link to a moment (seconds). */
	copyLink: (seconds: number) => Promise<boolean>;
	/** The reader wants the transcript back. */
	onClose: () => void;
}

export interface Replay {
	/** What the terminal shows now, with its history. */
	text(): string;
	where(): Where;
	close(): void;
}

/**
 * Fetches a recording, shows it in the block and starts it.
 *
 * @throws {Error} when the recording cannot be fetched or read
 */
export async function openReplay({ block, castUrl, at, copyLink, onClose }: ReplayOptions): Promise<Replay> {
	if (!document.adoptedStyleSheets.includes(styles())) document.adoptedStyleSheets.push(styles());
	const stage = await openStage({ castUrl, fullscreenElement: block, copyLink, close: onClose });
	const body = block.querySelector<HTMLElement>('.body')!;
	const footer = block.querySelector<HTMLElement>('footer')!;
	const view = document.createElement('div');
	view.className = 'replay-view';
	const frame = document.createElement('div');
	frame.className = 'replay-frame';
	frame.append(stage.commands, stage.terminal);
	view.append(frame);
	body.append(view);
	/** The controls go where the reader can reach them; those who work them keep the focus. */
	const place = (): void => {
		// There the block is as tall as the window, whatever is in it.
		if (document.fullscreenElement === block) return;
		const tall = block.offsetHeight > innerHeight * TALL;
		const home = tall ? frame : footer;
		view.classList.toggle('tall', tall);
		if (stage.controls.element.parentElement === home) return;
		const focused = document.activeElement;
		const keeps = focused instanceof HTMLElement && stage.controls.element.contains(focused);
		home.append(stage.controls.element);
		if (keeps) focused.focus({ preventScroll: true });
	};
	place();
	block.dataset['replaying'] = '';
	// A block becomes taller when both engines show, and when the window becomes narrow.
	const heights = new ResizeObserver(place);
	heights.observe(block);

	// Who has switched engines has the focus on the switch.
	if (!at || 'seconds' in at) stage.controls.focus();
	if (at === undefined) stage.play();
	else if ('seconds' in at) void stage.seek(at.seconds);
	else {
		void stage.seek(stage.startOf(at.command));
		if (at.playing) stage.play();
	}

	return {
		text: () => stage.text(),
		where: () => ({ command: stage.command, playing: stage.state === 'playing' }),
		close() {
			if (document.fullscreenElement === block) void document.exitFullscreen();
			heights.disconnect();
			stage.dispose();
			view.remove();
			stage.controls.element.remove();
			delete block.dataset['replaying'];
		},
	};
}
