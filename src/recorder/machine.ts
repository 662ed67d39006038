import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { engineById, type EngineId } from '../engines/engines.ts';
import type { Variant } from '../examples/commands.ts';
import type { RecordOfOrigin } from '../recordings/record.ts';
import { Shell, type CommandLine } from './shell.ts';

const execute = promisify(execFile);
const HOST = path.resolve(import.meta.dirname, '../../host/host');

type Image = RecordOfOrigin['images'][number];

/** As `host images --json` lists them. */
interface HostImage {
	name: string;
	tags: string[];
	origin: 'upstream' | 'rebuilt';
	/** A repository and its commit, or Debian packages. */
	source: string;
}

/** A place where commands run: this machine, or the recording host. */
export interface Machine {
	/**
	 * Makes the place as a reader finds it who starts a chapter, and says what is in the way if it cannot.
	 *
	 * @param needsLimits whether memory, processors and processes must have real limits and figures
	 */
	prepare(variant: Variant, needsLimits: boolean): Promise<void>;
	openShell(): Promise<Shell>;
	/** Runs a command beside the recording and gives what it prints, trimmed. */
	run(command: string): Promise<string>;
	/** Where an image on this machine comes from. */
	originOf(image: string): Pick<Image, 'origin' | 'source'>;
	/** Undoes `prepare`. */
	leave(): Promise<void>;
}

/** A fault of the machine, not of an example: what is missing, and what to do. */
export class MachineError extends Error {
	override name = 'MachineError';
}

const BASH: CommandLine = ['bash', '--noprofile', '--norc'];

/** This machine: its engines and its network, in an empty folder. */
export function localMachine(): Machine {
	let folder: string | undefined;
	const machine: Machine = {
		async prepare(variant) {
			folder = await mkdtemp(path.join(tmpdir(), 'containers-by-example-'));
			if (variant === 'linux') return;
			await requireEngine(machine, variant);
			const containers = await machine.run(`${engineById(variant).binary} ps --all --quiet`);
			if (containers !== '')
				throw new MachineError(
					`a chapter starts on an engine without containers, but ${engineById(variant).label} has ` +
						`${containers.split('\n').length}; remove them, or record on the recording host (--on host)`,
				);
		},
		openShell: () => Shell.open(BASH, folder),
		run: (command) => capture(['bash', '-c', command]),
		originOf: () => ({ origin: 'registry' }),
		async leave() {
			if (folder !== undefined) await rm(folder, { recursive: true, force: true });
			folder = undefined;
		},
	};
	return machine;
}

/** The recording host (see `host/README.md`): each `prepare` boots a pristine copy of it. */
export async function recordingHost(): Promise<Machine> {
	const images = JSON.parse(await capture([HOST, 'images', '--json'])) as HostImage[];
	let user = 'learner';
	const ssh = (...args: string[]): CommandLine => [HOST, 'ssh', '--user', user, ...args];
	const machine: Machine = {
		async prepare(variant, needsLimits) {
			await capture([HOST, 'down']);
			await capture([HOST, 'up', ...(needsLimits ? ['--limits'] : [])]);
			// Limits are there for root's engines alone. Docker's daemon is root's, Podman is its caller's.
			user = needsLimits && variant === 'podman' ? 'root' : 'learner';
			if (variant !== 'linux') await requireEngine(machine, variant);
		},
		openShell: () => Shell.open(ssh('--tty', '--', ...BASH)),
		run: (command) => capture(ssh('--', command)),
		originOf(name) {
			const image = images.find((candidate) =>
				candidate.tags.some((tag) => name === `${candidate.name}:${tag}`),
			);
			if (!image) throw new MachineError(`the recording host does not serve the image ${name}`);
			return { origin: image.origin, source: image.source };
		},
		async leave() {
			await capture([HOST, 'down']);
		},
	};
	return machine;
}

/** Whether the recording host has been built on this machine. */
export async function hasRecordingHost(): Promise<boolean> {
	return capture([HOST, 'images', '--json']).then(
		() => true,
		() => false,
	);
}

async function requireEngine(machine: Machine, id: EngineId): Promise<void> {
	const { label, versionCommand } = engineById(id);
	try {
		await machine.run(versionCommand);
	} catch (cause) {
		throw new MachineError(
			`${label} does not answer: ${(cause as Error).message}\n` +
				`Install and start it, or use the recording host: npm run host -- build`,
			{ cause },
		);
	}
}

async function capture([file, ...args]: CommandLine): Promise<string> {
	try {
		const { stdout } = await execute(file, args, { maxBuffer: 2 ** 24 });
		return stdout.trim();
	} catch (cause) {
		const { stderr = '', message } = cause as { stderr?: string; message: string };
		throw new MachineError(stderr.trim() === '' ? message : stderr.trim(), { cause });
	}
}
