import { describe, expect, test } from 'vitest';
import { castOf, sessionOf } from './fixtures.ts';
import { textOf, transcribe } from './transcript.ts';

/** What one command leaves on a terminal of 20 columns and 6 rows. */
async function outputOf(...prints: string[]) {
	const { steps } = await transcribe(sessionOf([{ command: 'make', prints }, { command: 'true' }]));
	return steps[0]!.output;
}

async function textsOf(...prints: string[]): Promise<string[]> {
	return (await outputOf(...prints)).map(textOf);
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

test('each command has its output, exit status and time', async () => {
	const cast = sessionOf([
		{ command: 'ls', prints: ['one\r\n', 'two\r\n'] },
		{ command: 'true' },
		{ command: 'cat <<END\ntext\nEND', prints: ['text\r\n'] },
		{ command: 'nope', prints: ['nope: not found\r\n'], status: 127 },
	]);
	const { steps, screen } = await transcribe(cast);
	const line = (text: string) => [{ text, style: {} }];
	expect(steps).toEqual([
		{ command: 'ls', output: [line('one'), line('two')], exchanges: [], exitStatus: 0, time: 0.1 },
		{ command: 'true', output: [], exchanges: [], exitStatus: 0, time: 0.6 },
		{ command: 'cat <<END\ntext\nEND', output: [line('text')], exchanges: [], exitStatus: 0, time: 0.9 },
		{ command: 'nope', output: [line('nope: not found')], exchanges: [], exitStatus: 127, time: 1.3 },
	]);
	expect(screen).toEqual([
		...[
			'$ ls',
			'one',
			'two',
			'$ true',
			'$ cat <<END',
			'> text',
			'> END',
			'text',
			'$ nope',
			'nope: not found',
		],
		'$ ',
	]);
});

describe('lines', () => {
	test.each<[string, string[], string[]]>([
		['no newline at the end', ['one\r\ntwo'], ['one', 'two']],
		['blank lines: kept between, dropped at the end', ['\r\none\r\n\r\ntwo\r\n\r\n'], ['', 'one', '', 'two']],
		['spaces: those that were printed', ['  one  two  \r\n'], ['  one  two  ']],
		['tabs: the columns they lead to', ['a\tb\r\n'], ['a       b']],
		['as long as the screen is wide', [`${'x'.repeat(20)}\r\ny\r\n`], ['x'.repeat(20), 'y']],
		['longer than the screen is wide', [`${'x'.repeat(45)}\r\ny\r\n`], ['x'.repeat(45), 'y']],
		['longer, with no newline', ['x'.repeat(45)], ['x'.repeat(45)]],
		['longer, with a space where it wraps', [`${'x'.repeat(19)} y\r\n`], [`${'x'.repeat(19)} y`]],
		['wide characters', ['日本 👍 é\r\n'], ['日本 👍 é']],
		['a wide character that wraps', [`${'x'.repeat(19)}日本\r\n`], [`${'x'.repeat(19)}日本`]],
		['more than the screen has rows', [`${numbers(50).join('\r\n')}\r\n`], numbers(50)],
	])('%s', async (_, prints, texts) => {
		expect(await textsOf(...prints)).toEqual(texts);
	});
});

describe('the screen as the command left it', () => {
	const UP_2 = '\u001B[2A';
	const CLEAR_LINE = '\u001B[2K';
	const CLEAR_SCREEN = '\u001B[H\u001B[2J';

	test('a progress bar on one line', async () => {
		expect(await textsOf('10 %\r', '50 %\r', 'done\r\n')).toEqual(['done']);
	});

	test.each([0, 3, 20])('progress on two lines, %i lines down', async (above) => {
		const lines = numbers(above).map((line) => `${line}\r\n`);
		const progress = (...shares: string[]) => shares.map((share) => `${CLEAR_LINE}${share}\r\n`).join('');
		expect(
			await textsOf(
				...lines,
				progress('a 1 %', 'b 1 %'),
				UP_2,
				progress('a 50 %', 'b'),
				UP_2,
				progress('a', 'b'),
			),
		).toEqual([...numbers(above), 'a', 'b']);
	});

	test('a line that was erased', async () => {
		expect(await textsOf('working', `\r${CLEAR_LINE}`)).toEqual([]);
	});

	test('a program with a screen of its own leaves nothing', async () => {
		expect(await textsOf('one\r\n', '\u001B[?1049h\u001B[HEditor\r\n', '\u001B[?1049l', 'two\r\n')).toEqual([
			'one',
			'two',
		]);
	});

	test('what came before survives a cleared screen', async () => {
		const { steps } = await transcribe(
			sessionOf([
				{ command: 'ls', prints: ['one\r\n'] },
				{ command: 'clear', prints: [CLEAR_SCREEN, '\u001B[3J'] },
				{ command: 'ls', prints: ['two\r\n'] },
			]),
		);
		expect(steps.map(({ output }) => output.map(textOf))).toEqual([['one'], [], ['two']]);
	});

	test('a program that clears the screen and prints', async () => {
		expect(await textsOf('1 %\r\n', CLEAR_SCREEN, '50 %\r\n', CLEAR_SCREEN, 'done\r\n')).toEqual(['done']);
		expect(await textsOf(`${numbers(9).join('\r\n')}\r\n`, CLEAR_SCREEN, '\u001B[3Jdone\r\n')).toEqual([
			'done',
		]);
	});

	test('a screen that changes its size', async () => {
		const cast = sessionOf([
			{ command: 'ls', prints: [`${'x'.repeat(25)}\r\n`, ['r', '30x6']] },
			{ command: 'ls', prints: [`${'y'.repeat(25)}\r\n`] },
		]);
		const { steps, screen } = await transcribe(cast);
		expect(steps.map(({ output }) => output.map(textOf))).toEqual([['x'.repeat(25)], ['y'.repeat(25)]]);
		expect(screen).toEqual(['$ ls', 'x'.repeat(25), '$ ls', 'y'.repeat(25), '$ ']);
	});
});

describe('colours and styles', () => {
	test.each([
		['\u001B[31m', { foreground: 1 }],
		['\u001B[94m', { foreground: 12 }],
		['\u001B[38;5;208m', { foreground: 208 }],
		['\u001B[38;2;0;128;255m', { foreground: '#0080ff' }],
		['\u001B[42m', { background: 2 }],
		['\u001B[48;2;1;2;3m', { background: '#010203' }],
		['\u001B[1m', { bold: true }],
		['\u001B[2m', { dim: true }],
		['\u001B[3m', { italic: true }],
		['\u001B[4m', { underline: true }],
		['\u001B[7m', { inverse: true }],
		['\u001B[1;4;33;44m', { foreground: 3, background: 4, bold: true, underline: true }],
	])('%j', async (sequence, style) => {
		expect(await outputOf(`a ${sequence}b c\u001B[0m d\r\n`)).toEqual([
			[
				{ text: 'a ', style: {} },
				{ text: 'b c', style },
				{ text: ' d', style: {} },
			],
		]);
	});

	test('neighbours of one look are one span', async () => {
		expect(await outputOf('\u001B[31ma\u001B[0m\u001B[31mb\u001B[1;39mc\r\n')).toEqual([
			[
				{ text: 'ab', style: { foreground: 1 } },
				{ text: 'c', style: { bold: true } },
			],
		]);
	});
});

describe('a session', () => {
	const PROMPT = '/ # ';
	const typed = (text: string) => [['m', text] as const, `${text}\r\n`];

	async function exchangesOf(...prints: Parameters<typeof sessionOf>[0][number]['prints'] & object) {
		const { steps } = await transcribe(sessionOf([{ command: 'sh', prints }, { command: 'true' }]));
		const { output, exchanges } = steps[0]!;
		return [
			output.map(textOf),
			...exchanges.map((exchange) => [exchange.input, ...exchange.output.map(textOf)]),
		];
	}

	test('is split at what is typed', async () => {
		expect(
			await exchangesOf(
				...['Welcome\r\n', PROMPT, ...typed('whoami'), 'root\r\n', PROMPT, ...typed('true'), PROMPT],
				...[...typed('exit'), 'bye'],
			),
		).toEqual([['Welcome'], ['whoami', 'root'], ['true'], ['exit', 'bye']]);
	});

	test('may type more than a row, and print more than the screen', async () => {
		const long = `echo ${'x'.repeat(30)}`;
		expect(
			await exchangesOf(
				...[PROMPT, ...typed(long), `${'x'.repeat(30)}\r\n`, PROMPT, ...typed('seq 30')],
				...[`${numbers(30).join('\r\n')}\r\n`, PROMPT, ...typed('exit')],
			),
		).toEqual([[], [long, 'x'.repeat(30)], ['seq 30', ...numbers(30)], ['exit']]);
	});
});

test('Ctrl-C is seen as the terminal shows it, and is no line of a session', async () => {
	const prints = ['tick\r\n', ['m', '^C'] as const, '^C\r\n'];
	const { steps } = await transcribe(
		sessionOf([{ command: 'ping', prints, status: 130 }, { command: 'ls' }]),
	);
	expect(steps[0]).toMatchObject({ exitStatus: 130, exchanges: [] });
	expect(steps[0]!.output.map(textOf)).toEqual(['tick', '^C']);
	expect(steps[1]!.command).toBe('ls');
});

describe('refuses a recording', () => {
	test('that ends before its command does', async () => {
		const cast = sessionOf([{ command: 'true' }, { command: 'sleep 9', prints: ['zzz\r\n'] }]);
		const cut = { ...cast, events: cast.events.slice(0, -1) };
		await expect(transcribe(cut)).rejects.toThrow('the recording ends before “sleep 9” has ended');
	});

	test('whose command never starts', async () => {
		const cast = castOf([
			[0, 'm', 'ls'],
			[1, 'o', 'ls\r\n'],
		]);
		await expect(transcribe(cast)).rejects.toThrow('the recording ends before “ls” has ended');
	});

	test('that prints more lines than are kept', async () => {
		const cast = sessionOf([{ command: 'yes', prints: ['y\r\n'.repeat(20_010)] }]);
		await expect(transcribe(cast)).rejects.toThrow('the recording prints more than 20000 lines');
	});
});

test('an empty recording has no steps', async () => {
	expect(await transcribe(castOf([]))).toEqual({ steps: [], screen: [] });
});
