import { fromHtml } from 'hast-util-from-html';
import { select, selectAll } from 'hast-util-select';
import { toMdast } from 'hast-util-to-mdast';
import type { Element, ElementContent, Nodes, Root } from 'hast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';
import { ENGINES, engineById, type EngineId } from '../engines/engines.ts';

interface Options {
	/** For whose readers; undefined keeps the variants of all engines, labelled. */
	engine?: EngineId | undefined;
	/** Where a link leads, given as it would be on the book's first page; as it stands if there is none. */
	linkTo?: (href: string) => string;
}

/**
 * Makes Markdown of a built page: its title, its description and its text, without what the site has around them.
 * Links are relative to the book's first page, beside which the file lies.
 *
 * @param page the whole page: HTML, or what `parsePage` made of it
 * @throws {Error} when it has no title or no text: it is then not a page of the book
 */
export function pageMarkdown(page: string | Root, { engine, linkTo = (href) => href }: Options = {}): string {
	const tree = typeof page === 'string' ? parsePage(page) : page;
	const title = select('main h1', tree);
	const content = select('main .sl-markdown-content', tree);
	if (!title || !content)
		throw new Error(
			`expected a page with “main h1” and “main .sl-markdown-content”, found none of ${title ? 'the latter' : 'the former'}`,
		);
	const description = select('meta[name="description"]', tree)?.properties['content'];
	// Text that stands with the title.
	const images = select('main .chapter-images', tree);
	const body: ElementContent[] = [
		element('h1', [text(textOf(title))]),
		...(typeof description === 'string' ? [paragraph(text(description))] : []),
		paragraph(element('em', sourceLine(engine))),
		...[...(images ? [images] : []), ...content.children].flatMap((node) => plain(node, engine)),
	];
	for (const child of body) relink(child, linkTo);
	return toMarkdown(toMdast({ type: 'root', children: body }), {
		extensions: [gfmToMarkdown()],
		bullet: '-',
		rule: '-',
		fences: true,
	});
}

function sourceLine(engine: EngineId | undefined): ElementContent[] {
	const whose = engine
		? `for ${engineById(engine).label}`
		: `for ${ENGINES.map(({ label }) => label).join(' and ')}`;
	const licence = element('a', [text('CC BY-SA 4.0')]);
	licence.properties['href'] = 'https://creativecommons.org/licenses/by-sa/4.0/';
	return [text(`From Containers by Example, ${whose}. Licence: `), licence];
}

/** Reads a page once for several calls of `pageMarkdown`, which does not change it. */
export function parsePage(html: string): Root {
	return fromHtml(html);
}

/** Changes the links of what has been made for this text alone. */
function relink(node: ElementContent, linkTo: (href: string) => string): void {
	if (node.type !== 'element') return;
	const { href } = node.properties;
	if (typeof href === 'string') node.properties['href'] = linkTo(href);
	for (const child of node.children) relink(child, linkTo);
}

/** What is for the screen alone; the title stands above the text already. */
const NOT_TEXT =
	'h1, script, style, template, svg, button, engine-switch, .tools, .sr-only, .sl-anchor-link, .term-card';

/** A part of the page in elements that Markdown has; the first rule that fits. */
const RULES: readonly (readonly [
	selector: string,
	rule: (node: Element, engine: EngineId | undefined) => ElementContent[],
])[] = [
	// A word that explains itself is a button; on paper it is a word.
	['.term', (node, engine) => select('button', node)!.children.flatMap((child) => plain(child, engine))],
	[NOT_TEXT, () => []],
	['.variant-label', (node, engine) => (engine ? [] : [paragraph(strong(node))])],
	['.without-choice', (node, engine) => (engine ? [] : node.children)],
	['.fenced', (node) => [fenced(node)]],
	['command-block', commandBlock],
	['.diagram', diagram],
	['.starlight-aside', aside],
	['.contents', contents],
	['dl', definitions],
	['.does', (node) => [text(` – ${textOf(node)}`)]],
	['pre', (node) => [pre(textOf(node), String(node.properties['dataLanguage'] ?? 'text'))]],
	['.question', question],
	['.outcomes', (node, engine) => node.children.flatMap((child) => plain(child, engine))],
	['summary', (node) => [paragraph(text(`${textOf(node)}:`))]],
	['.heading', (node) => [paragraph(strong(node))]],
	['.sign', (node) => [text(` (${textOf(node)})`)]],
];

