// Made once: making one takes longer than all that it is used for.
const FORMAT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** A moment (ISO 8601) as a reader's day, in UTC: 23 November 2026. */
export function dayOf(moment: string): string {
	return FORMAT.format(new Date(moment));
}
