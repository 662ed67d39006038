/**
 * The only list of engines. Everything that shows, runs or compares an engine reads it from here;
 * adding one means adding an entry (and recording the book on it).
 */
export const ENGINES = [
	{
		id: 'podman',
		label: 'Podman',
		/** What `$CR` becomes in a command. */
		binary: 'podman',
		/** Prints the version of the engine that does the work, and nothing else. */
		versionCommand: "podman version --format '{{.Client.Version}}'",
		/** Prints `true` when the engine runs without root's rights. */
		rootlessCommand: "podman info --format '{{.Host.Security.Rootless}}'",
		/** Prints `v1` or `v2`: the version of the control groups that limits are set in. */
		cgroupsCommand: "podman info --format '{{.Host.CgroupsVersion}}'",
		/** How the engine runs, rootless or not, in the words of a reader. */
		modes: { rootless: 'rootless', rootful: 'as root' },
	},
	{
		id: 'docker',
		label: 'Docker',
		binary: 'docker',
		// The client's version says nothing about the daemon, which is what runs the containers.
		versionCommand: "docker version --format '{{.Server.Version}}'",
		rootlessCommand:
			"docker info --format '{{json .SecurityOptions}}' | grep -q rootless && echo true || echo false",
		cgroupsCommand: "docker info --format 'v{{.CgroupVersion}}'",
		modes: { rootless: 'rootless', rootful: 'with a root daemon' },
	},
] as const;

export type Engine = (typeof ENGINES)[number];
export type EngineId = Engine['id'];

export const ENGINE_IDS = ENGINES.map((engine) => engine.id);

/** What a reader sees who has not chosen yet. */
export const DEFAULT_ENGINE: EngineId = 'podman';

export function isEngineId(value: unknown): value is EngineId {
	return ENGINE_IDS.includes(value as EngineId);
}

export function engineById(id: EngineId): Engine {
	return ENGINES.find((engine) => engine.id === id)!;
}
