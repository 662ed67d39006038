import { engineById, type EngineId } from '../engines/engines.ts';

/** What an engine holds, each thing by the name under which it would be removed. */
export interface Inventory {
	containers: string[];
	networks: string[];
	volumes: string[];
	images: HeldImage[];
}

export interface HeldImage {
	/** A tag, or the id of an image without one. */
	name: string;
	/** From a registry, not built, committed or tagged here. */
	pulled: boolean;
}

/** One thing on a line, as the commands of `inventoryCommand` print it. */
const LINE = /^(?<kind>container|network|volume|image) (?<rest>.*)$/u;

/** The shell command whose output `parseInventory` reads. */
export function inventoryCommand(engine: EngineId): string {
	const { binary } = engineById(engine);
	return [
		`${binary} container ls --all --format 'container {{.Names}}'`,
		`${binary} network ls --format 'network {{.Name}}'`,
		`${binary} volume ls --format 'volume {{.Name}}'`,
		`${binary} image ls --quiet --no-trunc | sort -u | xargs -r ${binary} image inspect ` +
			`--format 'image {{.Id}} {{json .RepoTags}} {{json .RepoDigests}}'`,
	].join(' && ');
}

/** @throws {Error} for a line that none of the commands prints */
export function parseInventory(text: string): Inventory {
	const inventory: Inventory = { containers: [], networks: [], volumes: [], images: [] };
	for (const line of text.split('\n').filter(Boolean)) {
		const { kind, rest } = LINE.exec(line)?.groups ?? {};
		if (rest === undefined) throw new Error(`expected a line of an engine's inventory, found “${line}”`);
		if (kind === 'container') inventory.containers.push(rest);
		if (kind === 'network') inventory.networks.push(rest);
		if (kind === 'volume') inventory.volumes.push(rest);
		if (kind === 'image') inventory.images.push(...imagesFrom(rest));
	}
	return inventory;
}

/** One image may have several names, or none: `<id> <tags as JSON> <digests as JSON>`. */
function imagesFrom(line: string): HeldImage[] {
	const [id = '', tags = '[]', digests = '[]'] = line.split(' ');
	const pulledFrom = ((JSON.parse(digests) ?? []) as string[]).map((digest) => digest.split('@')[0]!);
	// Podman gives a digest to what it builds, too, under a registry that cannot be pulled from.
	const isPulled = (repository: string) =>
		pulledFrom.includes(repository) && !/^localhost[:/]/u.test(repository);
	const names = (JSON.parse(tags) ?? []) as string[];
	if (names.length === 0) return [{ name: id, pulled: pulledFrom.some(isPulled) }];
	return names.map((name) => ({ name, pulled: isPulled(name.replace(/:[^:/]*$/u, '')) }));
}

/**
 * What is there now and was not before, in words. Images that were pulled do not count: they are what a reader
 * keeps, and the next chapter starts without them all the same.
 */
export function leftovers(before: Inventory, after: Inventory): string[] {
	const fresh = (one: readonly string[], other: readonly string[]) =>
		other.filter((name) => !one.includes(name));
	const made = ({ images }: Inventory) => images.filter(({ pulled }) => !pulled).map(({ name }) => name);
	return [
		...fresh(before.containers, after.containers).map((name) => `the container ${name}`),
		...fresh(before.networks, after.networks).map((name) => `the network ${name}`),
		...fresh(before.volumes, after.volumes).map((name) => `the volume ${name}`),
		...fresh(made(before), made(after)).map((name) => `the image ${name}`),
	];
}

/** The networks that an engine brings with it. */
const OWN_NETWORKS: Readonly<Record<EngineId, readonly string[]>> = {
	podman: ['podman'],
	docker: ['bridge', 'host', 'none'],
};

/** What keeps an engine from being as a reader finds it who starts the book, in words: nothing, or a few kinds of things. */
export function notClean(engine: EngineId, { containers, networks, volumes, images }: Inventory): string[] {
	const own = networks.filter((name) => !OWN_NETWORKS[engine].includes(name));
	const count = (things: readonly unknown[], one: string) =>
		things.length === 0 ? [] : [`${things.length} ${one}${things.length === 1 ? '' : 's'}`];
	return [
		...count(containers, 'container'),
		...count(own, 'network'),
		...count(volumes, 'volume'),
		...count(images, 'image'),
	];
}
