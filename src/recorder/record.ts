import type { Variant } from '../examples/commands.ts';
import { formatCast, type Cast } from '../recordings/asciicast.ts';
import { differences } from '../recordings/compare.ts';
import { whyStale } from '../recordings/freshness.ts';
import { recordSchema, type RecordOfOrigin } from '../recordings/record.ts';
import { transcribe } from '../recordings/transcript.ts';
import { castPath, readCast, stepsOf, writeWhole, type BookExample } from './book.ts';
import { leftovers, type Inventory } from './inventory.ts';
import { ailmentOf, inventoryOf, type Machine, type Place } from './machine.ts';
import { commandsHash, ImageFinder, originOf, type Origin } from './origin.ts';
import type { Progress } from './progress.ts';
import { runExample, type Run } from './run-example.ts';
import { SCREEN, type Shell } from './shell.ts';
import { nameOf, type Sitting } from './sitting.ts';

/** Seconds: longer silences are shortened in a replay. */
const IDLE_TIME_LIMIT = 1.5;

export interface Options {
	/** The folder `content`. */
	content: string;
	/**
	 * What happens to a recording: `write` replaces it; `update` replaces it if the new run shows something else,
	 * apart from what must differ; `check` only compares.
	 */
	mode: 'write' | 'update' | 'check';
	progress: Progress;
	/** Ends the sitting where it is; what has been recorded stays. */
	signal: AbortSignal;
}

/** What came of one sitting. */
export interface Outcome {
	/** Examples that were recorded, or found the same. */
	good: number;
	/** What failed or differs, in words: none when all went well. */
	faults: string[];
	/** Seconds that the examples' commands took. */
	commandSeconds: number;
}

/** A machine that stands ready for a sitting. */
export interface Ready {
	machine: Machine;
	shell: Shell;
	origin: Origin;
	/** What the engine holds before the sitting. */
	before: Inventory | undefined;
}

/** Makes a machine for a sitting, and asks it all that has to be asked before. */
export async function prepareSitting(place: Place, { chapter, variant, needs }: Sitting): Promise<Ready> {
	const machine = await place.machineFor({ variant, needs, images: chapter.images });
	const opening = machine.openShell();
	try {
		const [origin, before, shell] = await Promise.all([
			originOf(machine, variant),
			inventoryFor(machine, variant),
			opening,
		]);
		return { machine, shell, origin, before };
	} catch (cause) {
		// A shell that stays open would keep the recorder from ending.
		await opening.then(
			(shell) => shell.close(),
			() => {},
		);
		await machine.leave();
		throw cause;
	}
}

/**
 * Runs one sitting on its machine. Nothing is written for an example whose expectations do not hold; the sitting
 * ends there, since what follows builds on it.
 */
export async function recordSitting(ready: Ready, sitting: Sitting, options: Options): Promise<Outcome> {
	const { machine, shell } = ready;
	const { signal, progress } = options;
	const outcome: Outcome = { good: 0, faults: [], commandSeconds: 0 };
	const interrupt = () => shell.close('it was interrupted');
	signal.addEventListener('abort', interrupt);
	try {
		signal.throwIfAborted();
		await runSitting(ready, sitting, options, outcome);
	} catch (cause) {
		// Whoever interrupts knows why it ended.
		if (!signal.aborted) {
			const ailment = await ailmentOf(machine, sitting.variant);
			const { message } = cause as Error;
			outcome.faults.push(ailment === undefined ? message : `${message}\n${ailment}`);
		}
	} finally {
		signal.removeEventListener('abort', interrupt);
		shell.close();
		progress.now(nameOf(sitting), undefined);
	}
	return outcome;
}

async function runSitting(ready: Ready, sitting: Sitting, options: Options, outcome: Outcome): Promise<void> {
	const { machine, shell, origin, before } = ready;
	const { variant, entries, wanted, whole } = sitting;
	const images = new ImageFinder(machine, variant);
	for (const [index, entry] of entries.entries()) {
		const steps = stepsOf(entry, variant)!;
		const run = await runEntry(shell, sitting, entry, (step) => {
			const place = `${index + 1}/${entries.length} ${entry.id}`;
			options.progress.now(nameOf(sitting), `${place} · ${step}`);
		});
		outcome.commandSeconds += run.seconds;
		const tell = (what: string) => options.progress.say(`${entry.id} on ${variant}: ${what}`);
		const took = `${run.seconds.toFixed(1)} s`;
		if (!wanted.has(entry.id)) {
			tell(`ran in ${took}, because a later one builds on it`);
			continue;
		}
		const changes = options.mode === 'write' ? [] : await compare(options.content, entry, variant, run);
		if (options.mode === 'check') {
			outcome.faults.push(...changes);
			tell(changes.length > 0 ? `DIFFERS, ${took}` : `the same, ${took}`);
		} else if (options.mode === 'update' && changes.length === 0) {
			tell(`the same, kept, ${took}`);
		} else {
			const cast = castOf(entry, run, {
				...origin,
				commands: commandsHash(steps),
				duration: Number(run.seconds.toFixed(3)),
				images: await images.namedBy(steps),
			});
			await writeWhole(castPath(options.content, entry.id, variant), formatCast(cast));
			tell([`recorded in ${took}`, ...changes].join('\n'));
		}
		if (options.mode !== 'check' || changes.length === 0) outcome.good++;
	}
	if (!before || !whole) return;
	const left = leftovers(before, (await inventoryFor(machine, variant))!);
	if (left.length > 0)
		outcome.faults.push(`${nameOf(sitting)} leaves behind ${left.join(', ')}: remove it in its last example`);
}

/** What the engine of a machine holds; nothing on plain Linux. */
async function inventoryFor(machine: Machine, variant: Variant): Promise<Inventory | undefined> {
	return variant === 'linux' ? undefined : inventoryOf(machine, variant);
}

/** @throws {Error} when the example does not do what it says */
async function runEntry(
	shell: Shell,
	{ variant }: Sitting,
	entry: BookExample,
	onStep: (what: string) => void,
): Promise<Run> {
	const steps = stepsOf(entry, variant)!;
	try {
		return await runExample(shell, steps, (index) =>
			onStep(`step ${index + 1}/${steps.length} ${steps[index]!.command}`),
		);
	} catch (cause) {
		throw new Error(`${entry.id} on ${variant}: ${(cause as Error).message}`, { cause });
	}
}

function castOf(
	entry: BookExample,
	{ events }: Run,
	origin: Origin & Pick<RecordOfOrigin, 'commands' | 'duration' | 'images'>,
): Cast {
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
	const steps = stepsOf(entry, variant)!;
	const cast = await readCast(content, entry.id, variant);
	if (!cast) return [`${entry.id} on ${variant}: there is no recording to compare with`];
	const reason = whyStale(steps, cast);
	if (reason !== undefined) return [`${entry.id} on ${variant}: ${reason}`];
	return differences(await transcribe(cast), run.transcript, steps).map(
		(difference) => `${entry.id} on ${variant}: ${difference}`,
	);
}
