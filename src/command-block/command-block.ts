import { CHANGE_EVENT, isChosen, withChoice } from '../engine-choice/choice.ts';
import { focusInView } from '../replay/focus.ts';
import type { Replay, Where } from '../replay/replay.ts';
import { textOfCommand } from '../values/values.ts';
import { copyText, offerText } from './copy-text.ts';
import { ignoreOverflow, watchOverflow } from './overflow.ts';

/** Milliseconds for which a button says that it has copied. */
const COPIED_FOR = 2000;

/** A moment of a replay in an address, in seconds, beside the block's own fragment: `?t=12.5#example-name`. */
const MOMENT = 't';

/** The terminal comes with it: nothing of it is loaded before a press, or the intent of one. */
const loadReplay = () => import('../replay/replay.ts');

/**
 * One example on the page: copies its commands and replays its recording. What is copied comes from
 * `data-command`, which holds what was executed, never from the text on display.
 */
export class CommandBlock extends HTMLElement {
	#replay: Replay | undefined;
	/** The button that opened it. */
	#played: HTMLButtonElement | undefined;

	connectedCallback(): void {
		this.addEventListener('click', ({ target }) => {
			if (!(target instanceof Element)) return;
			const copyOne = target.closest<HTMLElement>('[data-copy-command]');
			const copyAll = target.closest<HTMLElement>('[data-copy-block]');
			const copyLink = target.closest<HTMLElement>('[data-copy-link]');
			const replay = target.closest<HTMLButtonElement>('[data-replay]');
			if (copyOne) void this.#copy(copyOne, [copyOne.closest<HTMLElement>('[data-command]')!]);
			if (copyAll) void this.#copy(copyAll, this.#commands(copyAll));
			if (copyLink) void this.#copyText(copyLink, this.#link().href);
			if (replay) void this.#openReplay(replay);
		});
		for (const intent of ['pointerover', 'focusin'])
			this.addEventListener(intent, ({ target }) => {
				if (target instanceof Element && target.closest('[data-replay]')) void loadReplay();
			});
		watchOverflow(this.querySelectorAll('pre'));
		this.#openAtMoment();
		document.addEventListener(CHANGE_EVENT, this.#followChoice);
	}

	disconnectedCallback(): void {
		document.removeEventListener(CHANGE_EVENT, this.#followChoice);
		this.#closeReplay();
	}

	/** What the terminal of an open replay shows, with its history; for tests, which hold it against the transcript. */
	get replayText(): string | undefined {
		return this.#replay?.text();
	}

	/**
	 * The commands of a button's engine, without the lines typed into a program: those would run in the reader's own
	 * shell.
	 */
	#commands(button: HTMLElement): HTMLElement[] {
		const engine = ownerOf(button);
		return [...this.querySelectorAll<HTMLElement>('.command:not(.inner)')].filter(
			(command) => ownerOf(command) === engine,
		);
	}

	#copy(button: HTMLElement, commands: HTMLElement[]): Promise<void> {
		return this.#copyText(button, commands.map(textOfCommand).join('\n'));
	}

	async #copyText(button: HTMLElement, text: string): Promise<void> {
		const copied = await copyText(text);
		button.dataset['state'] = copied ? 'copied' : 'refused';
		if (copied) rename(button, 'Done');
		setTimeout(() => {
			delete button.dataset['state'];
			rename(button, null);
		}, COPIED_FOR);
		if (copied) this.#say('Copied.');
		else offerText(text);
	}

	/** The address of this block, with the choice. */
	#link(): URL {
		const address = new URL(withChoice(location.href));
		address.searchParams.delete(MOMENT);
		address.hash = this.getAttribute('aria-labelledby')!;
		return address;
	}

	/** Opens the replay at the moment that the address names, if it names this block. It does not play: nobody has asked for motion. */
	#openAtMoment(): void {
		const { searchParams, hash } = new URL(location.href);
		const seconds = Number(searchParams.get(MOMENT) ?? NaN);
		if (!Number.isFinite(seconds) || hash.slice(1) !== this.getAttribute('aria-labelledby')) return;
		const button = this.#replayButtons().find(isChosen);
		if (button) void this.#openReplay(button, { seconds });
	}

	#replayButtons(): HTMLButtonElement[] {
		return [...this.querySelectorAll<HTMLButtonElement>('[data-replay]')];
	}

	/** Copies the address of this block with a moment (seconds) of its replay. */
	#copyMoment(seconds: number): Promise<boolean> {
		const address = this.#link();
		address.searchParams.set(MOMENT, seconds.toFixed(1));
		return copyText(address.href);
	}

	/** Where both engines show, each has its button: the other one's replay takes the place, the same one again ends it. */
	async #openReplay(button: HTMLButtonElement, at?: Where): Promise<void> {
		if (button.ariaDisabled === 'true') return;
		const isOpen = this.#replay && this.#played === button;
		this.#closeReplay();
		if (isOpen) return;
		button.ariaDisabled = 'true';
		rename(button, 'Wait…');
		try {
			const { openReplay } = await loadReplay();
			this.#replay = await openReplay({
				block: this,
				castUrl: button.dataset['replay']!,
				at,
				copyLink: (seconds) => this.#copyMoment(seconds),
				onClose: () => {
					this.#closeReplay();
					focusInView(button);
				},
			});
			this.#cover(true);
			this.#played = button;
			button.ariaPressed = 'true';
			// Switched to the other engine while this one was loading?
			this.#followChoice();
		} catch (error) {
			this.#say(`The recording cannot be played: ${(error as Error).message}`);
			this.dataset['fault'] = 'The recording could not be loaded. What it printed is above.';
		} finally {
			button.ariaDisabled = null;
			rename(button, null);
		}
	}

	/** A recording belongs to one engine: an open replay goes on with the other's, at the same command. */
	#followChoice = (): void => {
		if (!this.#replay || (this.#played && isChosen(this.#played))) return;
		const where = this.#replay.where();
		this.#closeReplay();
		const button = this.#replayButtons().find(isChosen);
		if (button) void this.#openReplay(button, where);
	};

	#closeReplay = (): void => {
		if (!this.#replay) return;
		this.#replay.close();
		this.#replay = undefined;
		if (this.#played) this.#played.ariaPressed = null;
		this.#cover(false);
	};

	/** What lies under a replay is read by a screen reader, but nobody sees it: the focus must not get there. */
	#cover(covered: boolean): void {
		const boxes = this.querySelectorAll('pre');
		if (covered) ignoreOverflow(boxes);
		else watchOverflow(boxes);
		for (const value of this.querySelectorAll<HTMLElement>('.value')) {
			value.tabIndex = covered ? -1 : 0;
			value.ariaDisabled = covered ? 'true' : null;
		}
	}

	/** Tells a screen reader; clearing first makes the same words news again. */
	#say(text: string): void {
		const status = this.querySelector('[role="status"]')!;
		status.textContent = '';
		requestAnimationFrame(() => (status.textContent = text));
	}
}

/** The engine that an element belongs to; undefined for what belongs to all. */
function ownerOf(element: HTMLElement): string | undefined {
	return element.closest<HTMLElement>('[data-for-engine]')?.dataset['forEngine'];
}

/** Where a button shows another word in the place of its own (command-block.css), its own is hidden from everybody. */
function rename(button: HTMLElement, word: string | null): void {
	if (button.querySelector('span')) button.ariaLabel = word;
}

customElements.define('command-block', CommandBlock);
