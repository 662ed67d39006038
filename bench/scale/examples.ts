import { createHash } from 'node:crypto';
import { ENGINE_IDS, type EngineId } from '../../src/engines/engines.ts';
import { withEngine } from '../../src/examples/commands.ts';
import type { RecordOfOrigin } from '../../src/recordings/record.ts';
import { pick, type Random } from './prose.ts';

/** A command, and what each engine is said to print. */
interface MadeStep {
	command: string;
	output: string | Record<EngineId, string>;
	exit?: number;
}

/** An example that nobody has run. */
export interface MadeExample {
	name: string;
	title: string;
	difference?: string;
	steps: MadeStep[];
}

/** What the commands of all examples are, for `content/commands.yaml`. */
export const COMMANDS: Readonly<Record<string, string>> = {
	'container exec': 'runs a command in a running container',
	'container inspect': 'describes a container in full',
	'container logs': 'shows what a container has printed',
	'container ls': 'lists containers',
	'container rm': 'removes containers',
	'container run': 'runs a command in a new container',
	'container stop': 'stops containers',
	'image ls': 'lists images',
	'network create': 'makes a network',
	'network ls': 'lists networks',
	'volume create': 'makes a volume',
	'volume inspect': 'describes a volume in full',
};

const THINGS = 'web shop mail queue cache store proxy relay worker ledger index mirror'.split(' ');

