/** Text with looks, as HTML: highlighted commands and coloured outputs. Class names only, no style attributes. */
import { createHighlighter, createCssVariablesTheme } from 'shiki';
import type { Line, Span, Style } from '../recordings/transcript.ts';
import { tokenClass } from './token-class.ts';

// Only the grammar's scopes are used: a theme would give every argument the colour of a string.
const theme = createCssVariablesTheme({ name: 'scopes' });
const highlighter = await createHighlighter({ themes: [theme], langs: ['shellscript'] });

export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** A part of a text that is wrapped in an element of its own. Ranges of one text do not overlap. */
export interface Wrapped {
	/** Of the first character, in UTF-16 units from the start of the text. */
	start: number;
	/** Behind the last character. */
	end: number;
	/** The start tag, as HTML. */
	open: string;
	/** The end tag. */
	close: string;
}

/**
 * A shell command, its tokens in spans with classes such as `token-string`.
 *
 * @param wrapped parts of the command that get an element around them
 */
export function commandHtml(command: string, wrapped: readonly Wrapped[] = []): string {
	const lines = highlighter.codeToTokensBase(command, {
		lang: 'shellscript',
		theme,
		includeExplanation: 'scopeName',
		// By default Shiki gives up half a second after it began a line: on a busy machine the page would be another one.
		tokenizeTimeLimit: 0,
	});
	const parts = lines.flatMap((line, index) => [
		...(index > 0 ? [{ text: '\n', name: '' }] : []),
		...line
			.flatMap(({ explanation = [] }) => explanation)
			.map(({ content, scopes }) => ({ text: content, name: tokenClass(scopes) })),
	]);
	return wrap(joinNeighbours(parts), wrapped);
}

/** Text in spans by class, and around them the elements of ranges, which may begin and end within a span. */
function wrap(parts: readonly { text: string; name: string }[], wrapped: readonly Wrapped[]): string {
	const edges = new Map<number, string>();
	for (const { start, end, open, close } of wrapped) {
		// What ends at a place ends before what begins there.
		edges.set(end, close + (edges.get(end) ?? ''));
		edges.set(start, (edges.get(start) ?? '') + open);
	}
	let position = 0;
	let html = '';
	for (const { text, name } of parts) {
		const from = position;
		position += text.length;
		const cuts = [...edges.keys()].filter((edge) => edge >= from && edge < position).sort((a, b) => a - b);
		let last = from;
		for (const cut of cuts) {
			html += span(text.slice(last - from, cut - from), name) + edges.get(cut)!;
			last = cut;
		}
		html += span(text.slice(last - from), name);
	}
	return html + (edges.get(position) ?? '');
}

/** The grammar tells an option's first hyphen from its rest; a reader does not. */
function joinNeighbours(parts: readonly { text: string; name: string }[]): { text: string; name: string }[] {
	const joined: { text: string; name: string }[] = [];
	for (const { text, name } of parts) {
		const last = joined.at(-1);
		if (last?.name === name) last.text += text;
		else joined.push({ text, name });
	}
	return joined;
}

/**
 * Lines of a terminal, their looks in spans with classes such as `ansi-2` or `bold`.
 *
 * @param wrapped parts of the text, its lines joined by line feeds, that get an element around them
 */
export function outputHtml(lines: readonly Line[], wrapped: readonly Wrapped[] = []): string {
	const parts = lines.flatMap((line, index) => [
		...(index > 0 ? [{ text: '\n', name: '' }] : []),
		...line.map(({ text, style }: Span) => ({ text, name: styleClasses(style).join(' ') })),
	]);
	return wrap(parts, wrapped);
}

/** Plain text in which `code` stands between backticks, the only markup that notes have. */
export function noteHtml(note: string): string {
	return escapeHtml(note).replaceAll(/`([^`]+)`/gu, '<code>$1</code>');
}

function span(text: string, classes: string): string {
	if (text === '') return '';
	const html = escapeHtml(text);
	return classes === '' ? html : `<span class="${classes}">${html}</span>`;
}

/** The sixteen named colours follow the page's theme; a program that asks for another gets the page's text colour. */
function styleClasses({ foreground, background, ...flags }: Style): string[] {
	return [
		...(isNamed(foreground) ? [`ansi-${foreground}`] : []),
		...(isNamed(background) ? [`ansi-bg-${background}`] : []),
		...Object.keys(flags),
	];
}

function isNamed(colour: Style['foreground']): colour is number {
	return typeof colour === 'number' && colour < 16;
}
