import { finished } from 'node:stream/promises';
import { RewritingStream } from 'parse5-html-rewriting-stream';

/** Attributes that hold one address, in what the book's pages are made of. */
const ADDRESSES = new Set(['href', 'src', 'data-replay']);

/** Inline styles of the whole book, each once: what a policy without `unsafe-inline` has to know by another way. */
export class InlineStyles {
	readonly #all: string[] = [];

	/** @returns the class that stands for a `style` attribute */
	classOf(style: string): string {
		const declarations = style.trim().replace(/;$/u, '');
		if (!this.#all.includes(declarations)) this.#all.push(declarations);
		return `style-${this.#all.indexOf(declarations) + 1}`;
	}

	/** The rule of a class that {@link classOf} has given. */
	ruleOf(name: string): string {
		return `.${name}{${this.#all[Number(name.slice('style-'.length)) - 1]}}`;
	}
}

/** What is inline in a page: the texts of its scripts and its styles, as a browser hashes them. */
export interface Inline {
	scripts: string[];
	styles: string[];
}

export interface RewrittenPage {
	html: string;
	inline: Inline;
	/** Addresses of the module scripts that it loads, each once, as they were built. */
	modules: string[];
}

/** Where the policy goes, while the page is being read: no page has such a comment. */
const POLICY_PLACE = '<!--policy-->';

/**
 * A built page as it is delivered: its addresses as they shall be, each module script once, its `style` attributes made
 * classes of one style element, its Content-Security-Policy in it. What is not changed stays as it is, to the letter.
 *
 * @param pathname the page's address within the book
 * @param moduleOf gives the address of the module to load in place of one
 * @param addressOf gives an address in the page as it is delivered
 * @param styles of the whole book
 * @param policyOf makes the policy of what is inline in the page
 * @throws {Error} when the page has no `<meta charset>`, behind which the policy stands, or an inline event handler, which
 *   no policy of ours lets run
 */
export async function rewritePage(
	html: string,
	{
		pathname,
		moduleOf,
		addressOf,
		styles,
		policyOf,
	}: {
		pathname: string;
		moduleOf: (address: string) => string;
		addressOf: (address: string) => string;
		styles: InlineStyles;
		policyOf: (inline: Inline) => string;
	},
): Promise<RewrittenPage> {
	const classes = new Set<string>();
	const inline: Inline = { scripts: [], styles: [] };
	const modules: string[] = [];
	let collecting: string[] | undefined;
	let isDropping = false;
	const rewriter = new RewritingStream();
	rewriter.on('startTag', (tag, raw) => {
		const { tagName, attrs } = tag;
		const has = (name: string) => attrs.some((attribute) => attribute.name === name);
		let changed = false;
		const source = tagName === 'script' && attrs.find(({ name }) => name === 'src');
		if (source) {
			const module = moduleOf(source.value);
			isDropping = modules.includes(module);
			if (isDropping) return;
			changed = module !== source.value;
			source.value = module;
			modules.push(module);
		}
		for (const attribute of attrs) {
			const { name, value } = attribute;
			if (name.startsWith('on')) throw new Error(`${pathname}: expected no inline handlers, found ${raw}`);
			if (ADDRESSES.has(name)) attribute.value = addressOf(value);
			changed ||= attribute.value !== value;
		}
		const style = attrs.find(({ name }) => name === 'style');
		if (style) {
			const name = styles.classOf(style.value);
			classes.add(name);
			const own = attrs.find((attribute) => attribute.name === 'class');
			if (own) own.value += ` ${name}`;
			tag.attrs = attrs.filter((attribute) => attribute !== style);
			if (!own) tag.attrs.push({ name: 'class', value: name });
			changed = true;
		}
		if (changed) rewriter.emitStartTag(tag);
		else rewriter.emitRaw(raw);
		// Before anything that it is to rule, behind what says how to read it.
		if (tagName === 'meta' && has('charset')) rewriter.emitRaw(POLICY_PLACE);
		if (tagName === 'script' && !source) collecting = inline.scripts;
		else if (tagName === 'style') collecting = inline.styles;
		else return;
		collecting.push('');
	});
	rewriter.on('text', (_, raw) => {
		if (collecting) collecting.push(collecting.pop()! + raw);
		rewriter.emitRaw(raw);
	});
	rewriter.on('endTag', ({ tagName }, raw) => {
		if (tagName === 'script' || tagName === 'style') collecting = undefined;
		if (tagName === 'script' && isDropping) isDropping = false;
		else rewriter.emitRaw(raw);
	});
	let rewritten = '';
	rewriter.on('data', (chunk: string) => (rewritten += chunk));
	rewriter.end(html);
	await finished(rewriter);
	const parts = rewritten.split(POLICY_PLACE);
	if (parts.length !== 2)
		throw new Error(`${pathname}: expected one <meta charset> in the page, found ${parts.length - 1}`);
	const rules = [...classes]
		.sort()
		.map((name) => styles.ruleOf(name))
		.join('');
	if (rules) inline.styles.push(rules);
	const policy = `<meta http-equiv="content-security-policy" content="${policyOf(inline)}">`;
	return { html: parts.join(policy + (rules && `<style>${rules}</style>`)), inline, modules };
}
