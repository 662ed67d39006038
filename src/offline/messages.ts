/** What a page asks of the worker. */
export type Ask =
	/** Keep the page that asks, with what it needs. */
	| { ask: 'page' }
	/** Say how things stand. */
	| { ask: 'state' }
	/** Keep the whole book. */
	| { ask: 'whole' }
	/** The whole book is no longer wanted; what is there stays. */
	| { ask: 'stop' }
	/** Keep nothing. */
	| { ask: 'remove' }
	/** Be the edition that is read, from now on: asked of a worker that waits. */
	| { ask: 'take over' };

/**
 * Why keeping has ended before its end.
 *
 * - `network`: the server is not reached
 * - `full`: the browser gives no more room
 * - `refused`: the browser gives no room at all
 * - `changed`: what the server sends is not this edition's
 */
export type Fault = 'network' | 'full' | 'refused' | 'changed';

/** How things stand; the worker tells all pages of the book. */
export interface State {
	/** Bytes of the whole book, and how many of them are kept. */
	total: number;
	kept: number;
	/** The pages that can be read without a network, in the order of the book: address from the book's root, and title. */
	pages: { address: string; title: string }[];
	/** Whether the reader has asked for the whole book. */
	wanted: boolean;
	/** Whether it is being fetched. */
	running: boolean;
	fault?: Fault | undefined;
}
