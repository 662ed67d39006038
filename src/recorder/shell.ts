import { isUtf8 } from 'node:buffer';
import { spawn, type IPty } from '@lydell/node-pty';
import headless from '@xterm/headless';
import type { Terminal } from '@xterm/headless';
import type { CastEvent } from '../recordings/asciicast.ts';

/** Columns and rows of every recording: wide enough for most tables, and for a page beside its navigation. */
export const SCREEN = { cols: 100, rows: 24 } as const;

/** Milliseconds between two keys in the recording: quick, and still seen as typing in a replay. */
const KEY_INTERVAL = 18;
/** Milliseconds to wait for a key's echo before the next is typed; a program may not echo at all. */
const ECHO_LIMIT = 10;
/** Milliseconds that a shell has to end when its terminal is closed, before it is killed. */
const HANG_UP_LIMIT = 1000;
/** A command that prints more characters than this is flooding the terminal. */
const OUTPUT_LIMIT = 2_000_000;
/** Seconds for a thing that takes a moment only: a shell's start, its next line. */
const MOMENT = 30;

/**
 * What the shell is told before anything is recorded. OSC 133 are the marks of shell integration: D;status
 * when a command has ended, A and B around the prompt, C when a command starts. Bracketed paste would add
 * escape sequences to every line, and completion would make something else of a tab.
 */
const SET_UP = [
	String.raw`PS1='\[\e]133;D;$?\a\e]133;A\a\]$ \[\e]133;B\a\]'`,
	String.raw`PS0='\e]133;C\a'`,
	`PS2='> '`,
	`unset HISTFILE PROMPT_COMMAND LC_ALL LANGUAGE`,
	`export LANG=C.UTF-8 TZ=UTC`,
	`bind 'set enable-bracketed-paste off'`,
	`bind 'set disable-completion on'`,
].join('; ');

const SHELL_MARK = 133;
const STARTED = `\u001B]${SHELL_MARK};C\u0007`;
const CTRL_C = '\u0003';
const CTRL_L = '\f';
/** Escape sequences, for looking at output as text: CSI, OSC, and the short ones. */
const ESCAPES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-_])/gu;

/** The shell, or the program in it, did not do what was waited for. */
export class ShellError extends Error {
	override name = 'ShellError';
}

/** A program and its arguments. */
export type CommandLine = readonly [file: string, ...args: string[]];

/**
 * A real bash in a pseudo-terminal, typed into as a person would and recorded as asciicast events. One at a
 * time may wait for it.
 *
 * The recording's clock is the real one, except where the recorder itself would take its time: between two keys,
 * and where it lets the reader look. There the clock is set forward instead of waiting. What a command takes is
 * never touched.
 */
export class Shell {
	#pty: IPty;
	#screen: Terminal;
	#events: CastEvent[] = [];
	#started = 0;
	/** Milliseconds by which the recording's clock has been set forward. */
	#skipped = 0;
	/** Whole characters come out of it, however the bytes were cut; it refuses what is not UTF-8. */
	#decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
	/** The first bytes of a character whose others have not come yet. */
	#cut: Uint8Array = new Uint8Array();
	/** How often a prompt has been printed; the exit status that came with the last one. */
	#prompts = 0;
	#status = 0;
	/** Whether a command has been started since the last one ended. */
	#ran = false;
	/** Whether the shell has begun to print a prompt since Enter was last pressed: a program's prompt comes no more. */
	#isBack = false;
	/** `#prompts` as it was when Enter was last pressed. */
	#promptsAtEnter = 0;
	/** What has been printed since Enter was last pressed. */
	#output = '';
	/** What ended it, or made its recording worthless. */
	#fault: string | undefined;
	#closed = false;
	/** What has been printed and is not on the screen yet: writes to it. */
	#unseen = 0;
	#onChange = () => {};
	#onEcho = () => {};

