import { AstroError } from 'astro/errors';
import valuesSource from '/content/values.yaml?raw';
import { ENGINES } from '../engines/engines.ts';
import { commandsFor, variantsOf, type Step, type Variant } from '../examples/commands.ts';
import { parseExample, parseValues } from '../examples/parse.ts';
import type { Example } from '../examples/schema.ts';
import { durationOf, parseCast } from '../recordings/asciicast.ts';
import { engineDifferences, whyUnexplained, type StepDifference } from '../recordings/engines-differ.ts';
import { remedy, whyStale } from '../recordings/freshness.ts';
import { recordSchema, type RecordOfOrigin } from '../recordings/record.ts';
import { wordDifferences, type StepWords } from '../recordings/word-differences.ts';
import { transcribe, type StepTranscript, type Transcript } from '../recordings/transcript.ts';

/** A step as the page shows it: what is typed, and what came of it. */
export interface ShownStep extends Step {
	transcript: StepTranscript;
	/** What the other engine does not have. */
	differs: StepWords;
}

/** An example in one variant, with its recording. */
export interface ShownVariant {
	variant: Variant;
	/** The engine's name, or Linux. */
	label: string;
	steps: ShownStep[];
	record: RecordOfOrigin;
	/** Address of the asciicast file. */
	castUrl: string;
	/** Seconds. */
	duration: number;
}

export interface ShownExample {
	id: string;
	title: string;
	/** Why the engines differ here, in the author's words; undefined where they do not. */
	difference: string | undefined;
	/** Where they do, found by comparing the recordings. */
	differences: StepDifference[];
	variants: ShownVariant[];
}

/** An example that has not been recorded, or not as it is written now. */
class NotRecorded extends AstroError {}

const EXAMPLES = '/content/examples/';
const RECORDINGS = '/content/recordings/';

/** What readers may change in the commands, by name. */
export const VALUES = parseValues(valuesSource, 'content/values.yaml');

const sources = import.meta.glob<string>('/content/examples/**/*.yaml', {
	query: '?raw',
	import: 'default',
	eager: true,
});
const casts = import.meta.glob<string>('/content/recordings/**/*.cast', {
	query: '?raw',
	import: 'default',
	eager: true,
});
// Without `no-inline` a small file would become a data: address in the page.
const castUrls = import.meta.glob<string>('/content/recordings/**/*.cast', {
	query: '?url&no-inline',
	import: 'default',
	eager: true,
});

/** Ids of all examples, sorted. */
const exampleIds = Object.keys(sources)
	.map((file) => file.slice(EXAMPLES.length).replace(/\.yaml$/u, ''))
	.sort();

/**
 * Reads an example and its recordings for the page.
 *
 * @param id `<chapter>/<name>`
 * @throws {AstroError} when there is no such example, a recording is missing, damaged or stale, or the engines differ and the example does not say why: the build ends
 */
export function loadExample(id: string): Promise<ShownExample> {
	const known = examples.get(id);
	if (known) return known;
	// One after the other: each plays its recordings in terminals, and those of a whole book at once would fill the memory.
	const loaded = last.then(() => readExample(id));
	last = loaded.catch(() => {});
	examples.set(id, loaded);
	return loaded;
}

let last: Promise<unknown> = Promise.resolve();

/** An example as far as it is written, for its author's preview. */
export interface Draft {
	title: string;
	variants: { variant: Variant; label: string; steps: Step[] }[];
	/** What is missing, and the command that mends it. */
	why: string;
	remedy: string;
}

/**
 * Reads an example for the page, or, while the book is being written (`npm run dev`), what there is of one that has not
 * been recorded as it stands. A build has no drafts: it ends.
 *
 * @throws {AstroError} as `loadExample`
 */
