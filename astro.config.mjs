// @ts-check
import sitemap from '@astrojs/sitemap';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { archive } from './src/archive/integration.ts';
import { fencedCode } from './src/components/fenced-code.ts';
import { isOfTheBook } from './src/examples/book-pages.ts';
import { PARTS } from './src/examples/parts.ts';
import { printEditions } from './src/edition/integration.ts';
import { searchIndex } from './src/search/integration.ts';
import { markdownPages } from './src/markdown/integration.ts';

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

export default defineConfig({
	// Where the book is served is its host's business: with an address come canonical links and a sitemap.
	...(process.env.SITE_URL ? { site: process.env.SITE_URL } : {}),
	trailingSlash: 'always',
	markdown: { shikiConfig: { transformers: [fencedCode] } },
	integrations: [
		...(process.env.SITE_URL ? [sitemap({ filter: (page) => isOfTheBook(new URL(page).pathname) })] : []),
		starlight({
			title: 'Containers by Example',
			description:
				'A book about containers in which every command has been run on Podman and on Docker, and its recording replays on the page.',
			locales: { root: { label: 'English', lang: 'en-GB' } },
			sidebar: [
				...PARTS.map(({ label, chapters }) => ({ label, items: chapters.map(chapterLink) })),
				{
					label: 'Reference',
					items: [
						'commands',
						'where-the-engines-differ',
						'cheat-sheet',
						'glossary',
						'about-the-recordings',
						'check-it-yourself',
					],
				},
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
			},
			customCss: ['./src/shell/theme.css'],
			favicon: '/favicon.svg',
			markdown: { processedDirs: ['./content'] },
			tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 2 },
			credits: false,
			expressiveCode: false,
			// The search is the book's own: src/search.
			pagefind: false,
		}),
		searchIndex(),
		markdownPages(),
		printEditions(),
		// What comes after it is not in it.
		archive(),
	],
	vite: {
		build: {
			// The terminal is the one large chunk, fetched on the first press of Replay; `npm run sizes` guards it.
			chunkSizeWarningLimit: 400,
		},
	},
});
