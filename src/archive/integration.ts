import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { archiveOf } from './archive.ts';
import { checksumLine } from './checksum.ts';
import { ARCHIVE_FILE, CHECKSUM_FILE, FOLDER, SIZE_PLACE } from './names.ts';
import { sourceTime } from './source-time.ts';

/** Where nothing says how old the book is: the earliest time that all formats of archives have. */
const NO_TIME = new Date(Date.UTC(1980, 0, 1));

/** Puts the size of the archive into the page that names it, as it would be now: before what must know the page as it will be. */
export function archiveSize(): AstroIntegration {
	return {
		name: 'archive-size',
		hooks: {
			'astro:build:done': async ({ dir }) => {
				const page = new URL('index.html', dir);
				const html = await readFile(page, 'utf8');
				if (!html.includes(SIZE_PLACE)) throw new Error(`index.html: expected ${SIZE_PLACE}, found none`);
				await writeFile(page, html.replace(SIZE_PLACE, ` (${megabytes((await pack(dir)).length)})`));
			},
		},
	};
}

/** Puts the whole built book beside its first page as one file. Must be the last integration: what comes after is not in it. */
export function archive(): AstroIntegration {
	return {
		name: 'archive',
		hooks: {
			'astro:build:done': async ({ dir, logger }) => {
				const packed = await pack(dir);
				await writeFile(new URL(ARCHIVE_FILE, dir), packed);
				await writeFile(new URL(CHECKSUM_FILE, dir), checksumLine(ARCHIVE_FILE, packed));
				logger.info(`${ARCHIVE_FILE} has ${megabytes(packed.length)}.`);
			},
		},
	};
}

function pack(dir: URL): Promise<Buffer> {
	return archiveOf(fileURLToPath(dir), {
		top: FOLDER,
		// It grows from one edition to the next: browsers go by it when they ask whether a page is still the same.
		time: sourceTime() ?? NO_TIME,
		without: ARCHIVE_FILE,
	});
}

function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}
