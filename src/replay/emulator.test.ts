import { describe, expect, test } from 'vitest';
import { castOf } from '../recordings/fixtures.ts';
import { randomOf } from '../recordings/mutants.ts';
import { createEmulator, sameScreen, type Emulator } from './emulator.ts';
import { createKeyFrames, makeKeyFrames, type KeyFrame } from './key-frames.ts';
import { showEvents } from './player.ts';
import { timelineOf } from './timeline.ts';

const SIZE = { cols: 30, rows: 8, history: 20 };

/** The rows as text, for the message when a look differs as well. */
function picture({ terminal }: Emulator): string[] {
	const { active } = terminal.buffer;
	const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row)!.translateToString());
	return [`${active.type} ${active.cursorX},${active.cursorY}`, ...lines];
}

function expectSame(one: Emulator, other: Emulator, message: string): void {
	expect(picture(one), message).toEqual(picture(other));
	expect(sameScreen(one.terminal, other.terminal), message).toBe(true);
}

async function after(...writes: string[]): Promise<Emulator> {
	const emulator = createEmulator(SIZE);
	for (const text of writes) emulator.write(text);
	await emulator.settled();
	return emulator;
}

/** Things that programs do on a terminal, one after the other. */
function movesOf(chance: () => number): () => string {
	let screen = 'l';
	return () => {
		const data = move(chance);
		if (data !== OTHER_SCREEN) return data;
		// Leaving a screen that was not entered puts the cursor where it was saved long ago: no program does so.
		screen = screen === 'l' ? 'h' : 'l';
		// Nor does any enter one in the middle of colours, which are saved with the cursor.
		return `\u001B[0m\u001B[?1049${screen}`;
	};
}

const OTHER_SCREEN = 'other screen';

function move(chance: () => number): string {
	const number = (most: number) => 1 + Math.floor(chance() * most);
	const moves = [
		() => 'words of a line ',
		() => 'a long line that will not find room in one row of the screen ',
		() => '\r\n',
		() => '\r\n',
		() => '\r',
		() => `\u001B[${number(8)};${number(30)}H`,
		() => `\u001B[${number(107)}m`,
		() => `\u001B[38;5;${number(255)};48;2;${number(255)};${number(255)};0m`,
		() => '\u001B[0m',
		() => `\u001B[${number(3) - 1}J`,
		() => `\u001B[${number(3) - 1}K`,
		() => `\u001B[${number(4)};${number(4) + 4}r`,
		() => '\u001B[r',
		() => `\u001B[${number(4)}${'LMPX@STABCD'[number(11) - 1]!}`,
		() => OTHER_SCREEN,
		() => '\u001BM',
		() => '日本 and é',
		() => `\u001B7here\u001B8`,
		() => '\u001B(0lqqk\u001B(B',
		() => '\u001B[?25l',
	];
	return moves[Math.floor(chance() * moves.length)]!();
}

test('what a key frame restores looks like what it was made of, and goes on like it', async () => {
	let restored = 0;
	for (let seed = 1; seed <= 150; seed++) {
		const chance = randomOf(seed);
		const next = movesOf(chance);
		const before = Array.from({ length: 40 }, next).join('');
		const later = Array.from({ length: 15 }, next).join('');
		const whole = await after(before);
		const content = whole.state();
		if (content === undefined) continue;
		const copy = await after('something else');
		copy.restore({ next: 0, ...SIZE, content });
		await copy.settled();
		// The serialize addon gets some looks wrong: those make no key frames.
		if (!sameScreen(copy.terminal, whole.terminal)) continue;
		restored++;
		whole.write(later);
		copy.write(later);
		await Promise.all([whole.settled(), copy.settled()]);
		expectSame(copy, whole, `seed ${seed}: ${JSON.stringify(content)}, then ${JSON.stringify(later)}`);
	}
	expect(restored).toBeGreaterThan(30);
}, 30_000);

test('a reset or a restore makes void what was still to be written', async () => {
	const emulator = createEmulator(SIZE);
	emulator.write('x'.repeat(500_000));
	emulator.reset(20, 5);
	emulator.write('new');
	await emulator.settled();
	expect(emulator.terminal.cols).toBe(20);
	expect(emulator.terminal.rows).toBe(5);
	expect(emulator.terminal.buffer.active.length).toBe(5);
	expect(emulator.terminal.buffer.active.getLine(0)!.translateToString(true)).toBe('new');
});

test('sizes change between what was written before and after', async () => {
	const emulator = createEmulator(SIZE);
	emulator.write('one\r\n');
	emulator.resize(5, 8);
	emulator.write('1234567');
	emulator.resize(40, 8);
	await emulator.settled();
	const lines = [0, 1, 2].map((row) => emulator.terminal.buffer.active.getLine(row)!.translateToString(true));
	expect(lines).toEqual(['one', '12345', '67']);
});

test('surrogate pairs are not torn when much is written at once', async () => {
	const emulator = await after(`x${'😀'.repeat(40_000)}`);
	const line = emulator.terminal.buffer.active.getLine(5)!.translateToString(true);
	expect(line).toMatch(/^(?:😀)+$/u);
});

describe('a hostile recording', () => {
	test.each('bSTLMIZ@PXABCDGd'.split(''))('cannot hang the page with CSI %s', async (final) => {
		const start = performance.now();
		await after(`a\u001B[2147483647${final}`, 'b');
		expect(performance.now() - start).toBeLessThan(1000);
	});

	test.each([
		['a link', '\u001B]8;;javascript:alert(1)\u0007link\u001B]8;;\u0007'],
		['the clipboard', '\u001B]52;c;aGk=\u0007link'],
		['a title', '\u001B]2;title\u0007link'],
		['a bell', '\u0007link'],
		['an answer', '\u001B[6n\u001B[c\u001B[>q\u001BZlink'],
		['a size', '\u001B[8;1;1t\u001B[?3hlink'],
	])('gets nothing but text out of %s', async (_what, data) => {
		const emulator = await after(data);
		expect(emulator.terminal.buffer.active.getLine(0)!.translateToString(true)).toBe('link');
		expect(emulator.terminal.cols).toBe(SIZE.cols);
	});
});

test('key frames of a long recording lie apart, and lead to the same screens as playing it', async () => {
	const next = movesOf(randomOf(7));
	const events = Array.from({ length: 20_000 }, (_, index) => [index / 10, 'o', next()] as const);
	const timeline = timelineOf(castOf(events, SIZE));
	const frames = createKeyFrames();
	const made: KeyFrame[] = [];
	await makeKeyFrames(
		timeline,
		() => createEmulator(SIZE),
		(frame) => {
			made.push(frame);
			frames.add(frame);
		},
	);
	expect(made.length).toBeGreaterThan(1);
	for (const frame of made) {
		const [whole, restored] = [createEmulator(SIZE), createEmulator(SIZE)];
		showEvents(whole, timeline.events, 0, frame.next + 20);
		restored.restore(frame);
		showEvents(restored, timeline.events, frame.next, frame.next + 20);
		await Promise.all([whole.settled(), restored.settled()]);
		expectSame(restored, whole, `key frame before event ${frame.next}`);
	}
	expect(frames.before(made[0]!.next - 1)).toBeUndefined();
	expect(frames.before(made[0]!.next)).toBe(made[0]);
	expect(frames.before(Infinity)).toBe(made.at(-1));
});
