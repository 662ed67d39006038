import type { EngineId } from '../engines/engines.ts';

/**
 * Where a page is as Markdown, relative to the book's first page: `first-containers.podman.md`.
 *
 * @param pathname the page's, within the book, with or without slashes around it
 */
export function markdownFile(pathname: string, engine?: EngineId): string {
	return `${nameOf(pathname)}${engine ? `.${engine}` : ''}.md`;
}

/** Where a chapter's commands are as a script, relative to the book's first page. */
export function scriptFile(pathname: string, engine: EngineId): string {
	return `${nameOf(pathname)}.${engine}.sh`;
}

function nameOf(pathname: string): string {
	return pathname.replace(/^\/|\/$/gu, '') || 'index';
}
