import path from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_IDS, isEngineId } from '../engines/engines.ts';
import type { Variant } from '../examples/commands.ts';
import { readBook, type Chapter } from './book.ts';
import { Journal } from './journal.ts';
import { hasRecordingHost, hostPlace, localPlace, type Place } from './machine.ts';
import { logProgress, terminalProgress } from './progress.ts';
import { runSittings } from './run.ts';
import { nameOf, sittingsOf } from './sitting.ts';
import { formatStatus, isClean, statusOf } from './status.ts';

const USAGE = `npm run record -- [chapter[/example]] [options]

Runs the examples of the book, or of one chapter, or one example, and writes their recordings.

  --engine podman|docker   only this engine, or linux: only what needs none; without it: all
  --check                  run and compare with the recordings; write nothing
  --update                 run, compare, and write only what shows something else than before
  --status                 run nothing; list what is recorded, stale and missing
  --json                   with --status: for machines
  --resume                 with the words of a run that failed or was interrupted: leave out what it had done
  --jobs N                 N parts of the book side by side, each on a machine of its own (default 1)
  --on host|local          where commands run: the recording host (see host/README.md), or this machine;
                           without it: the host if it has been built here
  --content FOLDER         another folder than content/

Exit status: 0 all well; 1 something failed, differs, is left behind, is stale or is missing; 2 wrong use;
130 interrupted with Ctrl-C.`;

const INTERRUPTED = 130;

class UsageError extends Error {}

type Options = ReturnType<typeof parse>['values'];

/** What of the book is meant. */
interface Selection {
	chapters: readonly Chapter[];
	variants: readonly Variant[];
	isWanted: (id: string) => boolean;
}

async function main(): Promise<number> {
	const { values, positionals } = parse();
	if (values.help) {
		console.log(USAGE);
		return 0;
	}
	const content = path.resolve(values.content);
	const [target, ...more] = positionals;
	if (more.length > 0)
		throw new UsageError(`one chapter or example at a time, not ${positionals.join(', ')}`);
	const selection = {
		chapters: select(await readBook(content), target),
		variants: variantsFrom(values.engine),
		isWanted: (id: string) => !target?.includes('/') || id === target,
	};
	return values.status ? status(content, selection, values) : run(content, selection, values);
}

async function status(
	content: string,
	{ chapters, variants, isWanted }: Selection,
	{ json }: Options,
): Promise<number> {
	const wanted = chapters.map((chapter) => ({
		...chapter,
		examples: chapter.examples.filter(({ id }) => isWanted(id)),
	}));
	const rows = await statusOf(content, wanted, variants);
	console.log(json ? JSON.stringify(rows, null, '\t') : formatStatus(rows));
	return isClean(rows) ? 0 : 1;
}

async function run(
	content: string,
	{ chapters, variants, isWanted }: Selection,
	options: Options,
): Promise<number> {
	const started = performance.now();
	const { check, update } = options;
	const jobs = jobsFrom(options);
	const place = await placeFrom(options);
	const request = process.argv.slice(2).filter((word) => word !== '--resume');
	const journal = new Journal(content, request);
	if (options.resume && !(await journal.resume()))
		throw new UsageError('there is nothing to resume: no run of these words has failed or been interrupted');
	const asked = sittingsOf(chapters, variants, isWanted);
	const [first] = asked;
	const all = asked.filter(({ needs }) => place.lacks(needs) === undefined);
	if (first && all.length === 0)
		throw new UsageError(`${nameOf(first)} cannot run here: ${place.lacks(first.needs)}`);

	const progress = process.stdout.isTTY
		? terminalProgress(process.stdout)
		: logProgress((line) => console.log(line));
	for (const sitting of asked.filter((each) => !all.includes(each)))
		progress.say(`${nameOf(sitting)}: left out, ${place.lacks(sitting.needs)}`);
	const signal = interruption((line) => progress.say(line));
	const hold = async () => {
		await journal.note();
		return runSittings(
			place,
			all.filter((sitting) => !journal.has(nameOf(sitting))),
			{
				content,
				mode: check ? 'check' : update ? 'update' : 'write',
				progress,
				signal,
				jobs,
				onDone: (sitting) => journal.note(nameOf(sitting)),
			},
		);
	};
	// Whatever happens: the clock of a terminal's progress would keep the process from ending.
	const { good, faults, commandSeconds } = await hold().finally(() => progress.end());

	const times = timesOf(commandSeconds, (performance.now() - started) / 1000);
	console.log(`${good} ${check ? 'the same' : update ? 'recorded or the same' : 'recorded'}; ${times}`);
	for (const fault of faults) console.error(`\n${fault}`);
	if (faults.length > 0 && !check) console.error('\nThe recordings of what failed are as they were.');
	const undone = all.filter((sitting) => !journal.has(nameOf(sitting))).length;
	// Of one part, nothing is left to resume: it begins again.
	if (undone === 0 || all.length === 1) await journal.remove();
	else
		console.error(
			`\n${undone} of ${all.length} parts are not done. To go on:\n` +
				`  npm run record -- ${[...request, '--resume'].join(' ')}`,
		);
	if (signal.aborted) return INTERRUPTED;
	return faults.length > 0 ? 1 : 0;
}

