import { readFileSync } from 'node:fs';

/** The page that a server answers with where there is none, at whatever address. So no link in it can be relative. */
export const LOST_PAGE = '404.html';

const SCRIPT = readFileSync(new URL('./find-root.js', import.meta.url), 'utf8');

/**
 * Puts a script into the page for lost readers that finds where the book is served, where nobody has told the build.
 *
 * @param sitePath what the page's links will start with
 */
export function withRootFinder(html: string, sitePath: string): string {
	const script = SCRIPT.replace(/^\/\*\*.*?\*\/\n/su, '').replace("'/'", JSON.stringify(sitePath));
	return html.replace('</head>', () => `<script>${script}</script></head>`);
}
