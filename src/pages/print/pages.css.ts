import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';
import { BOOK } from '../../edition/book.ts';
import { chapterPages } from '../../edition/chapter-pages.ts';

/** What the pages of each chapter have at their head, for all editions: `/print/pages.css`. */
export const GET: APIRoute = async () => {
	const titles = new Map((await getCollection('docs')).map(({ id, data }) => [id, data.title]));
	let chapter = 0;
	const pages = BOOK.flatMap((part) =>
		part.pages.map(({ slug }) => ({
			slug,
			title: (part.number ? `${++chapter}. ` : '') + titles.get(slug)!,
		})),
	);
	return new Response(chapterPages(pages), { headers: { 'Content-Type': 'text/css' } });
};
