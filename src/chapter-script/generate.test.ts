import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENGINE_IDS, type EngineId } from '../engines/engines.ts';
import { exampleIdsIn } from '../examples/chapter.ts';
import { commandsFor, variantsOf } from '../examples/commands.ts';
import { parseExample, parseValues } from '../examples/parse.ts';
import { exampleSchema, type Example, type ExampleSource } from '../examples/schema.ts';
import { bodyOf, chapterScript } from './generate.ts';

const VALUES = parseValues(readFileSync('content/values.yaml', 'utf8'), 'content/values.yaml');
const exampleOf = (id: string) => {
	const file = `content/examples/${id}.yaml`;
	return parseExample(readFileSync(file, 'utf8'), file, VALUES);
};
const CHAPTERS = readdirSync('content/chapters').map((file) => ({
	title: file,
	examples: exampleIdsIn(readFileSync(`content/chapters/${file}`, 'utf8')).map(exampleOf),
}));

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'chapter-script-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function chapter(...steps: ExampleSource['steps']) {
	return { title: 'Basics', examples: [exampleSchema.parse({ title: 'It’s a test', steps })] };
}

/** An example without what is not one plain command: sessions, and what is interrupted. */
function plain(example: Example): Example {
	return {
		...example,
		steps: example.steps.filter(({ session, interruptAfter }) => !session && interruptAfter === undefined),
	};
}

function commandsOf(example: Example, engine: EngineId): string[] {
	const variant = variantsOf(example).includes(engine) ? engine : 'linux';
	return commandsFor(example, variant).map(({ command }) => command);
}

/** What a shell prints for a script, its two streams as one. */
function run(script: string, shell = 'sh', args: string[] = []): string {
	writeFileSync(path.join(folder, 'script.sh'), script);
	return spawnSync(shell, [...args, '-c', '. ./script.sh 2>&1'], { encoding: 'utf8', cwd: folder }).stdout;
}

test('shows each title and each command, runs it, and goes on after a failure', () => {
	const script = chapterScript(
		chapter(
			{ command: 'kept="a  b"' },
			{ command: '(exit 3)', expect: { exit: 3 } },
			{ command: `echo "$kept" 'it'"'"'s' $CRX` },
			{ command: "cat <<'END'\n\ttab \\\n$HOME é `no` 100%s\nEND" },
		),
		'podman',
	);
	expect(run(script)).toBe(
		[
			'',
			'== It’s a test ==',
			'$ kept="a  b"',
			'$ (exit 3)',
			'(fails on purpose: exit status 3)',
			`$ echo "$kept" 'it'"'"'s' $CRX`,
			"a  b it's",
			"$ cat <<'END'\n\ttab \\\n$HOME é `no` 100%s\nEND",
			'\ttab \\\n$HOME é `no` 100%s',
			'',
		].join('\n'),
	);
	expect(script).toContain('#   3  (exit 3)\n#        in: It’s a test\n');
});

test('the lines of a session are piped into the program', () => {
	const script = chapterScript(
		chapter({
			command: '$CR container exec -it web sh',
			session: { prompt: '# ', inputs: [{ type: "it's" }, { type: 'exit' }] },
		}),
		'docker',
	);
	expect(script).toContain(
		String.raw`printf '%s\n' 'it'\''s' 'exit' | docker container exec -i web sh` + '\n',
	);
});

test('a program that needs the keys of a terminal waits for the reader, who is told what to type', () => {
	const script = chapterScript(
		chapter({
			command: '$CR container attach web',
			session: { prompt: '# ', inputs: [{ type: 'ls' }] },
		}),
		'docker',
	);
	expect(bodyOf(script)).toContain("'(type into it:)' 'ls'\ndocker container attach web\n");
});

test.each(['sleep 987', 'sleep 987 |\n\tcat'])('what has no end is stopped: %s', (command) => {
	const script = chapterScript(chapter({ command, interruptAfter: 'x', expect: { exit: 130 } }), 'podman');
	const started = Date.now();
	const printed = run(script.replace('sleep 15;', 'sleep 1;') + 'echo went on\n');
	expect(printed).toMatch(/stopped after 15 seconds\)\n[\s\S]*went on\n$/u);
	expect(Date.now() - started).toBeLessThan(15_000);
	expect(spawnSync('pgrep', ['-fx', 'sleep 987'], { encoding: 'utf8' }).stdout).toBe('');
});

