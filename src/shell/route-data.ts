import { defineRouteMiddleware } from '@astrojs/starlight/route-data';
import { foldedSidebar } from './folded-sidebar.ts';

/** Changes what Starlight has gathered for a page before the page is made of it. Where a page leads on has been found by then. */
export const onRequest = defineRouteMiddleware(({ locals }) => {
	const route = locals.starlightRoute;
	route.sidebar = foldedSidebar(route.sidebar, import.meta.env.BASE_URL);
});
