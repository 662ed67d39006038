import { NodeType, parse, type HTMLElement, type Node } from 'node-html-parser';
import { ENGINE_IDS, type EngineId } from '../engines/engines.ts';
import type { Place, Words } from './index-format.ts';

/** Characters of one output that are searched: the rest of a long one is more of the same. */
const OUTPUT_LIMIT = 1500;

/** What is on a page and not of it: controls, labels, what stands elsewhere as well, tables of digests and dates. */
const LEFT_OUT = [
	'script, style, svg, template, button.tool, engine-switch, command-block:not(.fenced)',
	'.sr-only, .sl-anchor-link, .variant-label, .without-choice, .term-card',
	'.diagram summary, .contents, .differences, .table-box, .origin-pages',
].join(', ');

/** A heading, or an entry of a list of terms: what follows is a place of its own. */
const STARTS_PLACE = 'h2[id], h3[id], h4[id], dl > div[id]';
/** They stand on lines of their own. */
const BLOCKS = new Set(
	'ADDRESS ARTICLE ASIDE BLOCKQUOTE BR DD DETAILS DIV DL DT FIGCAPTION FIGURE H1 H2 H3 H4 LI OL P SECTION SUMMARY TABLE TD TH TR UL'.split(
		' ',
	),
);

type Section = Pick<Place, 'kind' | 'fragment'> & { words: Words };

/** What of a page is searched, in the order of the page, but without the page's index. */
export interface ReadPage {
	title: string;
	places: Omit<Place, 'page'>[];
}

/**
 * Reads a built page.
 *
 * @param html the whole document
 * @param file its name, for errors
 * @param withExamples whether its command blocks are places of this page; the first page borrows one of a chapter
 * @throws {Error} when it has no heading or no content, or a command block is not as the search expects it
 */
export function readPage(html: string, file: string, withExamples: boolean): ReadPage {
	// `pre` is parsed as well: its commands and outputs have elements in them.
	const document = parse(html, { blockTextElements: { script: true, style: true } });
	const title = document.querySelector('h1');
	const content = document.querySelector('.sl-markdown-content');
	if (!title || !content)
		throw new Error(
			`${file}: expected an h1 and an element .sl-markdown-content, found ${title ? 'no content' : 'no h1'}`,
		);
	const top = line(title.textContent);
	const leftOut = new Set<Node>(content.querySelectorAll(LEFT_OUT));
	const starts = new Set<Node>(content.querySelectorAll(STARTS_PLACE));
	const perEngine = ENGINE_IDS.map((engine) => [
		...sectionsFor(engine, content, top, leftOut, starts),
		...(withExamples
			? content
					.querySelectorAll('command-block:not(.fenced)')
					.flatMap((block) => exampleFor(engine, block, file))
			: []),
	]);
	return { title: top, places: merge(perEngine) };
}

/** The page's text as the readers of one engine have it, cut at its headings. */
function sectionsFor(
	engine: EngineId,
	content: HTMLElement,
	title: string,
	leftOut: ReadonlySet<Node>,
	starts: ReadonlySet<Node>,
): Section[] {
	const sections: Section[] = [];
	let text = '';
	const finish = () => {
		const { words } = sections.at(-1)!;
		// An entry's name is its title already.
		words.text = lines(text, words.title);
		text = '';
	};
	const start = (fragment: string, heading: string) => {
		if (sections.length > 0) finish();
		sections.push({ kind: 'text', fragment, words: { title: heading, commands: [], text: '', outputs: [] } });
	};
	const read = (node: Node): void => {
		if (node.nodeType === NodeType.TEXT_NODE) text += node.textContent.replaceAll('\n', ' ');
		if (!isElement(node) || leftOut.has(node) || !isFor(engine, node)) return;
		if (node.tagName === 'PRE') {
			const code = node.textContent.trim();
			if (code !== '') sections.at(-1)!.words.commands.push(code);
			return;
		}
		if (starts.has(node)) {
			// An entry's name is its `dt`, without what comes with the name.
			const heading = node.tagName === 'DIV' ? node.querySelector('dt') : node;
			start(node.id, heading ? titleFor(engine, heading) : title);
			if (node.tagName !== 'DIV') return;
		}
		if (BLOCKS.has(node.tagName)) text += '\n';
		for (const child of node.childNodes) read(child);
		if (BLOCKS.has(node.tagName)) text += '\n';
	};
	start('', title);
	read(content);
	finish();
	return sections.filter(({ fragment, words }) => fragment !== '' || words.text !== '');
}

