import type { Variant } from '../examples/commands.ts';
import { remedy, whyStale } from '../recordings/freshness.ts';
import { readCast, stepsOf, type Chapter } from './book.ts';

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
	return rows.every(({ stale, missing }) => stale.length + missing.length === 0);
}

/** The rows as a table, and under it a line for each example that needs recording, with the command for it. */
export function formatStatus(rows: readonly ChapterStatus[]): string {
	const head = ['chapter', 'variant', 'examples', 'recorded', 'stale', 'missing'];
	const cells = rows.map((row) =>
		[row.chapter, row.variant, row.examples, row.recorded, row.stale.length, row.missing.length].map(String),
	);
	const widths = head.map((title, column) =>
		Math.max(...[head, ...cells].map((line) => line[column]!.length), title.length),
	);
	const table = [head, ...cells].map((line) =>
		line
			.map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
			.join('  '),
	);
	const faults = rows.flatMap(({ variant, stale, missing }) => [
		...stale.map(
			({ example, reason }) => `stale: ${example} on ${variant}: ${reason}\n  ${remedy(example, variant)}`,
		),
		...missing.map((example) => `missing: ${example} on ${variant}\n  ${remedy(example, variant)}`),
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
	}
	return row;
}
