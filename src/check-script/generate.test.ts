import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exampleSchema, type ExampleSource } from '../examples/schema.ts';
import { checkScript } from './generate.ts';

/** Without the breath that is taken before each example. */
const LIBRARY = readFileSync(path.resolve(import.meta.dirname, 'library.sh'), 'utf8').replace(
	'[ "$_result" != ok ] || sleep 1',
	':',
);
const FAKE_ENGINE = readFileSync(path.resolve(import.meta.dirname, 'fake-engine.sh'), 'utf8');
const KINDS = ['container', 'image', 'volume', 'network', 'pod'];

let folder: string;
const place = (...names: string[]) => path.join(folder, ...names);

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'check-script-'));
	for (const name of ['bin', 'tmp', ...KINDS.map((kind) => `engine/${kind}`)])
		mkdirSync(place(name), { recursive: true });
	writeFileSync(place('bin/podman'), FAKE_ENGINE);
	chmodSync(place('bin/podman'), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Something that the reader has before the script runs. */
function own(kind: string, name: string, content = name): void {
	writeFileSync(place('engine', kind, name), `${content}\n`);
}

function inEngine(): string[] {
	return KINDS.flatMap((kind) =>
		readdirSync(place('engine', kind)).map(
			(name) => `${kind} ${name} ${readFileSync(place('engine', kind, name), 'utf8').trim()}`,
		),
	);
}

type Steps = ExampleSource['steps'];

/** A book with one chapter, whose examples are called one, two … */
function book(...examples: (Steps | ExampleSource)[]): string {
	const names = ['one', 'two', 'three', 'four'];
	const entries = examples.map((source, index) => ({
		id: `basics/${names[index]!}`,
		example: exampleSchema.parse(Array.isArray(source) ? { title: 'Test', steps: source } : source),
	}));
	return checkScript(LIBRARY, [{ name: 'basics', title: 'Basics', examples: entries }]);
}

function environment() {
	return {
		...process.env,
		PATH: `${place('bin')}:${process.env['PATH']!}`,
		FAKE_ENGINE: place('engine'),
		TMPDIR: place('tmp'),
	};
}

function run(script: string, args: string[] = ['podman'], shell = 'sh') {
	writeFileSync(place('check.sh'), script);
	const { status, stdout, stderr } = spawnSync(shell, [place('check.sh'), ...args], {
		encoding: 'utf8',
		env: environment(),
		cwd: folder,
	});
	expect(readdirSync(place('tmp'))).toEqual([]);
	return { status, stderr, lines: stdout.trimEnd().split('\n') };
}

/** The lines of the results alone, without the chapter's name. */
function results(lines: readonly string[]): string[] {
	return lines.filter((line) => /^(?:not )?ok /u.test(line)).map((line) => line.replace('basics/', ''));
}

test('says what holds, in TAP', () => {
	const { status, stderr, lines } = run(
		book(
			[{ command: 'echo hello', expect: { output: '^hello$', noOutput: 'bye' } }],
			[{ command: 'false', expect: { exit: 1 } }],
		),
	);
	expect(stderr).toBe('');
	expect(lines).toEqual([
		'TAP version 13',
		'1..2',
		'# on fake version 1',
		'# Basics',
		'ok 1 - basics/one: Test',
		'ok 2 - basics/two: Test',
		'# 2 did what the book says, 0 did not, 0 skipped',
	]);
	expect(status).toBe(0);
});

describe('what does not hold', () => {
	test.each<[string, Steps[number], string[]]>([
		[
			'the exit status',
			{ command: 'echo out; (exit 3)' },
			[
				'# command:  echo out; (exit 3)',
				'# expected: exit status 0',
				'# found:    exit status 3',
				'# output, the last lines:',
				'#     out',
			],
		],
		[
			'a pattern that is missing',
			{ command: 'true', expect: { output: '^a$' } },
			['# command:  true', '# expected: output that matches ^a$', '# found:    no match', '# output:   none'],
		],
		[
			'an unwanted pattern',
			{ command: 'echo ab >&2', expect: { noOutput: 'b' } },
			[
				'# command:  echo ab >&2',
				'# expected: no output that matches b',
				'# found:    a match',
				'# output, the last lines:',
				'#     ab',
			],
		],
	])('%s', (_what, step, details) => {
		const { status, lines } = run(book([step], [{ command: 'true' }]));
		expect(lines.slice(4)).toEqual([
			'not ok 1 - basics/one: Test',
			...details,
			'ok 2 - basics/two: Test # SKIP comes after basics/one, which failed',
			'# 0 did what the book says, 1 did not, 1 skipped',
		]);
		expect(status).toBe(1);
	});
});

test('a chapter is one story: variables, functions and the folder carry over, and no argument comes in', () => {
	const { lines } = run(
		book(
			[{ command: 'kept=5; mkdir sub; cd sub' }],
			[{ command: 'echo "$kept $# ${PWD##*/}"', expect: { output: '^5 0 sub$' } }],
		),
	);
	expect(results(lines)).toEqual(['ok 1 - one: Test', 'ok 2 - two: Test']);
});

test('$CR is the engine, also in quotation marks, and commands and expectations can be of one engine', () => {
	const { lines } = run(
		book([
			{ command: "sh -c 'echo $CR $CR$CR $CRX'", expect: { output: '^podman podmanpodman$' } },
			{ commands: { podman: 'echo a', docker: 'echo b' }, expect: { output: '^a$' } },
			{ command: 'echo a', expect: { output: 'b' }, expectOn: { podman: { output: 'a' } } },
		]),
	);
	expect(results(lines)).toEqual(['ok 1 - one: Test']);
});

test('a session gets its lines without a terminal', () => {
	const script = book([
		{
			command: '$CR container run -it --name a alpine:3 cat',
			session: { prompt: '# ', inputs: [{ type: "it's" }, { type: 'exit' }] },
			expect: { output: String.raw`^it's\nexit$` },
		},
	]);
	expect(script).toContain("step '$CR container run -i --name a alpine:3 cat'");
	expect(results(run(script).lines)).toEqual(['ok 1 - one: Test']);
});

test('what runs until it is stopped is stopped once it has shown what it should', () => {
	const { lines } = run(
		book(
			[{ command: 'echo ready; sleep 99', interruptAfter: 'ready', expect: { exit: 130, output: 'ready' } }],
			[{ command: 'echo early', interruptAfter: 'ready' }],
		),
	);
	expect(results(lines)).toEqual(['ok 1 - one: Test', 'not ok 2 - two: Test']);
});

test('a value of an output is found again in a later one, to the letter', () => {
	const script = book([{ command: 'echo "id: a.b+c"' }, { command: 'echo "a.b+c up"' }])
		.replace('step \'echo "id: a.b+c"\'', (step) => String.raw`${step} keeps id 1 'id: (.*)$'`)
		.replace('step \'echo "a.b+c up"\'', (step) => String.raw`${step} shows '^‹id› up$'`);
	expect(results(run(script).lines)).toEqual(['ok 1 - one: Test']);
	expect(results(run(script.replace('a.b+c up', 'axbbc up')).lines)).toEqual(['not ok 1 - one: Test']);
});

describe('the time limit', () => {
	test.each([['sleep 50'], ['while :; do :; done'], ['sleep 50 | cat']])('ends %s', (command) => {
		const started = Date.now();
		const { status, lines } = run(book([{ command, timeLimit: 1 }], [{ command: 'true' }]));
		expect(results(lines)).toEqual([
			'not ok 1 - one: Test',
			'ok 2 - two: Test # SKIP comes after basics/one, which failed',
		]);
		expect(lines.join('\n')).toContain('no end within 1 seconds');
		expect(status).toBe(1);
		expect(Date.now() - started).toBeLessThan(15_000);
	});
});

test('a command that ends the shell is a failure, not a pass', () => {
	const { lines } = run(book([{ command: 'exit 0' }], [{ command: 'true' }]));
	expect(results(lines)[0]).toBe('not ok 1 - one: Test');
});

describe('what is the reader’s', () => {
	const RUN = '$CR container run --name web alpine:3 true';

	test('is as it was afterwards, and nothing is left', () => {
		own('container', 'mine', 'other:1');
		own('image', 'alpine:3', 'sha-of-mine');
		own('volume', 'data');
		const before = inEngine();
		const { lines } = run(book([{ command: RUN }, { command: '$CR volume create books' }]));
		expect(results(lines)).toEqual(['ok 1 - one: Test']);
		expect(inEngine()).toEqual(before);
	});

	test('and so is an image without a tag, though the book gives it one', () => {
		own('image', '<none>:<none>', 'sha-alpine:3');
		run(book([{ command: RUN }]));
		// An engine removes an image with its last tag, so the tag has to stay.
		expect(inEngine()).toContain('image alpine:3 sha-alpine:3');
		expect(inEngine()).toContain('image <none>:<none> sha-alpine:3');
		expect(inEngine().filter((line) => line.startsWith('container'))).toEqual([]);
	});

	test.each<[string, [kind: string, name: string], Steps, string]>([
		[
			'a name',
			['container', 'web'],
			[{ command: RUN }],
			'uses the name web, and you have a container of that name',
		],
		[
			'a volume’s name',
			['volume', 'data'],
			[{ command: '$CR container run --name a -v data:/x alpine:3 true' }],
			'uses the name data, and you have a volume of that name',
		],
		[
			'an image',
			['image', 'hello:latest'],
			[{ command: '$CR image rm docker.io/library/hello' }],
			'removes the image docker.io/library/hello, which you had before',
		],
		[
			'containers, with prune',
			['container', 'mine'],
			[{ command: '$CR container prune --force' }],
			'acts on all containers, and there are some of yours',
		],
		[
			'containers, with a list',
			['container', 'mine'],
			[{ command: '$CR container rm $($CR container ls --quiet)' }],
			'acts on all containers, and there are some of yours',
		],
		[
			'containers, in a list',
			['container', 'mine'],
			[{ command: '$CR container ls', expect: { noOutput: '.' } }],
			'shows your own containers too',
		],
	])('is left alone: %s', (_what, [kind, name], steps, reason) => {
		own(kind, name);
		const before = inEngine();
		const { status, lines } = run(book(steps));
		expect(results(lines)).toEqual([`ok 1 - one: Test # SKIP ${reason}`]);
		expect(inEngine()).toEqual(before);
		expect(status).toBe(0);
		// The same steps run where nothing is in the way.
		rmSync(place('engine', kind, name));
		if (name !== 'hello:latest') expect(results(run(book(steps)).lines)[0]).not.toContain('SKIP');
	});

	test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
		'survives %s, and what was made does not',
		async (signal) => {
			own('container', 'mine', 'other:1');
			own('image', 'other:1', 'sha');
			const before = inEngine();
			writeFileSync(place('check.sh'), book([{ command: '$CR container run --name web alpine:3 sleep 99' }]));
			const script = spawn('sh', [place('check.sh'), 'podman'], { env: environment() });
			const ended = new Promise<number | null>((resolve) => script.on('exit', resolve));
			for (
				let tries = 0;
				tries < 100 && !inEngine().some((line) => line.startsWith('container web'));
				tries++
			)
				await sleep(100);
			expect(inEngine()).toContain('container web alpine:3');
			script.kill(signal);
			expect(await ended).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
			expect(inEngine()).toEqual(before);
			expect(readdirSync(place('tmp'))).toEqual([]);
		},
	);
});

