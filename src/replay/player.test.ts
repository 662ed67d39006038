import { describe, expect, test } from 'vitest';
import type { Cast } from '../recordings/asciicast.ts';
import { castOf } from '../recordings/fixtures.ts';
import { createKeyFrames } from './key-frames.ts';
import { createPlayer, type Clock, type Player, type PlayerState, type Screen } from './player.ts';
import { timelineOf } from './timeline.ts';

/** A clock that goes on only when it is told to. */
function fakeClock(): Clock & { advance(seconds: number): void; pending(): number } {
	let now = 1000;
	let timers: { at: number; callback: () => void }[] = [];
	const remove = (timer: (typeof timers)[number]) => (timers = timers.filter((other) => other !== timer));
	return {
		now: () => now,
		after(seconds, callback) {
			const timer = { at: now + seconds, callback };
			timers.push(timer);
			return () => remove(timer);
		},
		advance(seconds) {
			const end = now + seconds;
			for (;;) {
				const [due] = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
				if (!due) break;
				remove(due);
				now = due.at;
				due.callback();
			}
			now = end;
		},
		pending: () => timers.length,
	};
}

// Times are sums of powers of two, so that no rounding blurs what is asserted.
const CAST = castOf([
	[0, 'o', '$ '],
	[0.5, 'm', 'ls'],
	[0.5, 'o', 'ls'],
	[1, 'o', 'one'],
	[2, 'm', 'pwd'],
	[3, 'i', 'typed'],
	[3, 'o', 'two'],
	[4, 'x', '0'],
]);

/** A player on a fake clock; `log` gets what reaches the screen, each with the second at which it does. */
function playerOf(
	cast: Cast = CAST,
	onChange: (player: Player) => void = () => {},
	frames = createKeyFrames(),
) {
	const clock = fakeClock();
	const start = clock.now();
	const log: string[] = [];
	const note = (what: string) => log.push(`${clock.now() - start}: ${what}`);
	const screen: Screen = {
		reset: (cols, rows) => note(`reset to ${cols}x${rows}`),
		restore: ({ next }) => note(`key frame ${next}`),
		write: note,
		resize: (cols, rows) => note(`${cols}x${rows}`),
	};
	const player: Player = createPlayer(timelineOf(cast), screen, clock, {
		onChange: () => onChange(player),
		frameBefore: (index) => frames.before(index),
	});
	/** What reached the screen since the last look. */
	const seen = () => log.splice(0);
	return { player, clock, seen };
}

test('before it plays', () => {
	const { player, clock, seen } = playerOf();
	clock.advance(10);
	expect(seen()).toEqual([]);
	expect(player).toMatchObject({ state: 'paused', position: 0, duration: 4, speed: 1 });
});

test('plays events in their order, at their times, and ends', () => {
	const { player, clock, seen } = playerOf();
	player.play();
	clock.advance(3.5);
	expect(player).toMatchObject({ state: 'playing', position: 3.5 });
	clock.advance(0.5);
	expect(player).toMatchObject({ state: 'ended', position: 4 });
	clock.advance(10);
	expect(player.position).toBe(4);
	expect(seen()).toEqual(['0: $ ', '0.5: ls', '1: one', '3: two']);
	expect(clock.pending()).toBe(0);
});

test('follows the sizes of the recording, and no nonsense', () => {
	const { player, clock, seen } = playerOf(
		castOf([
			[1, 'r', '80x20'],
			[2, 'r', 'wide'],
			[3, 'r', '0x5'],
		]),
	);
	player.play();
	clock.advance(5);
	expect(seen()).toEqual(['1: 80x20']);
});

test('nothing comes after a pause, and play goes on from there', () => {
	const { player, clock, seen } = playerOf();
	player.play();
	clock.advance(0.75);
	player.pause();
	expect(seen()).toEqual(['0: $ ', '0.5: ls']);
	clock.advance(10);
	expect(seen()).toEqual([]);
	expect(clock.pending()).toBe(0);
	expect(player).toMatchObject({ state: 'paused', position: 0.75 });
	player.play();
	clock.advance(0.25);
	expect(seen()).toEqual(['11: one']);
});

test('play during play changes nothing', () => {
	const { player, clock, seen } = playerOf();
	player.play();
	clock.advance(0.25);
	player.play();
	expect(clock.pending()).toBe(1);
	clock.advance(0.75);
	expect(seen()).toEqual(['0: $ ', '0.5: ls', '1: one']);
});

test('a listener may pause at a stop', () => {
	const { player, clock, seen } = playerOf(CAST, (it) => {
		if (it.position === 2) it.pause();
	});
	player.play();
	clock.advance(10);
	expect(player).toMatchObject({ state: 'paused', position: 2 });
	expect(seen()).toEqual(['0: $ ', '0.5: ls', '1: one']);
	expect(clock.pending()).toBe(0);
});

