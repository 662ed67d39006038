import { PARAMETER } from '../engine-choice/choice.ts';
import type { BookPage, Place } from './index-format.ts';

/**
 * The address of a place.
 *
 * @param root the book's first page
 * @param choice which engine it opens with; undefined leaves it to the reader's choice
 */
export function addressOf(
	root: URL,
	page: BookPage,
	place: Pick<Place, 'fragment'>,
	choice: string | undefined,
): URL {
	const address = new URL(page.path, root);
	if (choice !== undefined) address.searchParams.set(PARAMETER, choice);
	address.hash = place.fragment;
	return address;
}
