import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ENGINES, type EngineId } from '../engines/engines.ts';

/** Files by their path: what is in them. */
export type Files = Readonly<Record<string, string>>;

/**
 * A folder for the tests of a file.
 *
 * @param afterAll the test runner's: removes the folder after the tests
 */
export async function temporaryFolder(
	name: string,
	afterAll: (cleanUp: () => Promise<void>) => void,
): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), `${name}-`));
	afterAll(() => rm(folder, { recursive: true }));
	return folder;
}

/** A new folder below `parent` with these files in it. */
export async function folderOf(parent: string, files: Files): Promise<string> {
	const folder = await mkdtemp(path.join(parent, 'folder-'));
	await writeFiles(folder, files);
	return folder;
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
	for (const [name, text] of Object.entries(files)) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
}

/** The files of a book with these examples, YAML by id; each chapter shows its own in this order. */
export function bookOf(examples: Files): Files {
	const chapters = Object.groupBy(Object.keys(examples), (id) => path.dirname(id));
	const files = new Map(Object.entries(examples).map(([id, yaml]) => [`examples/${id}.yaml`, yaml]));
	for (const [index, [name, ids = []]] of Object.entries(chapters).entries()) {
		const tags = ids.map((id) => `<Example id="${id}" />`);
		files.set(`chapters/0${index + 1}-${name}.mdx`, tags.join('\n'));
	}
	return Object.fromEntries(files);
}

/** An example for plain Linux. */
export function linuxExample(...commands: string[]): string {
	return JSON.stringify({ title: 'Test', runsOn: 'linux', steps: commands.map((command) => ({ command })) });
}

/** An example for the engines. */
export function engineExample(...commands: string[]): string {
	return JSON.stringify({ title: 'Test', steps: commands.map((command) => ({ command })) });
}

export const CLI = path.join(import.meta.dirname, 'cli.ts');

/** The words with which the recorder is started on a book, as `npm run record` does. */
export function wordsFor(content: string, args: readonly string[]): string[] {
	return [CLI, '--content', content, '--on', 'local', ...args];
}

/** Starts the recorder on a book. */
export function startRecorder(
	content: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = {},
): ChildProcess {
	const child = spawn(process.execPath, wordsFor(content, args), {
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	// One that hangs must not outlive the test that finds it out.
	const end = () => child.kill('SIGKILL');
	process.once('exit', end);
	child.once('exit', () => process.off('exit', end));
	return child;
}

/** Waits for the end of a recorder: its exit status, and what it says; a time of its own becomes 0.0 s. */
export async function resultOf(
	child: ChildProcess,
): Promise<{ exit: number | null; out: string; err: string }> {
	const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const [out, err] = await Promise.all([text(child.stdout!), text(child.stderr!)]);
	return { exit: await exit, out: out.replaceAll(/\d+\.\d s\b/gu, '0.0 s'), err };
}

/**
 * A stand-in for an engine, for tests of the recorder's own logic: it keeps names in files and runs nothing. What
 * an engine really does is no matter of these tests; the recordings are made on real ones.
 *
 * `crash` makes it answer as one does whose service is gone, from then on.
 */
const FAKE_ENGINE = String.raw`#!/bin/sh
set -eu
engine=$(basename "$0")
state=$FAKE_ENGINES/$engine
mkdir -p "$state/container" "$state/network" "$state/volume" "$state/image"
if [ -e "$state/crashed" ]; then
	echo "Cannot connect to $engine" >&2
	exit 125
fi

hash() { printf %s "$1" | sha256sum | cut -d ' ' -f 1; }
# File names for image names: % in the place of each slash.
file() { printf %s "$state/image/$(printf %s "$1" | tr / %)"; }
names() { ls "$state/$1" | tr % /; }
# Podman writes names in full.
full() {
	case $engine/$1 in
	podman/*/*) echo "$1" ;;
	podman/*) echo "$2/$1" ;;
	*) echo "$1" ;;
	esac
}
repository() { printf %s "$1" | sed 's/:[^:]*$//'; }
pull() { echo registry >"$(file "$(full "$1" docker.io/library)")"; }
build() { echo here >"$(file "$(full "$1" localhost)")"; }
inspect() {
	digests='[]'
	if [ "$(cat "$(file "$1")")" = registry ]; then digests="[\"$(repository "$1")@sha256:$(hash "$1")\"]"; fi
	echo "image $(hash "$1") [\"$1\"] $digests"
}

echo "$*" >>"$state/log"
case $* in
'version --format '*) echo "5.4.3-$engine" ;;
*.Rootless* | *.CgroupsVersion* | *.SecurityOptions* | *.CgroupVersion*)
	if [ -e "$state/no-info" ]; then
		echo 'no such information' >&2
		exit 1
	fi
	case $* in
	*.Rootless*) echo true ;;
	*.SecurityOptions*) echo '["name=seccomp","name=rootless"]' ;;
	*) echo v2 ;;
	esac
	;;
'container ls '*) names container | sed 's/^/container /' ;;
'network ls '*)
	if [ "$engine" = podman ]; then echo network podman; else printf 'network %s\n' bridge host none; fi
	names network | sed 's/^/network /'
	;;
'volume ls '*) names volume | sed 's/^/volume /' ;;
'image ls --quiet --no-trunc') for name in $(names image); do hash "$name"; done ;;
'image inspect '*)
	for id in "$@"; do
		for name in $(names image); do if [ "$(hash "$name")" = "$id" ]; then inspect "$name"; fi; done
	done
	;;
'image ls --digests '*) for name in $(names image); do echo "$name sha256:$(hash "$name")"; done ;;
'pull --quiet nope:'*)
	echo "no image $3 in the registry" >&2
	exit 125
	;;
'pull --quiet '*) pull "$3" ;;
'run --name '*)
	if [ -e "$(file "$(full "$4" localhost)")" ]; then :; else pull "$4"; fi
	touch "$state/container/$3"
	hash "$3"
	;;
'rm '*) rm "$state/container/$2" ;;
'network create '*) touch "$state/network/$3" ;;
'volume create '*) touch "$state/volume/$3" ;;
'volume rm '*) rm "$state/volume/$3" ;;
'build '*) build "$3" ;;
'rmi '*) rm "$(file "$(full "$2" localhost)")" ;;
'images') names image ;;
'crash')
	touch "$state/crashed"
	exit 125
	;;
*)
	echo "$engine: what is $*?" >&2
	exit 125
	;;
esac
`;

/** Engines without substance, in a folder of their own: the environment in which they are found, and what they hold. */
export interface FakeEngines {
	env: NodeJS.ProcessEnv;
	/** Where an engine keeps what it has: `container/web`, `image/docker.io%library%alpine:3`, and its `log`. */
	stateOf: (engine: EngineId) => string;
}

export async function fakeEnginesIn(parent: string): Promise<FakeEngines> {
	const folder = await folderOf(parent, {});
	for (const { binary } of ENGINES) {
		const file = path.join(folder, 'bin', binary);
		await writeFiles(folder, { [`bin/${binary}`]: FAKE_ENGINE });
		await chmod(file, 0o755);
	}
	const FAKE_ENGINES = path.join(folder, 'state');
	const env = {
		FAKE_ENGINES,
		PATH: [path.join(folder, 'bin'), process.env['PATH']].join(path.delimiter),
	};
	return { env, stateOf: (engine) => path.join(FAKE_ENGINES, engine) };
}

/** The digest that a fake engine gives to an image, by the name that it has there. */
export function fakeDigest(name: string): string {
	return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}