describe('speed', () => {
	test('counts from where it is changed', () => {
		const { player, clock, seen } = playerOf();
		player.play();
		clock.advance(0.75);
		player.speed = 0.5;
		expect(player).toMatchObject({ speed: 0.5, position: 0.75, state: 'playing' });
		clock.advance(0.5); // 1
		player.speed = 4;
		clock.advance(0.25); // 2
		expect(player.position).toBe(2);
		clock.advance(0.5); // 4
		expect(player.state).toBe('ended');
		expect(seen()).toEqual(['0: $ ', '0.5: ls', '1.25: one', '1.75: two']);
		expect(clock.pending()).toBe(0);
	});

	test('holds for the next play when changed in a pause', () => {
		const { player, clock, seen } = playerOf();
		player.speed = 2;
		player.play();
		clock.advance(0.5);
		expect(player.position).toBe(1);
		expect(seen()).toEqual(['0: $ ', '0.25: ls', '0.5: one']);
	});
});

describe('seek', () => {
	test('forwards shows at once what lies between', () => {
		const { player, clock, seen } = playerOf();
		player.play();
		clock.advance(0.25);
		player.seek(3.5);
		expect(seen()).toEqual(['0: $ ', '0.25: lsonetwo']);
		expect(player).toMatchObject({ state: 'playing', position: 3.5 });
		clock.advance(0.5);
		expect(player.state).toBe('ended');
		expect(seen()).toEqual([]);
	});

	test('backwards starts the screen again, in its first size', () => {
		const { player, clock, seen } = playerOf();
		player.play();
		clock.advance(3.5);
		seen();
		player.seek(0.75);
		expect(seen()).toEqual(['3.5: reset to 20x6', '3.5: $ ls']);
		clock.advance(0.25);
		expect(seen()).toEqual(['3.75: one']);
		clock.advance(3);
		expect(seen()).toEqual(['5.75: two']);
		expect(player.state).toBe('ended');
	});

	test('while paused stays where it is put', () => {
		const { player, clock, seen } = playerOf();
		player.seek(1);
		clock.advance(10);
		expect(seen()).toEqual(['0: $ lsone']);
		expect(player).toMatchObject({ state: 'paused', position: 1 });
		player.play();
		clock.advance(2);
		expect(seen()).toEqual(['12: two']);
	});

	test.each([
		[-5, 0],
		[0, 0],
		[4, 4],
		[99, 4],
	])('to %d leads to %d', (time, position) => {
		const { player } = playerOf();
		player.seek(2);
		player.seek(time);
		expect(player).toMatchObject({ position, state: position === 4 ? 'ended' : 'paused' });
	});

	test('back to a stop shows what came before it, and its own time only', () => {
		const { player, seen } = playerOf();
		player.seek(4);
		seen();
		player.seek(player.timeline.commands[1]!.start);
		expect(seen()).toEqual(['0: reset to 20x6', '0: $ lsone']);
	});
});

test('play after the end starts again', () => {
	const { player, clock, seen } = playerOf();
	player.play();
	clock.advance(10);
	expect(seen()).toEqual(['0: $ ', '0.5: ls', '1: one', '3: two']);
	player.play();
	expect(player).toMatchObject({ state: 'playing', position: 0 });
	clock.advance(4);
	expect(seen()).toEqual(['10: reset to 20x6', '10: $ ', '10.5: ls', '11: one', '13: two']);
	expect(player.state).toBe('ended');
});

test('long silences are cut to the limit of the recording', () => {
	const { player, clock, seen } = playerOf(
		castOf(
			[
				[5, 'o', 'a'],
				[6, 'o', 'b'],
				[16, 'm', 'ls'],
				[16.5, 'o', 'c'],
				[20, 'o', 'd'],
			],
			{ idleTimeLimit: 1.5 },
		),
	);
	expect(player.duration).toBe(6);
	expect(player.timeline.commands).toMatchObject([{ label: 'ls', start: 4 }]);
	expect(player.timeline.silences).toEqual([
		{ time: 1.5, leftOut: 3.5 },
		{ time: 4, leftOut: 8.5 },
		{ time: 6, leftOut: 2 },
	]);
	player.play();
	clock.advance(6);
	expect(seen()).toEqual(['1.5: a', '2.5: b', '4.5: c', '6: d']);
});

test('an empty recording ends as soon as it plays', () => {
	const { player, clock } = playerOf(castOf([]));
	player.play();
	expect(player).toMatchObject({ state: 'ended', position: 0, duration: 0 });
	expect(clock.pending()).toBe(0);
});

const ACTIONS = {
	play: (player: Player) => player.play(),
	pause: (player: Player) => player.pause(),
	seek: (player: Player) => player.seek(1),
	'seek to the end': (player: Player) => player.seek(4),
	'change the speed': (player: Player) => (player.speed = 2),
	'skip typing': (player: Player) => (player.skipTyping = true),
	restart: (player: Player) => player.restart(),
	'a frame on': (player: Player) => player.frame(1),
	'a frame back': (player: Player) => player.frame(-1),
};
type Action = keyof typeof ACTIONS;

