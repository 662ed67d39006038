import type { Fault, State } from './messages.ts';

/** Megabytes of a million bytes, as stores of apps and systems count them; not to be parted at the end of a line. */
export function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)}\u00A0MB`;
}

const FAULTS: Record<Fault, string> = {
	network: 'The connection is gone. What has come is kept, and you can go on from there.',
	full: 'The browser has no more room for this book. What has come is kept.',
	refused: 'The browser refuses to keep anything here: perhaps the window is private, or storage is blocked.',
	changed:
		'The server has another edition of the book by now, or changes its files on the way. What fits together is kept. Load this page again, and go on.',
};

/** What the reader can press. */
export type Press = 'whole' | 'stop' | 'remove';

export interface View {
	/** How things stand, in sentences. */
	text: string;
	/** From 0 to 1, while the book is fetched. */
	progress?: number;
	/** Buttons, in their order. */
	buttons: { press: Press; label: string }[];
}

/** What a reader is shown of a state. */
export function viewOf({ total, kept, wanted, running, fault }: State): View {
	const size = megabytes(total);
	const soFar = `${megabytes(kept)} of ${size}`;
	const remove = { press: 'remove', label: 'Remove everything from this device' } as const;
	if (running)
		return {
			text: `Fetching the book: ${soFar}.`,
			progress: kept / total,
			buttons: [{ press: 'stop', label: 'Stop' }],
		};
	if (kept === total) return { text: `The whole book is on this device (${size}).`, buttons: [remove] };
	if (fault === 'refused') return { text: FAULTS.refused, buttons: [] };
	const text = [
		...(fault ? [FAULTS[fault]] : []),
		...(kept > 0 ? [`${soFar} are on this device.`] : [`Nothing is on this device yet.`]),
	].join(' ');
	const label = wanted
		? `Go on: ${megabytes(total - kept)} are left`
		: `Keep the whole book for offline reading (${kept > 0 ? `${megabytes(total - kept)} more` : size})`;
	return { text, buttons: [{ press: 'whole', label }, ...(kept > 0 ? [remove] : [])] };
}
