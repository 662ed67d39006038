import type { Variant } from '../examples/commands.ts';
import type { Need } from '../examples/schema.ts';
import { stepsOf, type BookExample, type Chapter } from './book.ts';

/** Examples that are run one after the other in one shell, on a machine that has seen nothing before. */
export interface Sitting {
	chapter: Chapter;
	variant: Variant;
	/** What the machine must have beyond the ordinary. */
	needs: Need | undefined;
	/** In the order in which they run. */
	entries: BookExample[];
	/** Those of `entries` that are recorded or compared. The others run because a later one builds on them. */
	wanted: ReadonlySet<string>;
	/** Whether nothing of it is left out, so that it must leave nothing behind. */
	whole: boolean;
}

/**
 * Divides chapters into sittings: of each chapter and variant the one continuous story, and after it each example
 * with a need of its own by itself.
 *
 * @param isWanted which examples, by id, are recorded or compared
 */
export function sittingsOf(
	chapters: readonly Chapter[],
	variants: readonly Variant[],
	isWanted: (id: string) => boolean,
): Sitting[] {
	return chapters.flatMap((chapter) =>
		variants.flatMap((variant) => chapterSittings(chapter, variant, isWanted)),
	);
}

function chapterSittings(chapter: Chapter, variant: Variant, isWanted: (id: string) => boolean): Sitting[] {
	const all = chapter.examples.filter((entry) => stepsOf(entry, variant));
	const story = all.filter(({ example }) => example.needs === undefined);
	const apart = all.filter(({ example }) => example.needs !== undefined);
	return [story, ...apart.map((entry) => [entry])].flatMap((entries) => {
		const wanted = new Set(entries.map(({ id }) => id).filter(isWanted));
		const last = entries.findLastIndex(({ id }) => wanted.has(id));
		if (last < 0) return [];
		const needs = entries[0]!.example.needs;
		const whole = last === entries.length - 1;
		return [{ chapter, variant, needs, entries: entries.slice(0, last + 1), wanted, whole }];
	});
}

/** How a sitting is called where it is reported, and in the journal: `storage on docker`, `storage/nfs on docker`. */
export function nameOf({ chapter, variant, needs, entries }: Sitting): string {
	return `${needs === undefined ? chapter.name : entries[0]!.id} on ${variant}`;
}
