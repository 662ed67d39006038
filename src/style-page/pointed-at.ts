/**
 * A pointer is in one place and so is the focus; a style page shows what they do in many. Every rule of the page for what
 * is pointed at or has the focus is made one for what has the class `shows-hover` or `shows-focus` as well.
 *
 * @param selector of a rule
 * @returns the same with `:is(:hover, .shows-hover)` for `:hover`, which weighs as much
 */
export function withClasses(selector: string): string {
	return selector
		.replaceAll(/:hover(?![\w-])/gu, ':is(:hover, .shows-hover)')
		.replaceAll(/:focus-visible(?![\w-])/gu, ':is(:focus-visible, .shows-focus)');
}

/** Does so for all rules that the document has now, those within others too. */
export function followClasses(): void {
	for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) follow(sheet.cssRules);
}

function follow(rules: CSSRuleList): void {
	for (const rule of rules) {
		if (rule instanceof CSSStyleRule) {
			const selector = withClasses(rule.selectorText);
			if (selector !== rule.selectorText) rule.selectorText = selector;
		}
		if (rule instanceof CSSStyleRule || rule instanceof CSSGroupingRule) follow(rule.cssRules);
	}
}
