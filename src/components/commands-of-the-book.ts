import { AstroError } from 'astro/errors';
import { parse } from 'yaml';
import { z } from 'zod';
import source from '/content/commands.yaml?raw';
import type { EngineId } from '../engines/engines.ts';
import { isEngineId } from '../engines/engines.ts';
import { engineCallsIn, otherProgramsIn } from '../examples/engine-calls.ts';
import { bookChapters, type ChapterEntry } from './book-facts.ts';

/** Where an example is on the book's pages. */
export interface Place {
	title: string;
	/** Relative to a page of the book. */
	href: string;
}

/** A command that the book uses. */
export interface UsedCommand {
	/** Of an engine, in its long form without the engine: `container run`. Else a program: `curl`. */
	name: string;
	does: string;
	/** The engines on which an example uses it; none for a program. */
	engines: ReadonlySet<EngineId>;
	/** Its options, each with the example that uses it first. */
	options: ReadonlyMap<string, Place>;
	/** The examples that use it, in the order of the book. */
	places: readonly Place[];
}

export interface CommandsOfTheBook {
	/** By name. */
	engine: ReadonlyMap<string, UsedCommand>;
	programs: ReadonlyMap<string, UsedCommand>;
}

const FILE = 'content/commands.yaml';
const fileSchema = z.strictObject({
	engine: z.record(z.string(), z.string().min(1)),
	programs: z.record(z.string(), z.string().min(1)),
});

/**
 * Every command of every example, counted from the steps as they were recorded.
 *
 * @throws {AstroError} when `content/commands.yaml` lacks one of them, or has one that no example uses
 */
export async function commandsOfTheBook(): Promise<CommandsOfTheBook> {
	const words = readWords();
	const engine = new Map<string, Draft>();
	const programs = new Map<string, Draft>();
	for (const chapter of await bookChapters()) {
		for (const { place, variant, command } of commandsOf(chapter)) {
			for (const { name, options } of engineCallsIn(command)) {
				if (isEngineId(variant)) note(engine, name, place, options).engines.add(variant);
			}
			for (const name of otherProgramsIn(command)) note(programs, name, place, []);
		}
	}
	return {
		engine: withWords(engine, words.engine, 'engine'),
		programs: withWords(programs, words.programs, 'programs'),
	};
}

interface Draft {
	engines: Set<EngineId>;
	options: Map<string, Place>;
	places: Place[];
}

function commandsOf({ href, examples }: ChapterEntry) {
	return examples.flatMap(({ id, title, variants }) => {
		const place = { title, href: `../${href}#example-${id.split('/')[1]!}` };
		return variants.flatMap(({ variant, steps }) =>
			// What fails on purpose may not be a command at all.
			steps
				.filter(({ expect, interruptAfter }) => expect.exit === 0 || interruptAfter !== undefined)
				.map(({ command }) => ({ place, variant, command })),
		);
	});
}

function note(drafts: Map<string, Draft>, name: string, place: Place, options: readonly string[]): Draft {
	const draft = drafts.get(name) ?? { engines: new Set(), options: new Map<string, Place>(), places: [] };
	drafts.set(name, draft);
	if (!draft.places.some(({ href }) => href === place.href)) draft.places.push(place);
	for (const option of options) if (!draft.options.has(option)) draft.options.set(option, place);
	return draft;
}

function withWords(
	drafts: ReadonlyMap<string, Draft>,
	words: Readonly<Record<string, string>>,
	section: string,
): Map<string, UsedCommand> {
	const missing = [...drafts.keys()].filter((name) => !(name in words));
	const unused = Object.keys(words).filter((name) => !drafts.has(name));
	if (missing.length + unused.length > 0)
		throw new AstroError(
			`${FILE}, ${section}: ${[
				...missing.map(
					(name) => `“${name}” is used (${drafts.get(name)!.places[0]!.href}) and not described`,
				),
				...unused.map((name) => `“${name}” is described and not used`),
			].join('; ')}`,
			'Add a line for what an example uses, remove a line for what none uses',
		);
	return new Map(
		[...drafts]
			.map(([name, draft]): [string, UsedCommand] => [name, { name, does: words[name]!, ...draft }])
			.sort(([one], [other]) => (one < other ? -1 : 1)),
	);
}

function readWords(): z.output<typeof fileSchema> {
	const result = fileSchema.safeParse(parse(source));
	if (result.success) return result.data;
	throw new AstroError(`${FILE} is not a list of commands`, z.prettifyError(result.error));
}
