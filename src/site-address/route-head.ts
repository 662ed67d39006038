import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { shareHead } from './share-head.ts';

/** Starlight asks it for each page. */
export const onRequest = defineRouteMiddleware(({ url, site, locals: { starlightRoute } }) => {
	starlightRoute.head = shareHead(starlightRoute.head, {
		pathname: url.pathname,
		title: starlightRoute.entry.data.title,
		site,
	}) as typeof starlightRoute.head;
});
