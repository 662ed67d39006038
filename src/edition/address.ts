import type { EngineId } from '../engines/engines.ts';

/** Where the whole book is on one page for one engine's readers, relative to the book's first page: `print/podman/`. */
export function editionPath(engine: EngineId): string {
	return `print/${engine}/`;
}

/** Name of the same as a PDF, which lies beside it. */
export function pdfFile(engine: EngineId): string {
	return `containers-by-example.${engine}.pdf`;
}