function plain(node: Nodes, engine: EngineId | undefined): ElementContent[] {
	if (node.type === 'text') return [node];
	if (node.type !== 'element') return [];
	if (!isFor(node, engine)) return [];
	const rule = RULES.find(([selector]) => fits(selector, node))?.[1];
	if (rule) return rule(node, engine);
	const children = inline(node, engine);
	if (node.tagName === 'p' && children.every((child) => child.type === 'text' && !child.value.trim()))
		return [];
	const href = node.properties['href'];
	return [
		{
			...node,
			// Classes and the like are of no use, and a class of a code's own could be taken for its language.
			properties: typeof href === 'string' ? { href: fromRoot(href) } : {},
			children,
		},
	];
}

/** Whether it is in one engine's text. What a script shows in time is in none. */
function isFor({ properties }: Element, engine: EngineId | undefined): boolean {
	const owner = properties['dataForEngine'];
	return properties['hidden'] !== true && (engine === undefined || owner === undefined || owner === engine);
}

/** Neighbours that only the style sheet keeps apart. */
function apart(children: readonly ElementContent[]): ElementContent[] {
	return children.flatMap((child, index) => {
		const before = children[index - 1];
		if (child.type !== 'element' || before?.type !== 'element') return [child];
		if (child.tagName === 'a' && before.tagName === 'a') return [text(' · '), child];
		if (child.tagName === 'code' && before.tagName === 'code') return [text(' or '), child];
		return [child];
	});
}

/** Pages are folders of one level, or the first page; the file lies beside the first page. */
function fromRoot(href: string): string {
	return href.replace(/^\.\.\/|^\/(?!\/)/u, '') || './';
}

/** Fenced code of the prose, as it was written. */
function fenced(block: Element): ElementContent {
	const source = select('.command', block)!.properties['dataCommand'] as string;
	return pre(source, String(select('pre', block)!.properties['dataLanguage'] ?? 'text'));
}

/** An example: its title, and then for each step what is said of it, what is typed, and what came of it. */
function commandBlock(block: Element, engine: EngineId | undefined): ElementContent[] {
	const title = select('.title a', block) ?? select('.title', block)!;
	const difference = selectAll('.difference', block);
	return [
		paragraph(strong(title)),
		...select('.steps', block)!.children.flatMap((step) => stepParts(step, engine)),
		...difference.flatMap((node) => [paragraph(...inline(node, engine))]),
		...originsOf(block, engine),
	];
}

function stepParts(node: ElementContent, engine: EngineId | undefined): ElementContent[] {
	if (node.type !== 'element') return [];
	if (!isFor(node, engine) || fits(NOT_TEXT, node)) return [];
	if (fits('.variant-label', node)) return engine ? [] : [paragraph(strong(node))];
	if (fits('.note, .ending', node)) return [paragraph(...inline(node, engine))];
	if (fits('.command', node)) return typed(node);
	if (fits('.output', node)) {
		const printed = node.tagName === 'p' ? [] : selectAll('pre', node);
		return printed.length === 0
			? [paragraph(text(textOf(node)))]
			: [pre(printed.map(textOf).join('\n'), 'text')];
	}
	return node.children.flatMap((child) => stepParts(child, engine));
}

/** What was executed, to the letter: it stands in an attribute. */
function typed(command: Element): ElementContent[] {
	const executed = String(command.properties['dataCommand']);
	const prompt = select('code[data-prompt]', command)?.properties['dataPrompt'];
	return [
		...(fits('.inner', command)
			? [
					paragraph(
						text('Typed into the program, at its prompt '),
						element('code', [text(String(prompt).trim())]),
						text(':'),
					),
				]
			: []),
		pre(executed, 'sh'),
	];
}

