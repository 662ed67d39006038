import { selectAll } from 'hast-util-select';
import type { Root } from 'hast';
import type { EngineId } from '../engines/engines.ts';
import { markdownFile } from './address.ts';

/** A page's places by id, each with the id of the heading under which it stands; '' for what stands above the first. */
export type Places = ReadonlyMap<string, string>;

/** The places of a page to which links can lead. */
export function placesOf(page: Root): Places {
	let heading = '';
	return new Map(
		selectAll('main .sl-markdown-content [id]', page).map(({ tagName, properties }) => {
			const id = String(properties['id']);
			if (/^h[2-6]$/u.test(tagName)) heading = id;
			return [id, heading];
		}),
	);
}

/** `images/#tags`, as a link on the first page: page, and place. */
const WITHIN = /^(?<page>[\w-]+\/|\.\/)?(?:#(?<place>.*))?$/u;

/**
 * Where a link of a page leads in its Markdown: from page to page as Markdown for the same engine. Markdown has places
 * at its headings only, so a link to an example leads to the heading above it. Other links stay as they are.
 *
 * @param pages the pages by their path without slashes, '' being the first
 * @param from the page on which the link is
 */
export function linkIn(
	pages: ReadonlyMap<string, Places>,
	from: string,
	engine: EngineId | undefined,
): (href: string) => string {
	return (href) => {
		const { page, place = '' } = WITHIN.exec(href)?.groups ?? {};
		const name = page === undefined ? from : page.replace(/\.?\/$/u, '');
		const places = pages.get(name);
		if (!places || !WITHIN.test(href)) return href;
		const heading = places.get(decodeURIComponent(place)) ?? '';
		const fragment = heading && `#${heading}`;
		return name === from && fragment ? fragment : `${markdownFile(name, engine)}${fragment}`;
	};
}
