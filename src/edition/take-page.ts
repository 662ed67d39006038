import type { Element, ElementContent, Nodes, Properties, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { select } from 'hast-util-select';
import { h } from 'hastscript';
import { SKIP, visit } from 'unist-util-visit';
import type { EngineId } from '../engines/engines.ts';

/** A page of the site that becomes a chapter of the edition. */
export interface BuiltPage {
	/** As in its address: `first-containers`. */
	slug: string;
	tree: Root;
	/** Sections that are for the screen alone, by the id of their heading. */
	leaveOut?: readonly string[];
}

/** What a chapter consists of in the edition. */
export interface Chapter {
	slug: string;
	title: string;
	/** What the page says of itself in its head. */
	description: string;
	/** The images that its recordings start with, where the page names them. */
	images: Element | undefined;
	content: ElementContent[];
	/** What the contents list of it. */
	sections: { id: string; title: string }[];
}

/** Reads a page once for several editions; nothing here changes it. */
export function readPage(slug: string, html: string, leaveOut?: readonly string[]): BuiltPage {
	return { slug, tree: fromHtml(html), ...(leaveOut ? { leaveOut } : {}) };
}

/** How many levels lower a page’s headings are in the edition: above them are the book’s title and the part’s. */
const LOWER = 2;

/**
 * Takes one engine’s text out of a built page. What belongs to the other engine is not there any more, nor is what a
 * reader presses; ids have the page’s name before them; links to pages of `inside` lead to them within the edition,
 * `#first-containers` or `#first-containers.run-one`, others are absolute within the book, `/check.sh`.
 *
 * @param inside the names of all pages of the edition
 * @throws {Error} when the page has no title, no text, or not the sections that were to be left out
 */
export function takePage(
	{ slug, tree, leaveOut = [] }: BuiltPage,
	engine: EngineId,
	inside: ReadonlySet<string>,
): Chapter {
	const title = select('main h1', tree);
	const body = select('main .sl-markdown-content', tree);
	if (!title || !body)
		throw new Error(`/${slug}/: expected “main h1” and “main .sl-markdown-content”, found not both`);
	const description = select('meta[name="description"]', tree)?.properties['content'];
	const images = select('main .chapter-images', tree);
	const take = (nodes: readonly ElementContent[]) =>
		nodes.flatMap((node) => taken(node, { slug, engine, inside }));
	const content = withoutSections(take(body.children), slug, leaveOut);
	return {
		slug,
		title: textOf(title),
		description: typeof description === 'string' ? description : '',
		images: images && (take([images])[0] as Element),
		content,
		sections: sectionsOf(content),
	};
}

/** The headings below the page’s title; some stand among what is for one engine’s readers. */
function sectionsOf(content: readonly ElementContent[]): Chapter['sections'] {
	const sections: Chapter['sections'] = [];
	visit({ type: 'root', children: [...content] }, 'element', (node: Element) => {
		const { id } = node.properties;
		if (node.tagName === `h${2 + LOWER}` && typeof id === 'string')
			sections.push({ id, title: textOf(node) });
	});
	return sections;
}

interface Context {
	slug: string;
	engine: EngineId;
	inside: ReadonlySet<string>;
	/** Name of the element around it. */
	within?: string;
}

/** What is for the screen, or says which engine it is where there is but one. */
const AWAY = new Set([
	'script',
	'style',
	'template',
	'button',
	'engine-switch',
	'.sr-only',
	'.sl-anchor-link',
	'.variant-label',
	'.without-choice',
	'.throughout',
	'.more',
]);
/** What is only around its text to keep the engines apart, or for scripts to find. */
const UNWRAPPED = new Set(['.engine-word', '.sl-heading-wrapper', 'mark', 'var']);

/** A part of a page as it is in the edition: none, itself, or several in its place. */
function taken(node: ElementContent, context: Context): ElementContent[] {
	if (node.type === 'text') return [node];
	if (node.type !== 'element') return [];
	const owner = node.properties['dataForEngine'];
	if (owner !== undefined && owner !== context.engine) return [];
	const names = namesOf(node);
	if (names.some((name) => AWAY.has(name))) return [];
	if (names.includes('.term')) return [term(node, context)];
	if (names.includes('.tools')) return node.children.filter(isBadge);
	const children = node.children.flatMap((child) => taken(child, { ...context, within: node.tagName }));
	if (names.some((name) => UNWRAPPED.has(name))) return children;
	const properties = propertiesOf(node, context);
	if (names.includes('.output')) return [{ ...node, properties, children: inOnePiece(children) }];
	// The rest of a list, which folds up on the screen. A question’s answer and a drawing’s words stay folded there.
	if (node.tagName === 'details' && !names.includes('.question') && context.within === 'dd')
		return children.filter((child) => child.type !== 'element' || child.tagName !== 'summary');
	return [{ ...node, tagName: lowered(node.tagName), properties, children }];
}

function lowered(tagName: string): string {
	const level = /^h(?<level>[1-6])$/u.exec(tagName)?.groups!['level'];
	return level ? `h${Math.min(Number(level) + LOWER, 6)}` : tagName;
}

/** A word that explains itself on the screen leads to its entry in the glossary. */
function term(node: Element, context: Context): Element {
	const word = select('button', node)!.children.flatMap((child) => taken(child, context));
	const entry = select('.term-card a', node);
	return h('a.term', { href: entry && addressOf(String(entry.properties['href']), context) }, word);
}

/** What was printed, whose end may be folded away on the screen. */
function inOnePiece(children: readonly ElementContent[]): ElementContent[] {
	const pieces: Element[] = [];
	visit({ type: 'root', children: [...children] }, 'element', (element: Element) => {
		if (element.tagName !== 'pre') return undefined;
		pieces.push(element);
		return SKIP;
	});
	const [first, ...rest] = pieces;
	if (!first) return [...children];
	const more = rest.flatMap((piece): ElementContent[] => [{ type: 'text', value: '\n' }, ...piece.children]);
	return [{ ...first, children: [...first.children, ...more] }];
}

/** What scripts and style sheets go by and the edition has no use for: it is plain text. */
const UNUSED = /^(?:data(?!Prompt$|Language$)[A-Z]\w*|popover\w*|style|download|on[A-Z]\w*|hidden)$/u;
const IDS = ['id', 'htmlFor', 'ariaLabelledBy', 'ariaDescribedBy', 'ariaControls', 'ariaDetails', 'headers'];

function propertiesOf(node: Element, context: Context): Properties {
	const kept = Object.entries(node.properties).filter(([name]) => !UNUSED.test(name));
	return Object.fromEntries(
		kept.map(([name, value]) => {
			if (name === 'href' && node.tagName === 'a') return [name, addressOf(String(value), context)];
			// On the screen it opens; here it stands where it is.
			if (name === 'className') return [name, (value as string[]).filter((one) => one !== 'card')];
			if (IDS.includes(name)) return [name, prefixed(value, context.slug)];
			// Within a drawing: what it draws again, and its arrowheads and clippings.
			if (name === 'href' || name === 'xLinkHref')
				return [name, String(value).replace(/^#/u, `#${context.slug}.`)];
			return [
				name,
				typeof value === 'string' ? value.replaceAll(/url\((["']?)#/gu, `url($1#${context.slug}.`) : value,
			];
		}),
	);
}

function prefixed(value: Properties[string], slug: string): Properties[string] {
	const ids = (Array.isArray(value) ? value : String(value).split(/\s+/u)).map((id) => `${slug}.${id}`);
	return ids.join(' ');
}

/** Where a link of a page leads in the edition. */
function addressOf(href: string, { slug, inside }: Context): string {
	const BOOK = 'http://book.invalid';
	const { origin, pathname, search, hash } = new URL(href, `${BOOK}/${slug}/`);
	if (origin !== BOOK) return href;
	const page = pathname.replaceAll(/^\/|\/$/gu, '');
	if (!inside.has(page)) return pathname + search + hash;
	return hash === '' || hash === '#_top' ? `#${page}` : `#${page}.${decodeURIComponent(hash.slice(1))}`;
}

/** Drops sections with all that stands in them. */
function withoutSections(
	nodes: readonly ElementContent[],
	slug: string,
	ids: readonly string[],
): ElementContent[] {
	let rest = [...nodes];
	for (const id of ids) {
		const start = rest.findIndex(
			(node) => node.type === 'element' && node.properties['id'] === `${slug}.${id}`,
		);
		if (start < 0) throw new Error(`/${slug}/: there is no section “${id}” to leave out of the edition`);
		const { tagName } = rest[start] as Element;
		const end = rest.findIndex(
			(node, index) => index > start && node.type === 'element' && node.tagName === tagName,
		);
		rest = [...rest.slice(0, start), ...(end < 0 ? [] : rest.slice(end))];
	}
	return rest;
}

function isBadge(node: ElementContent): boolean {
	return node.type === 'element' && namesOf(node).includes('.badge');
}

/** An element’s name, and its classes with a dot before them. */
function namesOf({ tagName, properties: { className } }: Element): string[] {
	return [tagName, ...(Array.isArray(className) ? className.map((name) => `.${name}`) : [])];
}

/** The text of a node and of all that is in it. */
export function textOf(node: Nodes): string {
	if (node.type === 'text') return node.value;
	return 'children' in node ? node.children.map(textOf).join('') : '';
}
