import path from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_IDS, isEngineId } from '../engines/engines.ts';
import type { Variant } from '../examples/commands.ts';
import { readBook, type Chapter } from './book.ts';
import { Journal } from './journal.ts';
import { hasRecordingHost, hostPlace, localPlace } from './machine.ts';
import { logProgress, terminalProgress } from './progress.ts';
import { runSittings } from './run.ts';
import { nameOf, sittingsOf } from './sitting.ts';
import { formatStatus, isClean, statusOf } from './status.ts';

const USAGE = `npm run record -- [chapter[/example]] [options]

Runs the examples of the book, or of one chapter, or one example, and writes their recordings.

  --engine podman|docker   only this engine; without it: both, and the plain-Linux examples
  --check                  run and compare with the recordings; write nothing
  --status                 run nothing; list what is recorded, stale and missing
  --json                   with --status: for machines
  --resume                 with the words of a run that failed or was interrupted: leave out what it had done
  --jobs N                 N parts of the book side by side, each on a machine of its own (default 1)
  --on host|local          where commands run: the recording host (see host/README.md), or this machine;
                           without it: the host if it has been built here
  --content FOLDER         another folder than content/

Exit status: 0 all well; 1 something failed, differs, is left behind, is stale or is missing; 2 wrong use;
130 interrupted with Ctrl-C.`;

const PLACES = ['host', 'local'];
const INTERRUPTED = 130;

class UsageError extends Error {}

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
	const chapters = await readBook(content);
	const selected = select(chapters, target);
	const isWanted = (id: string) => !target?.includes('/') || id === target;
	const variants = variantsFrom(values.engine);
	if (values.status) {
		const asked = selected.map((chapter) => ({
			...chapter,
			examples: chapter.examples.filter(({ id }) => isWanted(id)),
		}));
		const rows = await statusOf(content, asked, variants);
		console.log(values.json ? JSON.stringify(rows, null, '\t') : formatStatus(rows));
		return isClean(rows) ? 0 : 1;
	}

	const jobs = jobsFrom(values.jobs);
	const placeName = values.on ?? ((await hasRecordingHost()) ? 'host' : 'local');
	if (!PLACES.includes(placeName))
		throw new UsageError(`no place ${placeName}; there are: ${PLACES.join(', ')}`);
	if (placeName === 'local' && jobs > 1)
		throw new UsageError('this machine is one machine: --jobs is for the recording host');
	const request = process.argv.slice(2).filter((word) => word !== '--resume');
	const journal = new Journal(content, request);
	if (values.resume && !(await journal.resume()))
		throw new UsageError('there is nothing to resume: no run of these words has failed or been interrupted');
	const place = placeName === 'host' ? await hostPlace() : localPlace();
	const all = sittingsOf(selected, variants, isWanted);
	const sittings = all.filter((sitting) => !journal.has(nameOf(sitting)));

	const started = performance.now();
	const progress = process.stdout.isTTY
		? terminalProgress(process.stdout)
		: logProgress((line) => console.log(line));
	const signal = interruption((line) => progress.say(line));
	const run = async () => {
		await journal.note();
		return runSittings(place, sittings, {
			content,
			mode: values.check ? 'check' : 'write',
			progress,
			signal,
			jobs,
			// Copies of the host are many, this machine is one.
			ahead: placeName === 'host',
			onDone: (sitting) => journal.note(nameOf(sitting)),
		});
	};
	// Whatever happens: the clock of a terminal's progress would keep the process from ending.
	const { good, faults, commandSeconds } = await run().finally(() => progress.end());
	const verb = values.check ? 'the same' : 'recorded';
	console.log(`${good} ${verb}; ${timesOf(commandSeconds, (performance.now() - started) / 1000)}`);

	for (const fault of faults) console.error(`\n${fault}`);
	if (faults.length > 0 && !values.check) console.error('\nThe recordings of what failed are as they were.');
	const undone = all.filter((sitting) => !journal.has(nameOf(sitting))).length;
	// Of one part, nothing is left to resume: it begins again.
	if (undone === 0 || all.length === 1) await journal.remove();
	else
		console.error(
			`\n${undone} of ${all.length} parts are not done. To go on:\n  npm run record -- ${[...request, '--resume'].join(' ')}`,
		);
	if (signal.aborted) return INTERRUPTED;
	return faults.length > 0 ? 1 : 0;
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
	if (isEngineId(engine)) return [engine];
	throw new UsageError(`no engine ${engine}; there are: ${ENGINE_IDS.join(', ')}`);
}

function jobsFrom(text: string): number {
	if (/^[1-9]\d?$/u.test(text)) return Number(text);
	throw new UsageError(`--jobs: expected a number from 1 to 99, found ${text}`);
}

try {
	process.exitCode = await main();
} catch (cause) {
	const error = cause as Error;
	console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error.message);
	process.exitCode = error instanceof UsageError ? 2 : 1;
}