function originsOf(block: Element, engine: EngineId | undefined): ElementContent[] {
	return selectAll('.variant:has(> .origin)', block)
		.filter(({ properties: { dataForEngine: owner } }) => !engine || owner === undefined || owner === engine)
		.map((variant) => paragraph(...inline(select('.origin', variant)!, engine)));
}

/** A drawing is its caption and what it shows, in words. */
function diagram(figure: Element, engine: EngineId | undefined): ElementContent[] {
	const caption = select('figcaption', figure)!;
	const title = caption.children.filter((child) => child.type === 'text').map(({ value }) => value);
	const label = select('.variant-label', figure);
	return [
		element('blockquote', [
			...(label && !engine ? [paragraph(strong(label))] : []),
			paragraph(element('strong', [text(`Drawing: ${title.join('').trim()}`)])),
			...selectAll('details p', caption).map((words) => paragraph(...inline(words, engine))),
		]),
	];
}

function aside(node: Element, engine: EngineId | undefined): ElementContent[] {
	const title = select('.starlight-aside__title', node);
	const content = select('.starlight-aside__content', node)!;
	return [
		element('blockquote', [
			...(title ? [paragraph(element('strong', [text(textOf(title).trim())]))] : []),
			...content.children.flatMap((child) => plain(child, engine)),
		]),
	];
}

function question(node: Element, engine: EngineId | undefined): ElementContent[] {
	return [
		paragraph(strong(select('summary', node)!)),
		...select('.answer', node)!.children.flatMap((child) => plain(child, engine)),
	];
}

/** The book's contents, whose entries are cards on the page. */
function contents(node: Element): ElementContent[] {
	const parts = selectAll('.parts > section', node).flatMap((part) => {
		const entries = selectAll('li', part).map((entry) => {
			const link = element('a', [text(textOf(select('strong', entry)!))]);
			link.properties['href'] = fromRoot(String(select('a', entry)!.properties['href']));
			const [number, description] = ['.stop', '.description'].map((name) => textOf(select(name, entry)!));
			return element('li', [text(`Chapter ${number!}. `), link, text(`: ${description!}`)]);
		});
		const [number, title] = [select('.part', part)!, select('h3', part)!.children.at(-1)!].map(textOf);
		return [element('h3', [text(`${number!}: ${title!.trim()}`)]), element('ul', entries)];
	});
	return [element('h2', [text(textOf(select('h2', node)!))]), ...parts];
}

/** Terms and what is said of them become a list. */
function definitions(list: Element, engine: EngineId | undefined): ElementContent[] {
	const entries = selectAll('dt', list).map((term, index) => {
		const said = selectAll('dd', list)[index];
		return element('li', [
			paragraph(...inline(term, engine)),
			...(said ? [element('div', inline(said, engine))] : []),
		]);
	});
	return [element('ul', entries)];
}

function inline(node: Element, engine: EngineId | undefined): ElementContent[] {
	const shown = node.children.filter(
		(child) => child.type !== 'element' || (isFor(child, engine) && !fits(NOT_TEXT, child)),
	);
	return apart(shown).flatMap((child) => plain(child, engine));
}

function pre(value: string, language: string): Element {
	const code = element('code', [text(value)]);
	code.properties['className'] = [`language-${language}`];
	return element('pre', [code]);
}

/** Whether one of the names of elements and classes is the element's. A real selector, parsed for each node, takes seconds. */
function fits(names: string, { tagName, properties: { className } }: Element): boolean {
	const classes = Array.isArray(className) ? className : [];
	return names
		.split(', ')
		.some((name) => (name.startsWith('.') ? classes.includes(name.slice(1)) : name === tagName));
}

function strong(node: Element): Element {
	return element('strong', [text(textOf(node).trim())]);
}

function paragraph(...children: ElementContent[]): Element {
	return element('p', children);
}

function element(tagName: string, children: ElementContent[]): Element {
	return { type: 'element', tagName, properties: {}, children };
}

function text(value: string): ElementContent {
	return { type: 'text', value };
}

function textOf(node: Nodes): string {
	if (node.type === 'text') return node.value;
	return 'children' in node ? node.children.map(textOf).join('') : '';
}
