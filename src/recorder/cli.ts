import path from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_IDS, isEngineId } from '../engines/engines.ts';
import type { Variant } from '../examples/commands.ts';
import { readBook, type Chapter } from './book.ts';
import { hasRecordingHost, localMachine, recordingHost } from './machine.ts';
import { recordChapter } from './record.ts';
import { formatStatus, isClean, statusOf } from './status.ts';

const USAGE = `npm run record -- [chapter[/example]] [options]

Runs the examples of the book, or of one chapter, or one example, and writes their recordings.

  --engine podman|docker   only this engine; without it: both, and the plain-Linux examples
  --check                  run and compare with the recordings; write nothing
  --status                 run nothing; list what is recorded, stale and missing
  --json                   with --status: for machines
  --on host|local          where commands run: the recording host (see host/README.md), or this machine;
                           without it: the host if it has been built here
  --content FOLDER         another folder than content/

Exit status: 0 all well; 1 something failed, differs, is stale or is missing; 2 wrong use.`;

const PLACES = ['host', 'local'];

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
	const wanted = (id: string) => !target?.includes('/') || id === target;
	const variants = variantsFrom(values.engine);
	if (values.status) {
		const asked = selected.map(({ name, examples }) => ({
			name,
			examples: examples.filter(({ id }) => wanted(id)),
		}));
		const rows = await statusOf(content, asked, variants);
		console.log(values.json ? JSON.stringify(rows, null, '\t') : formatStatus(rows));
		return isClean(rows) ? 0 : 1;
	}

	const place = values.on ?? ((await hasRecordingHost()) ? 'host' : 'local');
	if (!PLACES.includes(place)) throw new UsageError(`no place ${place}; there are: ${PLACES.join(', ')}`);
	const machine = place === 'host' ? await recordingHost() : localMachine();
	const faults: string[] = [];
	for (const chapter of selected) {
		for (const variant of variants) {
			const found = await recordChapter(machine, chapter, variant, {
				content,
				mode: values.check ? 'check' : 'write',
				wanted,
				say: (line) => console.log(line),
			});
			faults.push(...found);
		}
	}
	for (const fault of faults) console.error(`\n${fault}`);
	if (faults.length > 0 && !values.check) console.error('\nThe recordings of what failed are as they were.');
	return faults.length > 0 ? 1 : 0;
}

function parse() {
	try {
		return parseArgs({
			allowPositionals: true,
			options: {
				engine: { type: 'string' },
				on: { type: 'string' },
				content: { type: 'string', default: 'content' },
				check: { type: 'boolean', default: false },
				status: { type: 'boolean', default: false },
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

try {
	process.exitCode = await main();
} catch (cause) {
	const error = cause as Error;
	console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error.message);
	process.exitCode = error instanceof UsageError ? 2 : 1;
}