const TRANSITIONS: Record<PlayerState, Record<Action, PlayerState>> = {
	paused: {
		play: 'playing',
		pause: 'paused',
		seek: 'paused',
		'seek to the end': 'ended',
		'change the speed': 'paused',
		'skip typing': 'paused',
		restart: 'playing',
		'a frame on': 'paused',
		'a frame back': 'paused',
	},
	playing: {
		play: 'playing',
		pause: 'paused',
		seek: 'playing',
		'seek to the end': 'ended',
		'change the speed': 'playing',
		'skip typing': 'playing',
		restart: 'playing',
		'a frame on': 'paused',
		'a frame back': 'paused',
	},
	ended: {
		play: 'playing',
		pause: 'ended',
		seek: 'paused',
		'seek to the end': 'ended',
		'change the speed': 'ended',
		'skip typing': 'ended',
		restart: 'playing',
		'a frame on': 'ended',
		'a frame back': 'paused',
	},
};

/** Plays to 0.75 seconds, and then into a state. */
const GO_TO: Record<PlayerState, (player: Player, clock: ReturnType<typeof fakeClock>) => void> = {
	playing: () => {},
	paused: (player) => player.pause(),
	ended: (_, clock) => clock.advance(10),
};

const rows = Object.entries(TRANSITIONS).flatMap(([from, actions]) =>
	Object.entries(actions).map(([action, to]) => [from as PlayerState, action as Action, to] as const),
);

test.each(rows)('%s: %s leads to %s', (from, action, to) => {
	const told: PlayerState[] = [];
	const { player, clock } = playerOf(CAST, ({ state }) => told.push(state));
	player.play();
	clock.advance(0.75);
	GO_TO[from](player, clock);
	expect(player.state).toBe(from);
	told.length = 0;
	ACTIONS[action](player);
	expect(player.state).toBe(to);
	// Whoever listens knows the new state; a timer is left exactly while it plays.
	if (to !== from) expect(told.at(-1)).toBe(to);
	expect(clock.pending()).toBe(to === 'playing' ? 1 : 0);
});

test('tells of its state, and of each stop that it passes, with the position of that moment', () => {
	const told: string[] = [];
	const { player, clock } = playerOf(CAST, ({ state, position }) => told.push(`${state} ${position}`));
	player.play();
	clock.advance(2.5);
	player.seek(1); // back over the first stop
	player.pause();
	player.seek(4); // not playing: no stops are told
	expect(told).toEqual(['playing 0', 'playing 0.5', 'playing 2', 'playing 1', 'paused 1', 'ended 4']);
});

test('skipping the typing, a command appears whole as soon as it begins', () => {
	const { player, clock, seen } = playerOf(
		castOf([
			[0, 'o', '$ '],
			[1, 'm', 'ls'],
			[1, 'o', 'l'],
			[2, 'o', 's'],
			[3, 'o', '\r\n'],
			[4, 'o', 'one'],
		]),
	);
	player.skipTyping = true;
	player.play();
	clock.advance(1);
	expect(player.position).toBe(3);
	clock.advance(1);
	expect(player.state).toBe('ended');
	expect(seen()).toEqual(['0: $ ', '1: ls\r\n', '2: one']);
});

describe('one frame', () => {
	test('on is the next output, back the one before', () => {
		const { player, seen } = playerOf();
		player.seek(1);
		player.frame(1);
		expect(player).toMatchObject({ position: 3, state: 'paused' });
		player.frame(-1);
		expect(player.position).toBe(1);
		player.frame(-1);
		player.frame(-1);
		player.frame(-1);
		expect(player.position).toBe(0);
		expect(seen().at(-1)).toBe('0: $ ');
	});
});

describe('key frames', () => {
	const frames = createKeyFrames();
	frames.add({ next: 3, cols: 20, rows: 6, content: '$ ls' });
	frames.add({ next: 5, cols: 20, rows: 6, content: '$ lsone' });

	test('are where a jump forwards over one starts', () => {
		const { player, seen } = playerOf(CAST, undefined, frames);
		player.seek(3.5);
		expect(seen()).toEqual(['0: key frame 5', '0: two']);
	});

	test('are where a jump back starts', () => {
		const { player, seen } = playerOf(CAST, undefined, frames);
		player.seek(4);
		seen();
		player.seek(1);
		expect(seen()).toEqual(['0: key frame 3', '0: one']);
		player.seek(0.25);
		expect(seen()).toEqual(['0: reset to 20x6', '0: $ ']);
	});

	test('are left alone when playing on is shorter', () => {
		const { player, seen } = playerOf(CAST, undefined, frames);
		player.seek(2);
		seen();
		player.seek(3.5);
		expect(seen()).toEqual(['0: two']);
	});
});

test('a new screen gets what belongs to the position', () => {
	const { player, seen } = playerOf();
	player.seek(1);
	seen();
	player.showAgain();
	expect(seen()).toEqual(['0: reset to 20x6', '0: $ lsone']);
});
