/** What an author must know of a refusal. */
export interface Refusal {
	/** The file, or the part of the command, that is at fault. */
	file: string;
	expected: string;
	found: string;
	/** What to do. */
	remedy: string;
}

/** Something new that cannot be made. Nothing has been written. */
export class NewError extends Error {
	override name = 'NewError';

	constructor({ file, expected, found, remedy }: Refusal) {
		super(`${file}\n  expected: ${expected}\n  found:    ${found}\n  to do:    ${remedy}`);
	}
}
