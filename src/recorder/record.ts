import { engineById } from '../engines/engines.ts';
import type { Step, Variant } from '../examples/commands.ts';
import { formatCast, type Cast } from '../recordings/asciicast.ts';
import { differences } from '../recordings/compare.ts';
import { whyStale } from '../recordings/freshness.ts';
import { recordSchema, type RecordOfOrigin } from '../recordings/record.ts';
import { transcribe } from '../recordings/transcript.ts';
import { castPath, readCast, stepsOf, writeRecording, type BookExample, type Chapter } from './book.ts';
import type { Machine } from './machine.ts';
import { runExample, type Run } from './run-example.ts';
import { SCREEN, type Shell } from './shell.ts';

/** Raised when the recorder records differently, so that old recordings can be told from new ones. */
const RECORDER_VERSION = 1;
/** Seconds: longer silences are shortened in a replay. */
const IDLE_TIME_LIMIT = 1.5;

export interface Options {
	/** The folder `content`. */
	content: string;
	/** Record, or only compare with what is recorded. */
	mode: 'write' | 'check';
	/** Which of the chapter's examples are written or compared. The ones before them run too: they are one continuous story. */
	wanted: (id: string) => boolean;
	say: (line: string) => void;
}

/** Examples that are run one after the other in one shell. */
interface Sitting {
	needsLimits: boolean;
	entries: BookExample[];
}

/**
 * Runs a chapter in one variant. Nothing is written for an example whose expectations do not hold; its sitting
 * ends there, since what follows builds on it.
 *
 * @returns the faults: none when all went well
 */
export async function recordChapter(
	machine: Machine,
	chapter: Chapter,
	variant: Variant,
	options: Options,
): Promise<string[]> {
	const entries = chapter.examples.filter((entry) => stepsOf(entry, variant));
	const faults: string[] = [];
	for (const { needsLimits, entries: all } of sittingsOf(entries)) {
		const last = all.findLastIndex(({ id }) => options.wanted(id));
		if (last < 0) continue;
		options.say(`${chapter.name} on ${variant}${needsLimits ? ', with limits' : ''}`);
		const sitting = { needsLimits, entries: all.slice(0, last + 1) };
		faults.push(...(await recordSitting(machine, sitting, variant, options)));
	}
	return faults;
}

/** A chapter's one continuous story, and after it each example that needs limits by itself. */
function sittingsOf(entries: readonly BookExample[]): Sitting[] {
	const story = entries.filter(({ example }) => !example.needsLimits);
	const apart = entries.filter(({ example }) => example.needsLimits);
	return [
		{ needsLimits: false, entries: story },
		...apart.map((entry) => ({ needsLimits: true, entries: [entry] })),
	];
}

async function recordSitting(
	machine: Machine,
	{ needsLimits, entries }: Sitting,
	variant: Variant,
	options: Options,
): Promise<string[]> {
	const faults: string[] = [];
	try {
		await machine.prepare(variant, needsLimits);
		const origin = await describe(machine, variant);
		const shell = await machine.openShell();
		try {
			for (const entry of entries)
				faults.push(...(await recordExample(machine, shell, entry, origin, options)));
		} finally {
			shell.close();
		}
	} catch (cause) {
		faults.push((cause as Error).message);
	} finally {
		await machine.leave();
	}
	return faults;
}

