/** A chapter's file name: its number in the book, then the name used in addresses and folders. */
const CHAPTER_FILE = /^(?<number>\d{2})-(?<name>[a-z0-9-]+)\.mdx$/u;

/** `07-first-containers.mdx` → `{ number: 7, name: 'first-containers' }`, or undefined for other files. */
export function chapterOf(fileName: string): { number: number; name: string } | undefined {
	const groups = CHAPTER_FILE.exec(fileName)?.groups;
	return groups && { number: Number(groups['number']), name: groups['name']! };
}

/** The tag that puts an example on a page, as it stands in MDX. */
const EXAMPLE_TAG = /<Example\s+id="(?<id>[^"]*)"/gu;
/** What MDX does not show: a comment, a fenced block. */
const NOT_SHOWN = /\{\/\*[\s\S]*?\*\/\}|^(?<fence>`{3,})[\s\S]*?^\k<fence>/gmu;

/** The examples that a chapter shows, in the order of the page, which is the order of recording. */
export function exampleIdsIn(mdx: string): string[] {
	const shown = mdx.replace(NOT_SHOWN, '');
	return [...shown.matchAll(EXAMPLE_TAG)].map((match) => match.groups!['id']!);
}