/** The ten examples of a chapter; names, ids and texts differ from chapter to chapter, as they do in a book. */
export function examplesOf(chapter: string, random: Random, sentence: () => string): MadeExample[] {
	const thing = pick(random, THINGS);
	const name = `${thing}-${chapter}`;
	const id = hex(random, 64);
	const short = id.slice(0, 12);
	const port = 1024 + Math.floor(random() * 60_000);
	const lines = (count: number) => Array.from({ length: count }, sentence).join('\n');
	const list = (image: string) =>
		`CONTAINER ID  IMAGE       COMMAND     CREATED     STATUS      PORTS       NAMES\n${short}  ${image}  sleep 600   2 seconds ago  Up 2 seconds  0.0.0.0:${port}->80/tcp  ${name}`;
	return [
		{
			name: 'start',
			title: `Start the ${thing} in the background`,
			steps: [
				{
					command: `$CR container run --detach --name ${name} --publish ${port}:80 alpine:3 sleep 600`,
					output: id,
				},
			],
		},
		{
			name: 'list',
			title: `List the ${thing}, by its name`,
			difference: 'Podman prints the image’s full name, Docker as it was typed.',
			steps: [
				{
					command: `$CR container ls --filter name=${name}`,
					output: { podman: list('docker.io/library/alpine:3'), docker: list('alpine:3') },
				},
			],
		},
		{
			name: 'logs',
			title: `What the ${thing} has printed`,
			steps: [{ command: `$CR container logs --tail 20 ${name}`, output: lines(20) }],
		},
		{
			name: 'exec',
			title: `Look into the ${thing}`,
			steps: [
				{ command: `$CR container exec ${name} hostname`, output: short },
				{
					command: `$CR container exec --env MODE=${thing} ${name} env`,
					output: `PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\nHOSTNAME=${short}\nMODE=${thing}\nHOME=/root`,
				},
			],
		},
		{
			name: 'inspect',
			title: `Ask for the state of the ${thing}`,
			steps: [
				{ command: `$CR container inspect --format '{{.State.Status}}' ${name}`, output: 'running' },
				{ command: `$CR container inspect --format '{{.Id}}' ${name}`, output: id },
			],
		},
		{
			name: 'volume',
			title: `A volume for the ${thing}`,
			steps: [
				{ command: `$CR volume create ${name}-data`, output: `${name}-data` },
				{
					command: `$CR volume inspect ${name}-data`,
					output: JSON.stringify([{ Name: `${name}-data`, Driver: 'local', Scope: 'local' }], undefined, 4),
				},
			],
		},
		{
			name: 'network',
			title: `A network for the ${thing}`,
			steps: [
				{
					command: `$CR network create ${name}-net`,
					output: { podman: `${name}-net`, docker: hex(random, 64) },
				},
				{ command: `$CR network ls --filter name=${name}-net --format '{{.Name}}'`, output: `${name}-net` },
			],
			difference: 'Podman prints the network’s name, Docker its id.',
		},
		{
			name: 'name-clash',
			title: `The name of the ${thing} is taken`,
			difference: 'Each engine words its error in its own way.',
			steps: [
				{
					command: `$CR container run --name ${name} alpine:3 true`,
					exit: 125,
					output: {
						podman: `Error: creating container storage: the container name "${name}" is already in use by ${id}. You have to remove that container to be able to reuse that name`,
						docker: `docker: Error response from daemon: Conflict. The container name "/${name}" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
					},
				},
			],
		},
		{
			name: 'images',
			title: `Which image the ${thing} was made from`,
			steps: [
				{
					command: `$CR image ls --quiet --filter reference=alpine:3`,
					output: hex(random, 12),
				},
			],
		},
		{
			name: 'clean-up',
			title: `Stop and remove the ${thing}`,
			steps: [
				{ command: `$CR container stop --time 1 ${name}`, output: name },
				{ command: `$CR container rm ${name}`, output: name },
			],
		},
	];
}

/** The example as its author would have written it. JSON is YAML. */
export function exampleFile({ title, difference, steps }: MadeExample, sentence: () => string): string {
	return JSON.stringify({
		title,
		...(difference === undefined ? {} : { difference }),
		steps: steps.map(({ command, exit = 0 }) => ({ note: sentence(), command, expect: { exit } })),
	});
}

/**
 * A file in the form of a recording, which the benchmark feeds to the build: made up, of a run that never was, in a folder
 * for the benchmark alone. It is no recording of the book and is never shown as one.
 */
export function castFile(id: string, engine: EngineId, example: MadeExample): string {
	const commands = example.steps.map(({ command }) => withEngine(command, engine));
	const record: RecordOfOrigin = {
		example: id,
		variant: engine,
		engine: { version: '0.0.0', rootless: engine === 'podman', cgroups: 'v2' },
		machine: 'none: made up for a benchmark',
		os: 'none',
		kernel: 'none',
		architecture: 'none',
		commands: `sha256:${createHash('sha256').update(JSON.stringify(commands)).digest('hex')}`,
		duration: example.steps.length,
		images: [],
		date: '2000-01-01T00:00:00Z',
		recorder: 2,
	};
	const prompt = '\u001B]133;A\u0007$ \u001B]133;B\u0007';
	const header = { version: 3, term: { cols: 100, rows: 24 }, title: example.title, recording: record };
	const events: unknown[] = [[0.005, 'o', `\u001B[H\u001B[2J\u001B]133;D;0\u0007${prompt}`]];
	for (const [index, { output, exit = 0 }] of example.steps.entries()) {
		const command = commands[index]!;
		const printed = typeof output === 'string' ? output : output[engine];
		events.push([0.35, 'm', command]);
		for (const letter of command) events.push([0.02, 'o', letter]);
		events.push([0.02, 'o', '\r\n\u001B]133;C\u0007']);
		for (const line of printed.split('\n')) events.push([0.01, 'o', `${line}\r\n`]);
		events.push([0.01, 'o', `\u001B]133;D;${exit}\u0007${prompt}`]);
	}
	return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The recordings of an example by their file names. */
export function castFiles(chapter: string, example: MadeExample): [name: string, text: string][] {
	return ENGINE_IDS.map((engine) => [
		`${example.name}.${engine}.cast`,
		castFile(`${chapter}/${example.name}`, engine, example),
	]);
}

function hex(random: Random, length: number): string {
	return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
}
