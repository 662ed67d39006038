import type { APIRoute } from 'astro';
import { checkScript } from '../check-script/generate.ts';
import library from '../check-script/library.sh?raw';
import { bookChapters } from '../components/book-facts.ts';
import { exampleOf } from '../components/load-example.ts';

/** The script with which readers check the book: `/check.sh`. */
export const GET: APIRoute = async () => {
	const chapters = (await bookChapters()).map(({ title, href, examples }) => ({
		name: href.replace('/', ''),
		title,
		examples: examples.map(({ id }) => ({ id, example: exampleOf(id) })),
	}));
	return new Response(checkScript(library, chapters), { headers: { 'Content-Type': 'text/x-shellscript' } });
};
