import type { ThemedTokenScopeExplanation } from 'shiki';

/** What a part of a command or of a file is, from its TextMate scope; the first that fits. */
const TOKEN_CLASSES: readonly (readonly [scope: RegExp, name: string])[] = [
	[/^comment/u, 'token-comment'],
	[/^string\.(?:quoted|unquoted\.heredoc)/u, 'token-string'],
	[/^constant\.other\.option/u, 'token-option'],
	[/^variable|^punctuation\.definition\.variable/u, 'token-variable'],
	[/^entity\.name\.(?:command|function)|^support\.function/u, 'token-command'],
	[/^keyword/u, 'token-keyword'],
	[/^entity\.name\.tag|^support\.type\.property-name/u, 'token-option'],
];

/** The class of a part of highlighted code; empty for what is plain. The innermost scope decides. */
export function tokenClass(scopes: readonly Pick<ThemedTokenScopeExplanation, 'scopeName'>[]): string {
	for (const { scopeName } of scopes.toReversed()) {
		const found = TOKEN_CLASSES.find(([scope]) => scope.test(scopeName));
		if (found) return found[1];
	}
	return '';
}
