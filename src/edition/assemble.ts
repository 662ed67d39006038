import type { Element, ElementContent, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { select, selectAll } from 'hast-util-select';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import type { EngineId } from '../engines/engines.ts';
import { takePage, type BuiltPage, type Chapter } from './take-page.ts';

/** A part of the book, with its pages in the order in which they are read. */
export interface Part {
	label: string;
	/** Its place in the book; the reference at the end has none. */
	number?: number;
	pages: readonly BuiltPage[];
}

interface Sources {
	/** What the edition begins with, and where its contents and its text go: Edition.astro. */
	frame: string;
	parts: readonly Part[];
	engine: EngineId;
}

/**
 * Puts the pages of the site together as one, for the readers of one engine.
 *
 * @returns HTML, without a script
 * @throws {Error} when an id would be there twice, a link leads nowhere, or a page is not as expected
 */
export function assemble({ frame, parts, engine }: Sources): string {
	const slugs = parts.flatMap(({ pages }) => pages.map(({ slug }) => slug));
	const inside = new Set(slugs);
	let number = 0;
	const taken = parts.map((part) => ({
		...part,
		id: part.number ? `part-${part.number}` : part.label.toLowerCase(),
		chapters: part.pages.map((page) => ({
			...takePage(page, engine, inside),
			...(part.number ? { number: ++number } : {}),
		})),
	}));
	const tree = fromHtml(frame);
	// The pages’ own look, which comes before what this edition adds to it.
	const head = select('head', tree)!;
	// What every page of the site loads. There is nothing here to press.
	head.children = head.children.filter((node) => node.type !== 'element' || node.tagName !== 'script');
	head.children.splice(
		head.children.findIndex(isStyleSheet),
		0,
		...styleSheetsOf(parts.flatMap(({ pages }) => pages.map((page) => page.tree))),
	);
	select('nav.contents', tree)!.children.push(contentsOf(taken));
	select('main', tree)!.children.push(...taken.map(partOf));
	leadSomewhere(tree, inside);
	return toHtml(tree);
}

type Numbered = Chapter & { number?: number };
type Taken = Omit<Part, 'pages'> & { id: string; chapters: readonly Numbered[] };

/** A part: a page with what is in it, then its chapters. */
function partOf({ id, label, number, chapters }: Taken): Element {
	return h('section.part', { ariaLabelledBy: id }, [
		h('header', [
			number === undefined ? null : h('p.part-number', `Part ${number}`),
			h('h2', { id }, label),
			h(
				'ul',
				chapters.map((chapter) =>
					h('li', [h('a', { href: `#${chapter.slug}` }, nameOf(chapter)), h('p', chapter.description)]),
				),
			),
		]),
		...chapters.map(chapterOf),
	]);
}

function chapterOf({ slug, title, number, images, content }: Numbered): Element {
	const addresses = numberAddresses(content);
	// Its id is the section’s, for the pages that it prints on: the heading has a name of its own.
	return h('section.chapter', { id: slug, ariaLabelledBy: `${slug}._top` }, [
		number === undefined ? null : h('p.chapter-number', [h('b', `Chapter ${number}`)]),
		h('h3', { id: `${slug}._top` }, title),
		images,
		h('.sl-markdown-content', content),
		addresses.length === 0
			? null
			: h('aside.addresses', { ariaHidden: 'true' }, [
					h('p', 'Addresses'),
					h(
						'ol',
						addresses.map((address) => h('li', address)),
					),
				]),
	]);
}

/**
 * Puts a number behind each link to elsewhere, for paper, where it cannot be followed.
 *
 * @returns the addresses, the first of which has number 1
 */
function numberAddresses(content: readonly ElementContent[]): string[] {
	const addresses: string[] = [];
	visit({ type: 'root', children: [...content] }, 'element', ({ tagName, properties, children }: Element) => {
		const { href } = properties;
		if (tagName !== 'a' || typeof href !== 'string' || !/^https?:/u.test(href)) return;
		if (!addresses.includes(href)) addresses.push(href);
		// Within the link, so that no line ends between them.
		children.push(h('sup.address', { ariaHidden: 'true' }, `[${addresses.indexOf(href) + 1}]`));
	});
	return addresses;
}

function contentsOf(parts: readonly Taken[]): Element {
	const entry = (id: string, name: string) => h('a', { href: `#${id}` }, [h('span', name)]);
	return h(
		'ol',
		parts.map(({ id, label, number, chapters }) =>
			h('li', [
				entry(id, number === undefined ? label : `Part ${number}: ${label}`),
				h(
					'ol',
					chapters.map((chapter) =>
						h('li', [
							entry(chapter.slug, nameOf(chapter)),
							chapter.sections.length === 0
								? null
								: h(
										'ol',
										chapter.sections.map((section) => h('li', [entry(section.id, section.title)])),
									),
						]),
					),
				),
			]),
		),
	);
}

function nameOf({ number, title }: Numbered): string {
	return number === undefined ? title : `${number}. ${title}`;
}

/** The style sheets of pages, each once, in their order. */
function styleSheetsOf(trees: readonly Root[]): Element[] {
	const links = trees.flatMap((tree) => selectAll('head link[rel="stylesheet"]', tree));
	return [...new Map(links.map((link) => [String(link.properties['href']), link])).values()];
}

function isStyleSheet(node: ElementContent | Root['children'][number]): boolean {
	return (
		node.type === 'element' &&
		node.tagName === 'link' &&
		([] as unknown[]).concat(node.properties['rel']).includes('stylesheet')
	);
}

/**
 * Sees to it that ids are unique and that links within the edition lead somewhere. What a link leads to may be there for
 * the other engine’s readers alone: it then leads to the chapter.
 */
function leadSomewhere(tree: Root, inside: ReadonlySet<string>): void {
	const ids = new Set<string>();
	visit(tree, 'element', ({ properties: { id } }) => {
		if (typeof id !== 'string') return;
		if (ids.has(id)) throw new Error(`the id “${id}” would be there twice`);
		ids.add(id);
	});
	visit(tree, 'element', ({ properties }) => {
		const { href } = properties;
		if (typeof href !== 'string' || !href.startsWith('#') || ids.has(href.slice(1))) return;
		const slug = href.slice(1).split('.')[0]!;
		if (!inside.has(slug)) throw new Error(`a link leads to “${href}”, which is not in the edition`);
		properties['href'] = `#${slug}`;
	});
}
