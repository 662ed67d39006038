import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { engineById, type EngineId } from '../engines/engines.ts';
import type { Variant } from '../examples/commands.ts';
import type { Need } from '../examples/schema.ts';
import type { RecordOfOrigin } from '../recordings/record.ts';
import { inventoryCommand, notClean, parseInventory, type Inventory } from './inventory.ts';
import { Shell, type CommandLine } from './shell.ts';

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

/** What a sitting asks of its machine. */
export interface Wish {
	variant: Variant;
	needs: Need | undefined;
	/** Images that are there when the sitting starts. */
	images: readonly string[];
}

/** A machine as a reader finds it who starts a chapter: this one, or a copy of the recording host. */
export interface Machine {
	/** How it is made; part of every recording's record. */
	kind: string;
	openShell(): Promise<Shell>;
	/** Runs a command beside the recording and gives what it prints, trimmed. */
	run(command: string): Promise<string>;
	/** Where an image on this machine comes from; undefined for one that was made on it. */
	originOf(image: string): Pick<Image, 'origin' | 'source'> | undefined;
	/** Ends it, and removes what was made for it. */
	leave(): Promise<void>;
}

/** Where machines come from. */
export interface Place {
	/** Machines that it can have at a time. */
	atOnce: number;
	/** Why it cannot have what an example needs; undefined where it can. */
	lacks(need: Need | undefined): string | undefined;
	/**
	 * Makes a machine of its own for one sitting.
	 *
	 * @throws {MachineError} when it cannot be as the wish has it
	 */
	machineFor(wish: Wish): Promise<Machine>;
}

/** A fault of the machine, not of an example: what is missing, and what to do. */
export class MachineError extends Error {
	override name = 'MachineError';
}

const BASH: CommandLine = ['bash', '--noprofile', '--norc'];

/** This machine: its engines and its network, in an empty folder. Its engine must be clean, since nothing of it is touched. */
export function localPlace(): Place {
	return {
		atOnce: 1,
		lacks: (need) =>
			need === 'nfs' ? 'it mounts from the NFS server of the recording host (--on host)' : undefined,
		async machineFor(wish) {
			const folder = await mkdtemp(path.join(tmpdir(), 'containers-by-example-'));
			const machine: Machine = {
				kind: 'local',
				openShell: () => Shell.open(BASH, folder),
				run: (command) => capture([...BASH, '-c', command]),
				originOf: (image) => (/^localhost[:/]/u.test(image) ? undefined : { origin: 'registry' }),
				leave: () => rm(folder, { recursive: true, force: true }),
			};
			return madeReady(machine, wish);
		},
	};
}

/** The recording host (see `host/README.md`): each machine is a pristine copy of it. */
export async function hostPlace(): Promise<Place> {
	const images = JSON.parse(await capture([HOST, 'images', '--json'])) as HostImage[];
	await endAbandoned();
	let copies = 0;
	return {
		atOnce: Infinity,
		lacks: () => undefined,
		async machineFor(wish) {
			// Of this run alone, so that runs beside it, and a host that somebody uses, are not touched.
			const copy = `record-${process.pid}-${++copies}`;
			const needs = wish.needs === undefined ? [] : ['--for', wish.needs];
			await capture([HOST, 'up', '--copy', copy, ...needs]);
			const ssh = (...args: string[]): CommandLine => [HOST, 'ssh', '--copy', copy, ...args];
			const machine: Machine = {
				kind: '',
				openShell: () => Shell.open(ssh('--tty', '--', ...BASH)),
				run: (command) => capture(ssh('--', command)),
				originOf: (name) => {
					const image = images.find((candidate) =>
						candidate.tags.some((tag) => name === `${candidate.name}:${tag}`),
					);
					return image && { origin: image.origin, source: image.source };
				},
				async leave() {
					await capture([HOST, 'down', '--copy', copy]);
				},
			};
			try {
				const status = JSON.parse(await capture([HOST, 'status', '--copy', copy, '--json'])) as {
					kind: string;
				};
				machine.kind = status.kind;
			} catch (cause) {
				await machine.leave();
				throw cause;
			}
			return madeReady(machine, wish);
		},
	};
}

/** Ends the copies of runs that were killed: nobody else would. */
async function endAbandoned(): Promise<void> {
	const { copies } = JSON.parse(await capture([HOST, 'status', '--json'])) as { copies: string[] };
	for (const copy of copies) {
		const pid = /^record-(?<pid>\d+)-\d+$/u.exec(copy)?.groups!['pid'];
		if (pid !== undefined && !isAlive(Number(pid))) await capture([HOST, 'down', '--copy', copy]);
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Whether the recording host has been built on this machine. */
export async function hasRecordingHost(): Promise<boolean> {
	return capture([HOST, 'images', '--json']).then(
		() => true,
		() => false,
	);
}

/** What an engine holds. */
export async function inventoryOf(machine: Machine, engine: EngineId): Promise<Inventory> {
	return parseInventory(await machine.run(inventoryCommand(engine)));
}

/** What is wrong with a machine on which something failed, or undefined if it is the example's fault alone. */
export async function ailmentOf(machine: Machine, variant: Variant): Promise<string | undefined> {
	const saysNot = (command: string) =>
		machine.run(command).then(
			() => undefined,
			(cause: unknown) => (cause as Error).message,
		);
	const gone = await saysNot('true');
	if (gone !== undefined) return `The machine is gone: ${gone}`;
	if (variant === 'linux') return undefined;
	const { label, versionCommand } = engineById(variant);
	const silent = await saysNot(versionCommand);
	return silent === undefined ? undefined : `${label} no longer answers: ${silent}`;
}

/** A machine with a clean engine and the images that the chapter starts with; left again if it cannot be had. */
async function madeReady(machine: Machine, { variant, images }: Wish): Promise<Machine> {
	if (variant === 'linux') return machine;
	try {
		const { label, binary } = engineById(variant);
		const inTheWay = notClean(variant, await inventoryOf(machine, variant));
		if (inTheWay.length > 0)
			throw new MachineError(
				`a chapter starts on an engine with nothing on it, but ${label} has ${inTheWay.join(', ')}; ` +
					`remove them, or record on the recording host (--on host)`,
			);
		for (const image of images) await machine.run(`${binary} pull --quiet ${image}`);
		return machine;
	} catch (cause) {
		// An engine that does not answer is the likeliest fault, and has a remedy.
		const silent = await requireEngine(machine, variant).catch((error: unknown) => error);
		await machine.leave();
		throw silent ?? cause;
	}
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

/** Runs a program in a process group of its own, which Ctrl-C at the recorder's terminal does not reach. */
async function capture([file, ...args]: CommandLine): Promise<string> {
	const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
	const ended = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	try {
		const [status, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
		if (status === 0) return out.trim();
		throw new MachineError(err.trim() || `${file} ${args.join(' ')} ended with exit status ${status}`);
	} catch (cause) {
		if (cause instanceof MachineError) throw cause;
		throw new MachineError((cause as Error).message, { cause });
	}
}