describe.each(ENGINE_IDS)('the chapters for %s', (engine) => {
	const scripts = CHAPTERS.map(({ title, examples }) => ({
		title,
		examples,
		script: chapterScript({ title, examples }, engine),
	}));

	test.each(scripts)('$title has every command, to the letter and in order', ({ script, examples }) => {
		let position = 0;
		for (const command of examples.flatMap((example) => commandsOf(plain(example), engine))) {
			position = script.indexOf(`\n${command}\n`, position);
			expect(position, command).toBeGreaterThan(0);
		}
	});

	test.each(scripts)('$title can be read by sh and bash', ({ script }) => {
		for (const shell of ['sh', 'bash']) {
			const { status, stderr } = spawnSync(shell, ['-n'], { input: script, encoding: 'utf8' });
			expect({ shell, status, stderr }).toEqual({ shell, status: 0, stderr: '' });
		}
	});

	test('are what shellcheck finds no error in', ({ skip }) => {
		for (const { title, script } of scripts) {
			const { error, stdout } = spawnSync('shellcheck', ['-'], { input: script, encoding: 'utf8' });
			if (error) skip('shellcheck is not installed');
			expect(stdout, title).toBe('');
		}
	});

	test.each(scripts)(
		'each command of $title arrives with the arguments that its example has',
		({ title, examples }) => {
			const commands = examples.flatMap((example) => commandsOf(plain(example), engine));
			const whole = chapterScript({ title, examples: examples.map(plain) }, engine);
			const alone = arrivals(commands, commands);
			expect(arrivals([whole], commands)).toEqual(alone);
			expect(alone.length).toBeGreaterThan(commands.length / 2);
		},
	);
});

test('a comment is nowhere but at the head, where pasting leaves it out', () => {
	const script = chapterScript(chapter({ command: 'true' }), 'podman');
	expect(bodyOf(script)).not.toContain('#');
	expect(
		script
			.slice(0, script.indexOf(bodyOf(script)))
			.trimEnd()
			.split('\n')
			.every((line) => line.startsWith('#')),
	).toBe(true);
});

/** Says with what it was called, and what it could read, in one line. */
const FAKE = `#!/bin/sh
printf '%s\\n' "\${0##*/}" "$@" "$(/bin/cat)" | /usr/bin/tr '\\n' '\\001' >>"$LOG.$$"
echo >>"$LOG.$$"
`;

/**
 * Runs texts one after the other in one shell, where every program is a fake. The calls are sorted: the parts of a
 * pipeline write in any order.
 *
 * @param commands all that may be called
 */
function arrivals(texts: readonly string[], commands: readonly string[]): string[] {
	rmSync(path.join(folder, 'run'), { recursive: true, force: true });
	for (const name of ['bin', 'calls', 'home']) mkdirSync(path.join(folder, 'run', name), { recursive: true });
	const place = (...names: string[]) => path.join(folder, 'run', ...names);
	writeFileSync(place('fake'), FAKE);
	chmodSync(place('fake'), 0o755);
	for (const word of new Set(commands.join('\n').match(/[a-z][\w.+-]*/gu)))
		symlinkSync(place('fake'), place('bin', word));
	const files = texts.map((text, index) => {
		writeFileSync(place(`${index}.sh`), `${text}\n`);
		return `. ${place(`${index}.sh`)}`;
	});
	const { pid } = spawnSync('/bin/sh', ['-c', files.join('\n')], {
		cwd: place('home'),
		// What is in the background holds these pipes, so that it is waited for.
		stdio: ['ignore', 'pipe', 'pipe'],
		env: { PATH: place('bin'), HOME: place('home'), LOG: place('calls', 'of') },
		timeout: 60_000,
	});
	return readdirSync(place('calls'))
		.map((file) =>
			readFileSync(place('calls', file), 'utf8').replaceAll(place(), '').replaceAll(`${pid}`, 'PID'),
		)
		.sort();
}
