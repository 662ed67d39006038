import type { Stage } from './stage.ts';

/**
 * A player of asciicast recordings for any HTML page:
 *
 *     <script type="module" src="cast-replay.js"></script>
 *     <cast-replay src="demo.cast">What the recording shows, for whoever cannot play it.</cast-replay>
 *
 * Nothing but this small file is loaded before the reader shows intent. What stands in the element is its text
 * alternative: it stays in the accessibility tree, and is all there is with scripts off. README.md has the rest.
 */
export class CastReplay extends HTMLElement {
	static observedAttributes = ['src'];

	#stage: Promise<Stage> | undefined;
	#opened: Stage | undefined;
	#button = document.createElement('button');
	#box = document.createElement('div');

	constructor() {
		super();
		const root = this.attachShadow({ mode: 'open' });
		this.#button.type = 'button';
		this.#button.textContent = 'Replay';
		this.#button.addEventListener('click', () => void this.#press());
		for (const intent of ['pointerenter', 'focus'])
			this.#button.addEventListener(intent, () => void loadPlayer(), { once: true });
		this.#box.className = 'player';
		root.append(this.#button, this.#box, document.createElement('slot'));
	}

	/** Another recording, or none any more: the one that plays is given up. */
	attributeChangedCallback(): void {
		this.#close();
	}

	disconnectedCallback(): void {
		this.#close();
	}

	/** Seconds; 0 before it is open. */
	get duration(): number {
		return this.#opened?.duration ?? 0;
	}

	/** Seconds; 0 before it is open. */
	get position(): number {
		return this.#opened?.position ?? 0;
	}

	/** `closed`, `paused`, `playing` or `ended`. */
	get state(): string {
		return this.#opened?.state ?? 'closed';
	}

	/** What the terminal shows, with its history. */
	get text(): string {
		return this.#opened?.text() ?? '';
	}

	/**
	 * Loads the recording, shows its first frame and plays it; where the reader wants no motion, its first command.
	 *
	 * @throws {Error} when the recording cannot be loaded or read; the element says so as well
	 */
	async open(): Promise<void> {
		const stage = await this.#load();
		stage.play();
		await stage.painted();
	}

	async play(): Promise<void> {
		(await this.#load()).play();
	}

	pause(): void {
		this.#opened?.pause();
	}

	/** Resolves when what the terminal showed at that time (seconds) has been painted. */
	async seek(seconds: number): Promise<void> {
		await (await this.#load()).seek(seconds);
	}

	async #press(): Promise<void> {
		try {
			await this.open();
			this.#opened?.controls.focus();
		} catch {
			// It has been said in the player's place.
		}
	}

	#load(): Promise<Stage> {
		this.#stage ??= this.#open();
		return this.#stage;
	}

	async #open(): Promise<Stage> {
		try {
			const { openStage, styles } = await loadPlayer();
			this.shadowRoot!.adoptedStyleSheets = [styles()];
			const stage = await openStage({
				castUrl: this.getAttribute('src') ?? '',
				fullscreenElement: this.#box,
			});
			this.#box.replaceChildren(stage.commands, stage.terminal, stage.controls.element);
			this.#button.hidden = true;
			this.#opened = stage;
			return stage;
		} catch (error) {
			this.#stage = undefined;
			this.#box.textContent = `The recording cannot be played: ${(error as Error).message}`;
			throw error;
		}
	}

	#close(): void {
		this.#opened?.dispose();
		this.#opened = undefined;
		this.#stage = undefined;
		this.#box.replaceChildren();
		this.#button.hidden = false;
	}
}

function loadPlayer(): Promise<typeof import('./standalone.ts')> {
	return import('./standalone.ts');
}

customElements.define('cast-replay', CastReplay);
