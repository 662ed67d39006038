import { readFile, rm, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { noticesText, type BundledPackage } from './notices.ts';

/** What Vite writes, for this integration alone. */
const LIST = 'bundled-packages.json';
/** What readers and hosts find beside the first page. */
const FILE = 'licences.txt';

/** Puts the licences of all that is in the book beside its first page: they ask to go with every copy. */
export function licences(): AstroIntegration {
	return {
		name: 'licences',
		hooks: {
			'astro:config:setup': ({ updateConfig }) => {
				updateConfig({ vite: { build: { license: { fileName: LIST } } } });
			},
			'astro:build:done': async ({ dir, logger }) => {
				const list = new URL(LIST, dir);
				const bundled = JSON.parse(await readFile(list, 'utf8')) as BundledPackage[];
				await rm(list);
				const xterm = await textOf('./texts/xterm.txt');
				const text = noticesText(await textOf('../../LICENSE'), bundled, {
					'@xterm/addon-serialize': xterm,
					'@xterm/headless': xterm,
					'@fontsource-variable/literata': await textOf('../shell/font/LICENSE.txt'),
				});
				await writeFile(new URL(FILE, dir), text);
				logger.info(`${FILE} has the licences of ${bundled.length} packages.`);
			},
		},
	};
}

function textOf(file: string): Promise<string> {
	return readFile(new URL(file, import.meta.url), 'utf8');
}
