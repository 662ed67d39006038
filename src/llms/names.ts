import type { EngineId } from '../engines/engines.ts';

/** The book in short, with a link to each page as Markdown: https://llmstxt.org. */
export const SUMMARY_FILE = 'llms.txt';

/** The whole book as one text, for all engines or for one: `llms-full.podman.txt`. */
export function fullTextFile(engine?: EngineId): string {
	return `llms-full${engine ? `.${engine}` : ''}.txt`;
}
