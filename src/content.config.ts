import { defineCollection } from 'astro:content';
import { docsSchema } from '@astrojs/starlight/schema';
import { glob } from 'astro/loaders';
import { z } from 'zod';
import { chapterImages } from './examples/chapter.ts';

/**
 * Chapters and the pages around them. An address has neither folder nor number
 * (`chapters/07-first-containers.mdx` is `/first-containers/`), so that a chapter can move without breaking links.
 */
export const collections = {
	docs: defineCollection({
		loader: glob({
			base: './content',
			pattern: ['chapters/*.mdx', 'pages/*.mdx'],
			generateId: ({ entry }) => entry.replace(/^\w+\/(?:\d+-)?/u, '').replace(/\.mdx$/u, ''),
		}),
		schema: docsSchema({ extend: z.object({ images: chapterImages, pictured: z.string().optional() }) }),
	}),
};
