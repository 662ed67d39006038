// @ts-check
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { archive, archiveSize } from './src/archive/integration.ts';
import { delivery } from './src/delivery/integration.ts';
import { fencedCode } from './src/components/fenced-code.ts';
import { PARTS, REFERENCE } from './src/examples/parts.ts';
import { licences } from './src/licences/integration.ts';
import { llms } from './src/llms/integration.ts';
import { offline } from './src/offline/integration.ts';
import { printEditions } from './src/edition/integration.ts';
import { searchIndex } from './src/search/integration.ts';
import { markdownPages } from './src/markdown/integration.ts';
import { printSheet } from './src/shell/print-sheet.ts';
import { sharePictures } from './src/share-picture/integration.ts';
import { bookSitemap } from './src/site-address/sitemap.ts';

const CHAPTERS = PARTS.flatMap(({ chapters }) => chapters);

/**
 * A chapter's link in the sidebar, with what src/progress/ and the style sheet know it by.
 *
 * @param {string} slug
 */
const chapterLink = (slug) => ({
	slug,
	attrs: { 'data-chapter': slug, 'data-number': String(CHAPTERS.indexOf(slug) + 1) },
});

/** Where the book is served, as a folder: with its slash, without which its last part would be taken for a file. */
const SITE = process.env.SITE_URL ? process.env.SITE_URL.replace(/\/*$/u, '/') : undefined;

export default defineConfig({
	// Where the book is served is its host's business: with an address come canonical links, a sitemap, and pictures.
	...(SITE ? { site: SITE } : {}),
	trailingSlash: 'always',
	// Starlight would have every page carry a script that fetches whatever the pointer rests on, recordings and archives too.
	prefetch: false,
	markdown: { shikiConfig: { transformers: [fencedCode] } },
	integrations: [
		bookSitemap(SITE),
		starlight({
			title: 'Containers by Example',
			description:
				'A book about containers in which every command has been run on Podman and on Docker, and its recording replays on the page.',
			locales: { root: { label: 'English', lang: 'en-GB' } },
			sidebar: [
				...PARTS.map(({ label, chapters }) => ({ label, items: chapters.map(chapterLink) })),
				{ label: 'Reference', items: [...REFERENCE] },
			],
			components: {
				Head: './src/shell/Head.astro',
				Header: './src/shell/Header.astro',
				Hero: './src/shell/Hero.astro',
				PageTitle: './src/shell/PageTitle.astro',
				Search: './src/search/Search.astro',
				Sidebar: './src/shell/Sidebar.astro',
				SiteTitle: './src/shell/SiteTitle.astro',
				ThemeProvider: './src/shell/ThemeProvider.astro',
				ThemeSelect: './src/shell/ThemeSelect.astro',
				// What this book has no use for: neither its styles nor its scripts are then in every page.
				Banner: './src/shell/Nothing.astro',
				DraftContentNotice: './src/shell/Nothing.astro',
				EditLink: './src/shell/Nothing.astro',
				FallbackContentNotice: './src/shell/Nothing.astro',
				LanguageSelect: './src/shell/Nothing.astro',
				LastUpdated: './src/shell/Nothing.astro',
				SocialIcons: './src/shell/Nothing.astro',
			},
			routeMiddleware: ['./src/shell/route-data.ts', './src/site-address/route-head.ts'],
			customCss: ['./src/shell/theme.css'],
			favicon: '/favicon.svg',
			markdown: { processedDirs: ['./content'] },
			tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
			credits: false,
			expressiveCode: false,
			// The search is the book's own: src/search.
			pagefind: false,
		}),
		licences(),
		searchIndex(),
		markdownPages(),
		llms(),
		printEditions(),
		// What reads the addresses of pages as Astro writes them comes before it.
		delivery(),
		archiveSize(),
		// Knows every file as it will be read: what changes pages comes before it.
		offline(),
		// What comes after it is not in it.
		archive(),
		// A copy of the book still refers to the pictures at the address of the first one.
		sharePictures(),
	],
	vite: {
		plugins: [printSheet()],
		// Scripts find one another wherever the book is served; src/delivery/ does the same for pages and style sheets.
		experimental: {
			renderBuiltUrl: (_, { hostType }) => (hostType === 'js' ? { relative: true } : undefined),
		},
		// Its package names a module that it does not have; Node reads the file that it does have.
		ssr: { external: ['@xterm/headless'] },
		build: {
			// The terminal is the one large chunk, fetched on the first press of Replay; `npm run sizes` guards it.
			chunkSizeWarningLimit: 400,
			// What every page runs is one file, with Starlight's table of contents and what the bundler adds to `import()`.
			rolldownOptions: {
				output: {
					codeSplitting: {
						groups: [
							{
								name: 'page',
								test: /shell\/page\.ts$|TableOfContents\.astro\?astro&type=script|starlight-toc|vite\/preload-helper/u,
							},
						],
					},
				},
			},
		},
	},
});
