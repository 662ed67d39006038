/** Text with looks, as HTML: highlighted commands and coloured outputs. Class names only, no style attributes. */
import { createHighlighter, createCssVariablesTheme } from 'shiki';
import type { Line, Span, Style } from '../recordings/transcript.ts';

const theme = createCssVariablesTheme({ name: 'classes', variablePrefix: '--shiki-', fontStyle: false });
const highlighter = await createHighlighter({ themes: [theme], langs: ['shellscript'] });

export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** A shell command, its tokens in spans with classes such as `token-string`. */
export function commandHtml(command: string): string {
	const { tokens } = highlighter.codeToTokens(command, { lang: 'shellscript', theme: 'classes' });
	return tokens
		.map((line) => line.map(({ content, color }) => span(content, tokenClass(color))).join(''))
		.join('\n');
}

/** Lines of a terminal, their looks in spans with classes such as `ansi-2` or `bold`. */
export function outputHtml(lines: readonly Line[]): string {
	return lines.map((line) => line.map(spanHtml).join('')).join('\n');
}

/** Plain text in which `code` stands between backticks, the only markup that notes have. */
export function noteHtml(note: string): string {
	return escapeHtml(note).replaceAll(/`([^`]+)`/gu, '<code>$1</code>');
}

function spanHtml({ text, style }: Span): string {
	return span(text, styleClasses(style).join(' '));
}

function span(text: string, classes: string): string {
	const html = escapeHtml(text);
	return classes === '' ? html : `<span class="${classes}">${html}</span>`;
}

/** The theme gives `var(--shiki-token-string)` for a colour: its last part names the kind of token. */
function tokenClass(color: string | undefined): string {
	const kind = /--shiki-token-([\w-]+)/u.exec(color ?? '')?.[1];
	return kind === undefined ? '' : `token-${kind}`;
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
