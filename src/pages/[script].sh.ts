import type { APIRoute, GetStaticPaths } from 'astro';
import { chapterScript } from '../chapter-script/generate.ts';
import { bookChapters } from '../components/book-facts.ts';
import { exampleOf } from '../components/load-example.ts';
import { ENGINE_IDS, type EngineId } from '../engines/engines.ts';

/** One for each chapter and engine: `/first-containers.podman.sh`. */
export const getStaticPaths: GetStaticPaths = async () =>
	(await bookChapters()).flatMap(({ title, href, examples }) =>
		ENGINE_IDS.map((engine) => ({
			params: { script: `${href.replace('/', '')}.${engine}` },
			props: { title, engine, ids: examples.map(({ id }) => id) },
		})),
	);

interface Props {
	title: string;
	engine: EngineId;
	ids: string[];
}

/** A chapter's commands as a script. */
export const GET: APIRoute<Props> = ({ props: { title, engine, ids } }) =>
	new Response(chapterScript({ title, examples: ids.map(exampleOf) }, engine), {
		headers: { 'Content-Type': 'text/x-shellscript' },
	});
