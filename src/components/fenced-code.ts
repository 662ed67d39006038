import type { Element, ElementContent } from 'hast';
import type { ShikiTransformer } from 'shiki';
import { tokenClass } from './token-class.ts';

/** Fences whose lines are commands: they get a prompt, which is drawn and not copied. */
const SHELLS = new Set(['sh', 'bash', 'shell']);

/**
 * Makes fenced code in prose a command block without a recording: the same look, the same button, copied to the letter.
 * Its tokens have classes and no style attributes, so they take the book's colours.
 */
export const fencedCode: ShikiTransformer = {
	name: 'fenced-code',
	preprocess(_code, options) {
		options.includeExplanation = 'scopeName';
		// As in render.ts: a busy machine makes the same page.
		options.tokenizeTimeLimit = 0;
	},
	span(node, _line, _column, _lineElement, token) {
		const scopes = token.explanation?.at(-1)?.scopes ?? [];
		node.properties = { class: tokenClass(scopes) || undefined };
	},
	line(node) {
		node.properties = {};
	},
	root(root) {
		const pre = root.children.find((child): child is Element => child.type === 'element')!;
		const code = pre.children.find((child): child is Element => child.type === 'element')!;
		const { lang } = this.options;
		pre.properties = { 'data-language': lang };
		code.properties = { 'data-prompt': SHELLS.has(lang) ? '$ ' : '' };
		const what = this.source.includes('\n') ? 'this code' : this.source;
		const button = element(
			'button',
			{ type: 'button', class: 'copy-command', 'data-copy-command': '', 'aria-label': `Copy: ${what}` },
			[
				element('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [
					element('use', { href: '#icon-copy' }),
				]),
			],
		);
		root.children = [
			element('command-block', { class: 'fenced not-content' }, [
				element('div', { class: 'command', 'data-command': this.source }, [pre, button]),
				element('p', { class: 'sr-only', role: 'status' }),
			]),
		];
	},
};

function element(
	tagName: string,
	properties: Element['properties'],
	children: ElementContent[] = [],
): Element {
	return { type: 'element', tagName, properties, children };
}