test('what cannot be done is skipped with the reason', () => {
	const detach = { prompt: '# ', inputs: [{ type: 'a' }] };
	const { lines } = run(
		book(
			[{ command: '$CR container attach --detach-keys=q web', session: detach }],
			[{ command: 'sudo ls' }],
			{ title: 'Limits', needs: 'limits', steps: [{ command: 'false' }] },
			[{ command: 'no-such-program-anywhere' }],
		),
	);
	expect(results(lines)).toEqual([
		'ok 1 - one: Test # SKIP needs a terminal, for keys that only a terminal has',
		'ok 2 - two: Test # SKIP needs root’s rights, for which this script does not ask',
		'ok 3 - three: Limits # SKIP needs limits on memory and processes, which podman does not have here',
		expect.stringContaining('ok 4 - four: Test # SKIP a program is not installed here'),
	]);
});

test('wrong use is said, and nothing is run', () => {
	const script = book([{ command: 'touch ran' }]);
	for (const args of [['lxc'], ['podman', 'docker'], ['--nope']]) {
		const { status, stderr } = run(script, args);
		expect(status).toBe(2);
		expect(stderr).toContain('sh ');
	}
	expect(run(script, ['--list']).lines).toEqual(['', 'basics: Basics', '    one: Test']);
	expect(run(script, ['--help']).status).toBe(0);
});

test.each(['sh', 'dash', 'bash'])('%s reads it', (shell) => {
	if (spawnSync(shell, ['-c', 'true']).error) return;
	const { lines } = run(book([{ command: 'echo a', expect: { output: '^a$' } }]), ['podman'], shell);
	expect(results(lines)).toEqual(['ok 1 - one: Test']);
});

describe('the script of the whole book', () => {
	const whole = spawnSync(process.execPath, ['scripts/check-script.ts'], { encoding: 'utf8' });

	test.each(['sh', 'dash', 'bash'])('is one that %s can read', (shell) => {
		if (spawnSync(shell, ['-c', 'true']).error) return;
		expect(whole.stderr).toBe('');
		const { status, stderr } = spawnSync(shell, ['-n'], { input: whole.stdout, encoding: 'utf8' });
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
	});

	test('is what shellcheck calls clean', ({ skip }) => {
		const { error, stdout } = spawnSync('shellcheck', ['-'], { input: whole.stdout, encoding: 'utf8' });
		if (error) skip('shellcheck is not installed');
		expect(stdout).toBe('');
	});
});
