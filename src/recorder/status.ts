import { ENGINE_IDS } from '../engines/engines.ts';
import type { Variant } from '../examples/commands.ts';
import { whyUnexplained, type EngineRun } from '../recordings/engines-differ.ts';
import { remedy, whyStale } from '../recordings/freshness.ts';
import { transcribe } from '../recordings/transcript.ts';
import { readCast, stepsOf, type BookExample, type Chapter } from './book.ts';

/** How the recordings of one chapter stand, in one variant. */
export interface ChapterStatus {
	chapter: string;
	variant: Variant;
	examples: number;
	recorded: number;
	/** Recorded, but the example has changed since; with the reason. */
	stale: { example: string; reason: string }[];
	/** Ids of the examples that have no recording. */
	missing: string[];
	/** Where this engine and those before it do not do the same, and the example does not say why; or the reverse. */
	unexplained: { example: string; reason: string }[];
}

/** Looks at every recording that the chapters ask for; runs nothing. */
export async function statusOf(
	content: string,
	chapters: readonly Chapter[],
	variants: readonly Variant[],
): Promise<ChapterStatus[]> {
	const rows: ChapterStatus[] = [];
	for (const chapter of chapters) {
		for (const variant of variants) {
			const row = await chapterStatus(content, chapter, variant);
			if (row.examples > 0) rows.push(row);
		}
	}
	return rows;
}

export function isClean(rows: readonly ChapterStatus[]): boolean {
	return rows.every(
		({ stale, missing, unexplained }) => stale.length + missing.length + unexplained.length === 0,
	);
}

/** The rows as a table, and under it a line for each example that needs recording, with the command for it. */
export function formatStatus(rows: readonly ChapterStatus[]): string {
	const head = ['chapter', 'variant', 'examples', 'recorded', 'stale', 'missing', 'unexplained'];
	const cells = rows.map((row) =>
		[
			row.chapter,
			row.variant,
			row.examples,
			row.recorded,
			row.stale.length,
			row.missing.length,
			row.unexplained.length,
		].map(String),
	);
	const widths = head.map((title, column) =>
		Math.max(...[head, ...cells].map((line) => line[column]!.length), title.length),
	);
	const table = [head, ...cells].map((line) =>
		line
			.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
			.join('  '),
	);
	const faults = rows.flatMap(({ variant, stale, missing, unexplained }) => [
		...stale.map(
			({ example, reason }) => `stale: ${example} on ${variant}: ${reason}\n  ${remedy(example, variant)}`,
		),
		...missing.map((example) => `missing: ${example} on ${variant}\n  ${remedy(example, variant)}`),
		...unexplained.map(({ example, reason }) => `unexplained: ${example}: ${reason}`),
	]);
	return [...table, ...faults].join('\n');
}

async function chapterStatus(content: string, chapter: Chapter, variant: Variant): Promise<ChapterStatus> {
	const row: ChapterStatus = {
		chapter: chapter.name,
		variant,
		examples: 0,
		recorded: 0,
		stale: [],
		missing: [],
		unexplained: [],
	};
	for (const entry of chapter.examples) {
		const steps = stepsOf(entry, variant);
		if (!steps) continue;
		row.examples++;
		const cast = await readCast(content, entry.id, variant);
		if (!cast) {
			row.missing.push(entry.id);
			continue;
		}
		row.recorded++;
		const reason = whyStale(steps, cast);
		if (reason !== undefined) row.stale.push({ example: entry.id, reason });
		else if (variant === ENGINE_IDS.at(-1)) {
			const unexplained = await whyUnexplainedIn(content, entry);
			if (unexplained !== undefined) row.unexplained.push({ example: entry.id, reason: unexplained });
		}
	}
	return row;
}

/** Undefined as well where one of the engines' recordings is missing or stale: that is reported by itself. */
async function whyUnexplainedIn(content: string, entry: BookExample): Promise<string | undefined> {
	const runs: EngineRun[] = [];
	for (const engine of ENGINE_IDS) {
		const steps = stepsOf(entry, engine)!;
		const cast = await readCast(content, entry.id, engine);
		if (!cast || whyStale(steps, cast) !== undefined) return undefined;
		runs.push({ steps, transcript: await transcribe(cast) });
	}
	return whyUnexplained(runs, entry.example.difference);
}
