/** A moment (ISO 8601) as a reader's day, in UTC: 23 November 2026. */
export function dayOf(moment: string): string {
	return new Date(moment).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
}
