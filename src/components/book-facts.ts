import { getCollection } from 'astro:content';
import { sourceTime } from '../archive/source-time.ts';
import { ENGINES, type EngineId } from '../engines/engines.ts';
import { chapterOf, exampleIdsIn } from '../examples/chapter.ts';
import { typedTexts } from '../examples/commands.ts';
import type { RecordOfOrigin } from '../recordings/record.ts';
import { isRecorded, loadExample, type ShownExample } from './load-example.ts';

/** A chapter as the table of contents lists it. */
export interface ChapterEntry {
	number: number;
	title: string;
	description: string;
	/** Address, relative to the book's first page. */
	href: string;
	examples: ShownExample[];
}

/** The chapters in the order of the book, with the examples that they show and that are recorded: in a build, all. */
export async function bookChapters(): Promise<ChapterEntry[]> {
	const entries = await getCollection('docs');
	const chapters = entries.flatMap(({ id, data, body, filePath }) => {
		const chapter = chapterOf(filePath?.split('/').at(-1) ?? '');
		return chapter ? [{ ...chapter, id, data, body: body ?? '' }] : [];
	});
	chapters.sort((one, other) => one.number - other.number);
	return Promise.all(
		chapters.map(async ({ number, id, data, body }) => ({
			number,
			title: data.title,
			description: data.description ?? '',
			href: `${id}/`,
			examples: await recordedExamples(exampleIdsIn(body)),
		})),
	);
}

async function recordedExamples(ids: readonly string[]): Promise<ShownExample[]> {
	const recorded = await Promise.all(ids.map(isRecorded));
	return Promise.all(ids.filter((_, index) => recorded[index]).map(loadExample));
}

/** What the book can say of itself, counted from its recordings. */
export interface BookFacts {
	/** Commands and lines of sessions, each counted once for all engines. */
	commands: number;
	/** The engines' versions, as recorded; several are joined with “and”. */
	versions: Record<EngineId, string>;
	/** Recordings: one for each example and engine. */
	recordings: number;
	/** Of the newest recording: ISO 8601. */
	date: string;
	/**
	 * When all recordings were last held against their examples: ISO 8601. Every build does it, and ends where one no
	 * longer fits; the date is the commit's, so that two builds of one commit are the same.
	 */
	checked: string;
	records: RecordOfOrigin[];
}

export async function bookFacts(): Promise<BookFacts> {
	const examples = (await bookChapters()).flatMap((chapter) => chapter.examples);
	const records = examples.flatMap(({ variants }) => variants.map(({ record }) => record));
	const versionsOf = (id: EngineId) => [
		...new Set(records.filter(({ variant }) => variant === id).map(({ engine }) => engine!.version)),
	];
	const date = records
		.map(({ date }) => date)
		.sort()
		.at(-1)!;
	return {
		commands: examples.reduce((sum, { variants }) => sum + typedTexts(variants[0]!.steps).length, 0),
		versions: Object.fromEntries(
			ENGINES.map(({ id }) => [id, versionsOf(id).sort().join(' and ')]),
		) as Record<EngineId, string>,
		recordings: records.length,
		date,
		checked: sourceTime()?.toISOString() ?? date,
		records,
	};
}
