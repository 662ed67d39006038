import { z } from 'zod';

/**
 * Where a recording comes from. It is part of the recording itself, as the field `recording` of the
 * asciicast header (readers of the format pass over fields that they do not know), so that the two can
 * never be out of step and one rename replaces both.
 */
export const recordSchema = z.strictObject({
	/** `<chapter>/<name>` */
	example: z.string(),
	variant: z.enum(['podman', 'docker', 'linux']),
	/** Absent for plain Linux. */
	engine: z
		.strictObject({ version: z.string(), rootless: z.boolean(), cgroups: z.enum(['v1', 'v2']) })
		.optional(),
	/** What kind of machine it ran on: how the recording host was made (`host status`), or `local`. */
	machine: z.string(),
	/** As `PRETTY_NAME` in /etc/os-release has it. */
	os: z.string(),
	/** `uname -r`, without what names a single machine. */
	kernel: z.string(),
	/** `uname -m` */
	architecture: z.string(),
	/** SHA-256 of everything that was typed, as a JSON array of strings. */
	commands: z.string().regex(/^sha256:[0-9a-f]{64}$/u),
	/** Seconds that the commands took, from Enter to the next prompt; typing and pauses for the reader left out. */
	duration: z.number().nonnegative(),
	/** The images that the commands name. */
	images: z.array(
		z.strictObject({
			/** As the reader writes it: `alpine:3`. */
			name: z.string(),
			digest: z.string(),
			/**
			 * `registry`: pulled from the registry that the name means. `upstream`: built for the recording host from
			 * the root file system that upstream publishes. `rebuilt`: a stand-in from Debian packages.
			 */
			origin: z.enum(['registry', 'upstream', 'rebuilt']),
			/** The repository and commit, or the packages, that an image of the recording host was made from. */
			source: z.string().optional(),
		}),
	),
	/** ISO 8601, UTC. */
	date: z.iso.datetime(),
	/** Version of the recorder; raised when it records differently. */
	recorder: z.int(),
});

export type RecordOfOrigin = z.output<typeof recordSchema>;
