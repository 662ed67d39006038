/** Text with looks, as HTML: highlighted commands and coloured outputs. Class names only, no style attributes. */
import { createHighlighter, createCssVariablesTheme, type ThemedTokenScopeExplanation } from 'shiki';
import type { Line, Span, Style } from '../recordings/transcript.ts';

// Only the grammar's scopes are used: a theme would give every argument the colour of a string.
const theme = createCssVariablesTheme({ name: 'scopes' });
const highlighter = await createHighlighter({ themes: [theme], langs: ['shellscript'] });

/** What a part of a command is, from its TextMate scope; the first that fits. */
const TOKEN_CLASSES: readonly (readonly [scope: RegExp, name: string])[] = [
	[/^comment/u, 'token-comment'],
	[/^string\.(?:quoted|unquoted\.heredoc)/u, 'token-string'],
	[/^constant\.other\.option/u, 'token-option'],
	[/^variable|^punctuation\.definition\.variable/u, 'token-variable'],
	[/^entity\.name\.(?:command|function)|^support\.function/u, 'token-command'],
	[/^keyword/u, 'token-keyword'],
];

export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

/** A shell command, its tokens in spans with classes such as `token-string`. */
export function commandHtml(command: string): string {
	const lines = highlighter.codeToTokensBase(command, {
		lang: 'shellscript',
		theme,
		includeExplanation: 'scopeName',
	});
	return lines
		.map((line) => {
			const parts = line
				.flatMap(({ explanation = [] }) => explanation)
				.map(({ content, scopes }) => ({ text: content, name: tokenClass(scopes) }));
			return joinNeighbours(parts)
				.map(({ text, name }) => span(text, name))
				.join('');
		})
		.join('\n');
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

/** The innermost scope decides. */
function tokenClass(scopes: readonly Pick<ThemedTokenScopeExplanation, 'scopeName'>[]): string {
	for (const { scopeName } of scopes.toReversed()) {
		const found = TOKEN_CLASSES.find(([scope]) => scope.test(scopeName));
		if (found) return found[1];
	}
	return '';
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
