import { AstroError } from 'astro/errors';
import { parse } from 'yaml';
import { z } from 'zod';
import source from '/content/glossary.yaml?raw';

const FILE = 'content/glossary.yaml';

const entrySchema = z.strictObject({
	/** As it stands in a sentence: lower case, unless it is a name. */
	term: z.string().min(1),
	/** One or two sentences that stand alone; `code` between backticks. */
	means: z.string().min(1),
	/** The chapter, as in its address, that teaches it. */
	taught: z.string().regex(/^[a-z0-9-]+$/u),
});

export type GlossaryEntry = z.output<typeof entrySchema>;

/** All terms by name, in the order of their own alphabet. */
export const GLOSSARY: ReadonlyMap<string, GlossaryEntry> = read();

/**
 * The entry that `<Term name="…">` means.
 *
 * @throws {AstroError} when there is none of that name
 */
export function glossaryEntry(name: string): GlossaryEntry {
	const entry = GLOSSARY.get(name);
	if (entry) return entry;
	throw new AstroError(
		`No term “${name}” in the glossary`,
		`Add it to ${FILE}, or use one of: ${[...GLOSSARY.keys()].join(', ')}`,
	);
}

function read(): Map<string, GlossaryEntry> {
	const result = z.record(z.string().regex(/^[a-z0-9-]+$/u), entrySchema).safeParse(parse(source));
	if (!result.success) throw new AstroError(`${FILE} is not a glossary`, z.prettifyError(result.error));
	const compare = new Intl.Collator('en-GB').compare;
	return new Map(Object.entries(result.data).sort(([, a], [, b]) => compare(a.term, b.term)));
}
