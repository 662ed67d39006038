/**
 * Every program may read everything: https://www.rfc-editor.org/rfc/rfc9309. It is asked for at the top of a host only;
 * under a path nobody reads it.
 *
 * @param site where the book is served, with a slash at its end
 */
export function robotsText(site: URL | undefined): string {
	return [
		'User-agent: *',
		'Allow: /',
		...(site ? ['', `Sitemap: ${new URL('sitemap-index.xml', site).href}`] : []),
		'',
	].join('\n');
}