	private constructor(pty: IPty) {
		this.#pty = pty;
		this.#screen = new headless.Terminal({ ...SCREEN, allowProposedApi: true });
		this.#screen.parser.registerOscHandler(SHELL_MARK, (data) => {
			if (data.startsWith('D;')) {
				this.#status = Number(data.slice(2));
				this.#isBack = true;
			}
			if (data === 'B') this.#prompts++;
			if (data === 'C') this.#ran = true;
			return true;
		});
		// Without an encoding, the pseudo-terminal hands over bytes; its types know of text only.
		pty.onData((data) => this.#receive(data as unknown as Uint8Array));
		pty.onExit(({ exitCode, signal }) => {
			this.#closed = true;
			this.#fault ??= `the shell ended (exit status ${exitCode}${signal ? `, signal ${signal}` : ''})`;
			this.#onEcho();
			this.#onChange();
		});
	}

	/**
	 * Opens a bash and waits for its first prompt.
	 *
	 * @param command starts bash, without start-up files, on the machine in question
	 * @throws {ShellError} when no prompt comes
	 */
	static async open([file, ...args]: CommandLine, cwd?: string): Promise<Shell> {
		const shell = new Shell(
			spawn(file, args, {
				...SCREEN,
				name: 'xterm-256color',
				encoding: null,
				...(cwd === undefined ? {} : { cwd }),
			}),
		);
		try {
			shell.#pty.write(`${SET_UP}\r`);
			await shell.#until(() => shell.#prompts > 0, MOMENT, `a prompt from ${file}`);
		} catch (cause) {
			shell.close();
			throw cause;
		}
		return shell;
	}

	/** Clears the screen and records from there. */
	async startRecording(): Promise<void> {
		const seen = this.#prompts;
		this.#events = [];
		this.#started = performance.now();
		this.#skipped = 0;
		this.#pty.write(CTRL_L);
		await this.#until(() => this.#prompts > seen, MOMENT, 'a cleared screen');
	}

	/** Ends the recording and hands it over. */
	stopRecording(): CastEvent[] {
		this.#note('x', String(this.#status));
		return this.#events;
	}

	/** Gives the reader of a replay time to look: sets the recording's clock forward, and does not wait. */
	pause(milliseconds: number): void {
		this.#skipped += milliseconds;
	}

	/**
	 * Types a command and presses Enter. A text of several lines is typed line by line, each after the shell's
	 * request for it.
	 */
	async enter(text: string): Promise<void> {
		this.#note('m', text);
		const lines = text.split('\n');
		for (const [index, line] of lines.entries()) {
			if (index > 0)
				await this.#whileRunning(() => this.#asksWith('> '), MOMENT, 'the next line of the command');
			await this.#press(line);
			this.#output = '';
			this.#promptsAtEnter = this.#prompts;
			this.#isBack = false;
			this.#pty.write('\r');
		}
	}

	/**
	 * Waits for the shell's next prompt.
	 *
	 * @param seconds how long
	 * @returns the exit status of the command that has ended
	 */
	async untilPrompt(seconds: number): Promise<number> {
		await this.#until(() => this.#hasEnded(), seconds, 'the end of the command');
		// Nothing starts that the shell cannot read, such as a bracket without its partner.
		if (!this.#ran) throw new ShellError(`the shell did not run it${this.#lastLines()}`);
		this.#ran = false;
		return this.#status;
	}

	/** Waits until the program in the shell shows its own prompt and waits for a line. */
	async untilProgramPrompt(prompt: string, seconds: number): Promise<void> {
		await this.#whileRunning(() => this.#asksWith(prompt), seconds, `the prompt “${prompt}”`);
	}

	/** Waits for a match in what the running command prints, then presses Ctrl-C. */
	async interruptAfter(pattern: RegExp, label: string, seconds: number): Promise<void> {
		// On a busy machine, the echo of what was typed comes late: it is no output.
		const printed = () => this.#output.split(STARTED)[1] ?? '';
		const matched = () => pattern.test(printed().replaceAll(ESCAPES, '').replaceAll('\r', ''));
		await this.#whileRunning(matched, seconds, `output that matches ${String(pattern)}`);
		this.#note('m', label);
		this.#pty.write(CTRL_C);
	}

	/** Ends it. Whoever waits for it is told `why`. */
	close(why = 'the shell was closed'): void {
		this.#fault ??= why;
		this.#onEcho();
		this.#onChange();
		if (!this.#closed) this.#hangUp();
		this.#closed = true;
		this.#screen.dispose();
	}

	/** As a terminal does that is closed: bash tells its jobs. An example may have made it deaf to that. */
	#hangUp(): void {
		const timer = setTimeout(() => this.#pty.kill('SIGKILL'), HANG_UP_LIMIT);
		this.#pty.onExit(() => clearTimeout(timer));
		this.#pty.kill('SIGHUP');
	}

	#receive(bytes: Uint8Array): void {
		if (this.#fault !== undefined) return;
		const all = Buffer.concat([this.#cut, bytes]);
		let data: string;
		try {
			data = this.#decoder.decode(bytes, { stream: true });
		} catch {
			this.#fault = `bytes were printed that are not UTF-8 (${showBytes(all)})`;
			this.#onChange();
			return;
		}
		const rest = [0, 1, 2, 3].find((count) => isUtf8(all.subarray(0, all.length - count)))!;
		this.#cut = all.subarray(all.length - rest);
		this.#note('o', data);
		this.#output += data;
		this.#onEcho();
		this.#unseen++;
		this.#screen.write(data, () => {
			this.#unseen--;
			this.#onChange();
		});
	}

	/** Types one key after the other, each after the echo of the one before. */
	async #press(text: string): Promise<void> {
		for (const key of text) {
			const pressed = performance.now();
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, ECHO_LIMIT);
				this.#onEcho = () => {
					clearTimeout(timer);
					resolve();
				};
				this.#pty.write(key);
			});
			this.#onEcho = () => {};
			this.#skipped += Math.max(0, KEY_INTERVAL - (performance.now() - pressed));
		}
	}

	#note(code: CastEvent['code'], data: string): void {
		const time = (performance.now() - this.#started + this.#skipped) / 1000;
		this.#events.push({ time, code, data });
	}

	/** The line of the cursor, up to the cursor. */
	#cursorLine(): string {
		const { baseY, cursorY, cursorX } = this.#screen.buffer.active;
		const line = this.#screen.buffer.active.getLine(baseY + cursorY);
		return line?.translateToString(false, 0, cursorX) ?? '';
	}

	/** Whether a program, or the shell, has answered the last Enter with this prompt. */
	#asksWith(prompt: string): boolean {
		// The prompt at which that line was typed may be the same one.
		const isAnswered = this.#unseen === 0 && this.#output.includes('\n') && !this.#isBack;
		return isAnswered && this.#cursorLine() === prompt;
	}

	#hasEnded(): boolean {
		return this.#prompts > this.#promptsAtEnter;
	}

	/** As `#until`, but what is meant for a program must not go to the shell after the program's end. */
	async #whileRunning(done: () => boolean, seconds: number, what: string): Promise<void> {
		await this.#until(() => this.#hasEnded() || done(), seconds, what);
		if (this.#hasEnded())
			throw new ShellError(
				`it ended with exit status ${this.#status} while waiting for ${what}${this.#lastLines()}`,
			);
	}

	#until(done: () => boolean, seconds: number, what: string): Promise<void> {
		return new Promise((resolve, reject) => {
			const settle = (fault?: string) => {
				clearTimeout(timer);
				this.#onChange = () => {};
				if (fault === undefined) resolve();
				else reject(new ShellError(`${fault} while waiting for ${what}${this.#lastLines()}`));
			};
			const look = () => {
				if (this.#fault !== undefined) settle(this.#fault);
				else if (done()) settle();
				else if (this.#output.length > OUTPUT_LIMIT)
					settle(`more than ${OUTPUT_LIMIT} characters were printed`);
			};
			const timer = setTimeout(() => settle(`${seconds} s went by`), seconds * 1000);
			this.#onChange = look;
			look();
		});
	}

	#lastLines(): string {
		const text = this.#output.replaceAll(ESCAPES, '').replaceAll('\r', '').trimEnd();
		return text === '' ? '' : `; the terminal's last lines:\n${text.split('\n').slice(-8).join('\n')}`;
	}
}

/** The first bytes that are not UTF-8, as a person can read them. */
function showBytes(bytes: Uint8Array): string {
	let at = 0;
	while (at < bytes.length) {
		const length = [1, 2, 3, 4].find((count) => isUtf8(bytes.subarray(at, at + count)));
		if (length === undefined) break;
		at += length;
	}
	const found = [...bytes.subarray(at, at + 4)];
	return found.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ');
}
