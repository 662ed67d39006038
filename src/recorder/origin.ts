import { createHash } from 'node:crypto';
import { engineById } from '../engines/engines.ts';
import { typedTexts, type Step, type Variant } from '../examples/commands.ts';
import type { RecordOfOrigin } from '../recordings/record.ts';
import type { Machine } from './machine.ts';

/** Raised when the recorder records differently, so that old recordings can be told from new ones. */
const RECORDER_VERSION = 2;

/** What all recordings of a sitting have in common. */
export type Origin = Omit<RecordOfOrigin, 'example' | 'commands' | 'images' | 'duration'>;

/** An image's name with a tag, as a word of a command. */
const TAGGED = /^[a-z0-9][\w./-]*:[\w.-]+$/u;

/** Asks the machine and the engine what they are. */
export async function originOf(machine: Machine, variant: Variant): Promise<Origin> {
	const questions = ['. /etc/os-release && echo "$PRETTY_NAME"', 'uname -sr', 'uname -m'];
	const engine = variant === 'linux' ? undefined : engineById(variant);
	if (engine) questions.push(engine.versionCommand, engine.rootlessCommand, engine.cgroupsCommand);
	// One visit for all of them: each would cost a login.
	const answers = (await machine.run(questions.map((question) => `(${question})`).join(' && '))).split('\n');
	const [os, kernel, architecture, version, rootless, cgroups] = answers;
	return {
		variant,
		machine: machine.kind,
		os: os!,
		// What follows the numbers names a build of one machine or distribution.
		kernel: kernel!.replace(/(\d+\.\d+\.\d+).*/u, '$1'),
		architecture: architecture!,
		date: `${new Date().toISOString().slice(0, 19)}Z`,
		recorder: RECORDER_VERSION,
		...(engine && {
			engine: { version: version!, rootless: rootless === 'true', cgroups: cgroups as 'v1' | 'v2' },
		}),
	};
}

/** The fingerprint of everything that is typed, by which a recording names the commands that it is of. */
export function commandsHash(steps: readonly Step[]): string {
	return `sha256:${createHash('sha256')
		.update(JSON.stringify(typedTexts(steps)))
		.digest('hex')}`;
}

type Images = RecordOfOrigin['images'];

/**
 * Finds out which images commands name, their digests, and where they come from. It asks the engine only when a
 * command has a name that it has not met: a tag of a registry means the same for as long as a sitting lasts.
 */
export class ImageFinder {
	#machine: Machine;
	#variant: Variant;
	#known = new Map<string, Images[number]>();

	constructor(machine: Machine, variant: Variant) {
		this.#machine = machine;
		this.#variant = variant;
	}

	/** The images out of those that the engine holds, by name. What an example builds or tags itself is not among them. */
	async namedBy(steps: readonly Step[]): Promise<Images> {
		if (this.#variant === 'linux') return [];
		const words = steps.flatMap(({ command }) => command.split(/\s+/u)).filter((word) => TAGGED.test(word));
		const names = [...new Set(words.map(shortName))].filter((name) => this.#machine.originOf(name));
		if (names.some((name) => !this.#known.has(name))) await this.#look(names);
		return names
			.flatMap((name) => this.#known.get(name) ?? [])
			.sort((one, other) => one.name.localeCompare(other.name));
	}

	async #look(names: readonly string[]): Promise<void> {
		const { binary } = engineById(this.#variant as Exclude<Variant, 'linux'>);
		const list = await this.#machine.run(
			`${binary} image ls --digests --format '{{.Repository}}:{{.Tag}} {{.Digest}}'`,
		);
		const held = new Map(
			list.split('\n').map((line) => {
				const [name = '', digest = ''] = line.split(' ');
				return [shortName(name), digest];
			}),
		);
		for (const name of names) {
			const digest = held.get(name);
			// Not held now, it may be later.
			if (digest?.startsWith('sha256:') !== true) continue;
			this.#known.set(name, { name, digest, ...this.#machine.originOf(name)! });
		}
	}
}

/** `docker.io/library/alpine:3` is what a reader calls `alpine:3`. */
function shortName(image: string): string {
	return image.replace(/^docker\.io\/(?:library\/)?/u, '');
}