/** The place that is asked for, else the recording host where it has been built. */
async function placeFrom({ on }: Options): Promise<Place> {
	const name = on ?? ((await hasRecordingHost()) ? 'host' : 'local');
	if (name === 'host') return hostPlace();
	if (name === 'local') return localPlace();
	throw new UsageError(`no place ${name}; there are: host, local`);
}

/**
 * A signal that Ctrl-C, or an end asked for from outside, sets off. A second one ends the process at once, as if
 * nobody had listened.
 */
function interruption(say: (line: string) => void): AbortSignal {
	const controller = new AbortController();
	for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
		process.once(name, () => {
			say('Interrupted: ending the machines …');
			controller.abort();
		});
	return controller.signal;
}

/** How long the commands took, how long everything took, and what the recorder added to it. */
function timesOf(commandSeconds: number, allSeconds: number): string {
	const times = `commands ${commandSeconds.toFixed(1)} s, in all ${allSeconds.toFixed(1)} s`;
	if (commandSeconds < 1) return times;
	const added = Math.round((allSeconds / commandSeconds - 1) * 100);
	return `${times} (${added < 0 ? '−' : '+'}${Math.abs(added)} %)`;
}

function parse() {
	try {
		return parseArgs({
			allowPositionals: true,
			options: {
				engine: { type: 'string' },
				on: { type: 'string' },
				content: { type: 'string', default: 'content' },
				jobs: { type: 'string', default: '1' },
				check: { type: 'boolean', default: false },
				update: { type: 'boolean', default: false },
				status: { type: 'boolean', default: false },
				resume: { type: 'boolean', default: false },
				json: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		});
	} catch (cause) {
		throw new UsageError((cause as Error).message, { cause });
	}
}

function select(chapters: readonly Chapter[], target: string | undefined): readonly Chapter[] {
	if (target === undefined) return chapters;
	const chapter = chapters.find(({ name }) => name === target.split('/')[0]);
	if (!chapter)
		throw new UsageError(`no chapter ${target}; there are: ${chapters.map(({ name }) => name).join(', ')}`);
	if (target.includes('/') && !chapter.examples.some(({ id }) => id === target))
		throw new UsageError(
			`no example ${target}; there are: ${chapter.examples.map(({ id }) => id).join(', ')}`,
		);
	return [chapter];
}

function variantsFrom(engine: string | undefined): readonly Variant[] {
	if (engine === undefined) return [...ENGINE_IDS, 'linux'];
	if (isEngineId(engine) || engine === 'linux') return [engine];
	throw new UsageError(`no engine ${engine}; there are: ${ENGINE_IDS.join(', ')}, and linux for none`);
}

function jobsFrom({ jobs }: Options): number {
	if (/^[1-9]\d?$/u.test(jobs)) return Number(jobs);
	throw new UsageError(`--jobs: expected a number from 1 to 99, found ${jobs}`);
}

try {
	process.exitCode = await main();
} catch (cause) {
	const error = cause as Error;
	console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error.message);
	process.exitCode = error instanceof UsageError ? 2 : 1;
}