function titleFor(engine: EngineId, heading: HTMLElement): string {
	const skipped = new Set<Node>(heading.querySelectorAll('.does, .without-choice'));
	const read = (node: Node): string => {
		if (!isElement(node)) return node.textContent;
		return skipped.has(node) || !isFor(engine, node) ? '' : node.childNodes.map(read).join('');
	};
	return line(read(heading));
}

/** One example as one engine has it; none where it is not for that engine. */
function exampleFor(engine: EngineId, block: HTMLElement, file: string): Section[] {
	const fragment = block.getAttribute('aria-labelledby') ?? '';
	const fault = (what: string) => new Error(`${file}: the command block “${fragment}” has no ${what}`);
	const title = fragment === '' ? null : block.querySelector(`[id="${fragment}"]`);
	if (!title) throw fault('title: expected aria-labelledby, and an element with that id in the block');
	const inBlock = (selector: string) =>
		block.querySelectorAll(selector).filter((element) => isForWithin(engine, element, block));
	if (inBlock('.variant[data-step]').length === 0 && block.querySelector('.variant[data-step]')) return [];
	const commands = inBlock('[data-command]').map((element) => element.getAttribute('data-command')!);
	if (commands.length === 0) throw fault(`command for ${engine}: expected elements with data-command`);
	const outputs = inBlock('.output:not(.none)')
		.map((output) =>
			output
				.querySelectorAll('pre')
				.map((pre) => pre.textContent)
				.join('\n'),
		)
		.map((text) => text.slice(0, OUTPUT_LIMIT).trimEnd());
	const text = inBlock('.note, .ending, .difference').map((element) => line(element.textContent));
	return [
		{
			kind: 'example',
			fragment,
			words: { title: line(title.textContent), commands, text: [...new Set(text)].join('\n'), outputs },
		},
	];
}

/** What all engines have alike becomes one; the order is that of the first engine that has a place. */
function merge(perEngine: readonly Section[][]): Omit<Place, 'page'>[] {
	const places = new Map<string, Omit<Place, 'page'>>();
	perEngine.forEach((sections, index) => {
		for (const { kind, fragment, words } of sections) {
			const place = places.get(fragment) ?? { kind, fragment, words: {} };
			place.words[ENGINE_IDS[index]!] = words;
			places.set(fragment, place);
		}
	});
	return [...places.values()].map((place) => {
		const versions = Object.values(place.words);
		const same =
			versions.length === ENGINE_IDS.length &&
			new Set(versions.map((words) => JSON.stringify(words))).size === 1;
		return same ? { ...place, words: { all: versions[0]! } } : place;
	});
}

function isElement(node: Node): node is HTMLElement {
	return node.nodeType === NodeType.ELEMENT_NODE;
}

function isFor(engine: EngineId, element: HTMLElement): boolean {
	const owner = element.getAttribute('data-for-engine');
	return owner === undefined || owner === engine;
}

function isForWithin(engine: EngineId, element: HTMLElement, block: HTMLElement): boolean {
	for (let each: HTMLElement | null = element; each && each !== block; each = each.parentNode)
		if (!isFor(engine, each)) return false;
	return true;
}

function line(text: string): string {
	return text.replace(/\s+/gu, ' ').trim();
}

function lines(text: string, title: string): string {
	return text
		.split('\n')
		.map(line)
		.filter((each) => each !== '' && each !== title)
		.join('\n');
}
