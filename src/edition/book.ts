import { PARTS } from '../examples/parts.ts';

/** A page of the site that is in the edition. */
interface PageOfBook {
	/** As in its address. */
	slug: string;
	/** Sections that make no sense on paper, by the id of their heading. */
	leaveOut?: readonly string[];
}

/** What is in the edition, in its order: the chapters, then what is looked up. */
export const BOOK: readonly { label: string; number?: number; pages: readonly PageOfBook[] }[] = [
	...PARTS.map(({ label, chapters }, index) => ({
		label,
		number: index + 1,
		pages: chapters.map((slug) => ({ slug })),
	})),
	{
		label: 'Reference',
		pages: [
			{ slug: 'commands' },
			{ slug: 'where-the-engines-differ' },
			{ slug: 'cheat-sheet' },
			{ slug: 'glossary' },
			// It leads to pages that are not in the edition.
			{ slug: 'about-the-recordings', leaveOut: ['every-recording'] },
			{ slug: 'check-it-yourself' },
		],
	},
];
