/** What the book remembers of a reader's way through it: the names of chapters, as in their addresses. */
export interface Progress {
	/** Chapters whose end has been reached, in the order in which that happened. */
	read: readonly string[];
	/** The chapter that was opened last. */
	last?: string | undefined;
}

/** Where it is kept between visits: as JSON, and nowhere but in the reader's browser. */
export const PROGRESS_KEY = 'read';

/**
 * What is stored. Whatever storage has may be in it: all that does not look like chapters is dropped. Whether there is
 * such a chapter is not known here: a name that no link of the page has is shown nowhere, and counted nowhere.
 *
 * @param stored asks storage, which may refuse
 */
export function progressFrom(stored: () => string | null): Progress {
	try {
		const { read, last } = JSON.parse(stored()!) as { read: unknown[]; last: unknown };
		return { read: read.filter(isName), last: [last].find(isName) };
	} catch {
		return { read: [] };
	}
}

/** A chapter has been opened. */
export function withLast(progress: Progress, last: string): Progress {
	return { ...progress, last };
}

/** A chapter has been read to its end. */
export function withRead({ read }: Progress, last: string): Progress {
	return { read: [...new Set([...read, last])], last };
}

/**
 * With which of a book's chapters, in their order, to go on: the one opened last, or the one after it where that has
 * been read to its end.
 *
 * @returns its index, or that of none
 */
export function nextOf({ read, last }: Progress, chapters: readonly string[]): number {
	const index = chapters.indexOf(last!);
	return read.includes(chapters[index]!) ? index + 1 : index;
}

/**
 * How many chapters have been read: of those that a page has links to, or where it has links to only some, of those that
 * are stored, whatever has become of them since.
 *
 * @param total chapters of the book
 */
export function countRead({ read }: Progress, linked: readonly string[], total: number): number {
	const distinct = new Set(read);
	if (linked.length < total) return Math.min(distinct.size, total);
	return linked.filter((chapter) => distinct.has(chapter)).length;
}

function isName(value: unknown): value is string {
	return typeof value === 'string' && /^[a-z0-9-]{1,64}$/u.test(value);
}