export async function loadExampleOrDraft(id: string): Promise<ShownExample | Draft> {
	try {
		return await loadExample(id);
	} catch (cause) {
		if (!import.meta.env.DEV || !(cause instanceof NotRecorded)) throw cause;
		const example = exampleOf(id);
		return {
			title: example.title,
			variants: variantsOf(example).map((variant) => ({
				variant,
				label: labelOf(variant),
				steps: commandsFor(example, variant),
			})),
			why: cause.message,
			remedy: `npm run record -- ${id}`,
		};
	}
}

/** Whether an example has what a page shows of it; while the book is being written, one may not. */
export async function isRecorded(id: string): Promise<boolean> {
	return 'differences' in (await loadExampleOrDraft(id));
}

/** Several pages show or count the same examples; each recording is transcribed once. */
const examples = new Map<string, Promise<ShownExample>>();

/**
 * Reads an example as its author wrote it.
 *
 * @throws {AstroError} when there is no such example
 */
export function exampleOf(id: string): Example {
	const file = `${EXAMPLES}${id}.yaml`;
	const source = sources[file];
	if (source === undefined)
		throw new AstroError(
			`No example “${id}”`,
			`Create ${file.slice(1)}, or use one of: ${exampleIds.join(', ')}`,
		);
	return parseExample(source, file.slice(1), VALUES);
}

async function readExample(id: string): Promise<ShownExample> {
	const example = exampleOf(id);
	const loaded = await Promise.all(
		variantsOf(example).map(async (variant) => {
			const steps = commandsFor(example, variant);
			const file = `${RECORDINGS}${id}.${variant}.cast`;
			const recording = await readRecording(id, variant, steps, casts[file]);
			return { variant, steps, castUrl: castUrls[file]!, ...recording };
		}),
	);
	const unexplained = whyUnexplained(loaded, example.difference);
	if (unexplained !== undefined)
		throw new AstroError(`${id}: ${unexplained}`, `It belongs into ${EXAMPLES.slice(1)}${id}.yaml`);
	const words = wordDifferences(loaded);
	return {
		id,
		title: example.title,
		difference: example.difference,
		differences: engineDifferences(loaded),
		variants: loaded.map((variant, index) => shownVariant(variant, words[index]!)),
	};
}

type LoadedVariant = Pick<ShownVariant, 'variant' | 'record' | 'castUrl' | 'duration'> & {
	steps: readonly Step[];
	transcript: Transcript;
};

function shownVariant(
	{ steps, transcript, ...variant }: LoadedVariant,
	words: readonly StepWords[],
): ShownVariant {
	return {
		...variant,
		label: labelOf(variant.variant),
		steps: steps.map((step, index) => ({
			...step,
			transcript: transcript.steps[index]!,
			differs: words[index]!,
		})),
	};
}

function labelOf(variant: Variant): string {
	return ENGINES.find((engine) => engine.id === variant)?.label ?? 'Linux';
}

/**
 * Reads a recording that must fit its example.
 *
 * @param text the recording, or undefined where there is none
 * @throws {AstroError} naming example, variant and what is wrong; its hint is the command that mends it
 */
export async function readRecording(
	id: string,
	variant: Variant,
	steps: readonly Step[],
	text: string | undefined,
): Promise<Pick<LoadedVariant, 'record' | 'duration' | 'transcript'>> {
	const hint = `Record it: ${remedy(id, variant)}`;
	if (text === undefined) throw new NotRecorded(`${id} has no recording on ${variant}`, hint);
	try {
		const cast = parseCast(text);
		const stale = whyStale(steps, cast);
		if (stale !== undefined)
			throw new NotRecorded(`The recording of ${id} on ${variant} is stale: ${stale}`, hint);
		return {
			record: recordSchema.parse(cast.header['recording']),
			duration: durationOf(cast),
			transcript: await transcribe(cast),
		};
	} catch (cause) {
		if (cause instanceof AstroError) throw cause;
		throw new AstroError(
			`The recording of ${id} on ${variant} cannot be read: ${(cause as Error).message}`,
			hint,
		);
	}
}
