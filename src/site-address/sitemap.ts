import sitemap from '@astrojs/sitemap';
import type { AstroIntegration } from 'astro';
import { isOfTheBook } from '../examples/book-pages.ts';

/**
 * A list of the book's pages for search engines, where the book's address is known. Starlight adds one of its own unless
 * there is one of this name.
 *
 * @param site where the book is served, with a slash at its end
 */
export function bookSitemap(site: string | undefined): AstroIntegration {
	if (site === undefined) return { name: '@astrojs/sitemap', hooks: {} };
	const { name, hooks } = sitemap({ filter: (page) => isOfTheBook(page.slice(site.length)) });
	return {
		name,
		hooks: {
			...hooks,
			// It reads the folder off `base`, of which the book has none: its pages are the same under any path.
			'astro:config:done': (options) =>
				hooks['astro:config:done']?.({
					...options,
					config: { ...options.config, base: new URL(site).pathname },
				}),
		},
	};
}