/** @throws {Error} when the example does not do what it says */
async function recordExample(
	machine: Machine,
	shell: Shell,
	entry: BookExample,
	origin: Origin,
	{ content, mode, wanted, say }: Options,
): Promise<string[]> {
	const { variant } = origin;
	const steps = stepsOf(entry, variant)!;
	const started = performance.now();
	const run = await runExample(shell, steps).catch((cause: unknown) => {
		throw new Error(`${entry.id} on ${variant}: ${(cause as Error).message}`, { cause });
	});
	const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
	const tell = (what: string) => say(`  ${entry.id} on ${variant}: ${what}`);
	if (!wanted(entry.id)) {
		tell(`ran in ${took}, because a later one builds on it`);
		return [];
	}
	if (mode === 'check') {
		const faults = await compare(content, entry, variant, run);
		tell(faults.length > 0 ? `DIFFERS, ${took}` : `the same, ${took}`);
		return faults;
	}
	const images = await imagesOf(machine, variant, steps);
	const cast = castOf(entry, run, { ...origin, images });
	await writeRecording(castPath(content, entry.id, variant), formatCast(cast));
	tell(`recorded in ${took}`);
	return [];
}

type Origin = Omit<RecordOfOrigin, 'example' | 'images'>;

/** What a recording's record says of the machine and the engine. */
async function describe(machine: Machine, variant: Variant): Promise<Origin> {
	const origin: Origin = {
		variant,
		os: await machine.run('. /etc/os-release && echo "$PRETTY_NAME"'),
		// What follows the numbers names a build of one machine or distribution.
		kernel: (await machine.run('uname -sr')).replace(/(\d+\.\d+\.\d+).*/u, '$1'),
		date: `${new Date().toISOString().slice(0, 19)}Z`,
		recorder: RECORDER_VERSION,
	};
	if (variant === 'linux') return origin;
	const { versionCommand, rootlessCommand, cgroupsCommand } = engineById(variant);
	const engine = {
		version: await machine.run(versionCommand),
		rootless: (await machine.run(rootlessCommand)) === 'true',
		cgroups: (await machine.run(cgroupsCommand)) as 'v1' | 'v2',
	};
	return { ...origin, engine };
}

/** The images that the steps' commands name, out of those that the engine now has. */
async function imagesOf(
	machine: Machine,
	variant: Variant,
	steps: readonly Step[],
): Promise<RecordOfOrigin['images']> {
	if (variant === 'linux') return [];
	const { binary } = engineById(variant);
	const list = await machine.run(
		`${binary} image ls --digests --format '{{.Repository}}:{{.Tag}} {{.Digest}}'`,
	);
	const words = new Set(steps.flatMap(({ command }) => command.split(/\s+/u)).map(shortName));
	return list
		.split('\n')
		.map((line) => line.split(' '))
		.map(([name, digest]) => ({ name: shortName(name ?? ''), digest: digest ?? '' }))
		.filter(({ name }) => words.has(name))
		.map(({ name, digest }) => ({ name, digest, ...machine.originOf(name) }))
		.sort((one, other) => one.name.localeCompare(other.name));
}

/** `docker.io/library/alpine:3` is what a reader calls `alpine:3`. */
function shortName(image: string): string {
	return image.replace(/^docker\.io\/(?:library\/)?/u, '');
}

function castOf(entry: BookExample, { events }: Run, origin: Omit<RecordOfOrigin, 'example'>): Cast {
	const record = recordSchema.parse({ example: entry.id, ...origin } satisfies RecordOfOrigin);
	return {
		...SCREEN,
		idleTimeLimit: IDLE_TIME_LIMIT,
		events,
		header: {
			version: 3,
			term: { ...SCREEN, type: 'xterm-256color' },
			timestamp: Date.parse(record.date) / 1000,
			title: entry.example.title,
			recording: record,
		},
	};
}

/** What a run shows that the recording on disk does not, apart from what must differ from run to run. */
async function compare(content: string, entry: BookExample, variant: Variant, run: Run): Promise<string[]> {
	const cast = await readCast(content, entry.id, variant);
	if (!cast) return [`${entry.id} on ${variant}: there is no recording to compare with`];
	const reason = whyStale(stepsOf(entry, variant)!, cast);
	if (reason !== undefined) return [`${entry.id} on ${variant}: ${reason}`];
	return differences(await transcribe(cast), run.transcript).map(
		(difference) => `${entry.id} on ${variant}: ${difference}`,
	);
}
