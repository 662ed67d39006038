import { ENGINES } from '../engines/engines.ts';
import type { RecordOfOrigin } from '../recordings/record.ts';

/** How the recording host names the machine that most of the book is recorded on, and what a machine of one's own is. */
const ORDINARY = ['namespaces', 'local'];

/** Whether a recording was made on a machine without anything out of the ordinary. */
export function isOrdinary({ machine }: RecordOfOrigin): boolean {
	return ORDINARY.includes(machine);
}

/** What kind of machine a recording was made on, in the words of a reader. */
export function kindOf({ machine }: RecordOfOrigin): string {
	if (machine === 'local') return 'a machine as it is';
	if (machine === 'namespaces') return 'a system in namespaces';
	return machine;
}

/** How the engine ran: rootless or not. */
export function modeOf({ variant, engine }: RecordOfOrigin): string {
	const modes = ENGINES.find(({ id }) => id === variant)?.modes;
	if (!engine || !modes) return '–';
	return engine.rootless ? modes.rootless : modes.rootful;
}

/**
 * The page that says where the recordings of a chapter come from, relative to the book's first page.
 *
 * @param chapter its address, as it is relative to the same page
 */
export function originsPath(chapter: string): string {
	return `about-the-recordings/${chapter}`;
}

/** The fragment under which that page has all origins of an example. */
export function sectionOf(example: string): string {
	return `origins-${example.replace('/', '-')}`;
}

/** The fragment under which it has the origin of one. */
export function addressOfOrigin({ example, variant }: RecordOfOrigin): string {
	return `origin-${example.replace('/', '-')}-${variant}`;
}

/** Where an image comes from, in the words of a reader. */
export const IMAGE_ORIGINS: Readonly<Record<RecordOfOrigin['images'][number]['origin'], string>> = {
	registry: 'from its registry',
	upstream: 'upstream’s files',
	rebuilt: 'rebuilt',
};
