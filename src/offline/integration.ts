import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { manifestOf, workerScript } from './build.ts';
import { bytesOf, WORKER_FILE, wholeBook } from './manifest.ts';
import { megabytes } from './words.ts';

/** Writes the service worker, which knows every file as it is now: what changes pages comes before it. */
export function offline(): AstroIntegration {
	return {
		name: 'offline',
		hooks: {
			// While you write: the worker of a book that was served at the same address would show that.
			'astro:server:setup': ({ server }) => {
				server.middlewares.use(`/${WORKER_FILE}`, (_, response) => {
					void readFile(new URL('./leave.js', import.meta.url)).then((script) =>
						response.setHeader('content-type', 'text/javascript').end(script),
					);
				});
			},
			'astro:build:done': async ({ dir, logger }) => {
				const manifest = await manifestOf(fileURLToPath(dir));
				await writeFile(new URL(WORKER_FILE, dir), await workerScript(manifest));
				const whole = wholeBook(manifest);
				logger.info(`${whole.length} files, ${megabytes(bytesOf(manifest, whole))}, can be kept offline.`);
			},
		},
	};
}
