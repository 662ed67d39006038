/** The parts of the book, with their chapters as in their addresses, in the order in which they are read. */
export const PARTS: readonly { label: string; chapters: readonly string[] }[] = [
	{
		label: 'Understand',
		chapters: [
			'why-containers',
			'where-they-come-from',
			'what-a-container-is',
			'namespaces-and-cgroups',
			'runtimes-and-engines',
		],
	},
	{
		label: 'Run',
		chapters: [
			'set-up',
			'first-containers',
			'work-with-a-running-container',
			'the-engine-is-an-api',
			'data-that-stays',
			'networking',
			'sharing-namespaces',
			'limits-and-safety',
		],
	},
	{
		label: 'Build and ship',
		chapters: [
			'images',
			'build-your-own',
			'registries',
			'several-containers',
			'orchestration',
			'when-it-does-not-work',
		],
	},
];

/** The pages that belong to no part, in the order in which they are listed. */
export const REFERENCE: readonly string[] = [
	'commands',
	'where-the-engines-differ',
	'cheat-sheet',
	'glossary',
	'about-the-recordings',
	'check-it-yourself',
	'offline',
];
