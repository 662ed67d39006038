import type { AstroIntegration } from 'astro';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDiskScript, writeTwins } from './from-disk/build.ts';
import { facadesIn } from './facades.ts';
import { HEADERS_FILE, headersFile } from './headers.ts';
import { contentSecurityPolicy } from './policy.ts';
import { below, relative, relativeStyleSheet } from './relative.ts';
import { LOST_PAGE, withRootFinder } from './root-finder.ts';
import { InlineStyles, rewritePage } from './rewrite-page.ts';
import { isOfTheBook } from '../examples/book-pages.ts';

/**
 * Makes the built pages ready for any place: under any path, from disk, under a strict policy. What needs the addresses as
 * Astro writes them comes before it, what takes the files as readers get them comes after it.
 */
export function delivery(): AstroIntegration {
	let sitePath = '/';
	return {
		name: 'delivery',
		hooks: {
			'astro:config:done': ({ config }) => {
				if (config.site) sitePath = new URL(config.site).pathname.replace(/\/*$/u, '/');
			},
			'astro:build:done': async ({ dir, logger }) => {
				const root = fileURLToPath(dir);
				const files = (await readdir(root, { recursive: true }))
					.map((file) => file.replaceAll('\\', '/'))
					.sort();
				for (const file of files.filter((name) => name.endsWith('.css'))) {
					const css = await readFile(path.join(root, file), 'utf8');
					await writeFile(path.join(root, file), relativeStyleSheet(css, `/${file}`));
				}
				const facades = await facadesIn(root, files);
				const pages = files.filter((name) => name.endsWith('.html'));
				const styles = new InlineStyles();
				const all = { scripts: new Set<string>(), styles: new Set<string>(), modules: new Set<string>() };
				for (const file of pages) {
					const pathname = `/${file.replace(/index\.html$/u, '')}`;
					const isLost = file === LOST_PAGE;
					let built = await readFile(path.join(root, file), 'utf8');
					if (isLost) built = withRootFinder(built, sitePath);
					const { html, inline, modules } = await rewritePage(built, {
						pathname,
						moduleOf: (address) => facades.get(address) ?? address,
						addressOf: (address) => (isLost ? below(sitePath, address) : relative(address, pathname)),
						styles,
						policyOf: contentSecurityPolicy,
					});
					await writeFile(path.join(root, file), html);
					for (const script of inline.scripts) all.scripts.add(script);
					for (const style of inline.styles) all.styles.add(style);
					if (isOfTheBook(pathname)) for (const module of modules) all.modules.add(module);
				}
				for (const facade of facades.keys()) await rm(path.join(root, facade));
				const policy = contentSecurityPolicy({ scripts: [...all.scripts], styles: [...all.styles] });
				await writeFile(path.join(root, HEADERS_FILE), headersFile(policy));
				await writeDiskScript(root, [...all.modules]);
				const twins = await writeTwins(root);
				logger.info(`${pages.length} pages; ${twins} files have a twin for readers without a server`);
			},
		},
	};
}
