import { readFileSync, globSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseCast } from '../recordings/asciicast.ts';
import { textOf, transcribe, type StepTranscript } from '../recordings/transcript.ts';
import { createEmulator, type Emulator } from './emulator.ts';
import { createPlayer } from './player.ts';
import { timelineOf } from './timeline.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../content/recordings');
const casts = globSync('**/*.cast', { cwd: FOLDER });

/** Lines of the screen and its history, what was wrapped joined again, without blank ones. */
function linesOf({ terminal }: Emulator): string[] {
	const buffer = terminal.buffer.normal;
	const lines: string[] = [];
	for (let row = 0; row < buffer.length; row++) {
		const line = buffer.getLine(row)!;
		const text = line.translateToString(!buffer.getLine(row + 1)?.isWrapped);
		if (line.isWrapped) lines.push(lines.pop()! + text);
		else lines.push(text);
	}
	return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}

/** What the page shows under a command, without blank lines. */
function shownUnder({ output, exchanges }: StepTranscript): string[] {
	return [...output, ...exchanges.flatMap((exchange) => exchange.output)]
		.map((line) => textOf(line).trimEnd())
		.filter((line) => line !== '');
}

/** Whether the lines stand there in this order, whatever (prompts, what was typed) is between them. */
function hasInOrder(lines: readonly string[], wanted: readonly string[]): boolean {
	let from = 0;
	return wanted.every((line) => {
		// The prompt of a program may stand before it, the shell's after it.
		const at = lines.findIndex((other, index) => index >= from && other.includes(line));
		from = at + 1;
		return at >= 0;
	});
}

test('there are recordings to look at', () => {
	expect(casts.length).toBeGreaterThan(50);
});

test.each(casts)('%s: at the end of each command the replay shows what the page says', async (file) => {
	const cast = parseCast(readFileSync(path.join(FOLDER, file), 'utf8'));
	const { steps } = await transcribe(cast);
	const timeline = timelineOf(cast);
	const ended = timeline.commands.filter(({ end }) => end !== undefined);
	expect(ended.map(({ label, exitStatus }) => [label, exitStatus])).toEqual(
		steps.map(({ command, exitStatus }) => [command, exitStatus]),
	);
	const emulator = createEmulator({ cols: cast.cols, rows: cast.rows, history: 1000 });
	const player = createPlayer(timeline, emulator, { now: () => 0, after: () => () => {} }, { onChange() {} });
	// Backwards, and then forwards: a seek must not leave anything of what it comes from.
	const order = [...steps.keys()];
	for (const index of [...order.toReversed(), ...order]) {
		player.seek(ended[index]!.end!);
		await emulator.settled();
		const lines = linesOf(emulator);
		const wanted = shownUnder(steps[index]!);
		const start = lines.findLastIndex((line) =>
			line.startsWith(`$ ${steps[index]!.command.split('\n')[0]!}`),
		);
		// A program that clears the screen takes its own command with it.
		const below = start < 0 ? lines : lines.slice(start + 1);
		expect(hasInOrder(below, wanted), `${steps[index]!.command}:\n${lines.join('\n')}`).toBe(true);
		// And nothing of what comes later.
		const next = steps[index + 1];
		if (next) expect(below.at(-1)).toBe('$');
	}
});
