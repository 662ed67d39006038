/**
 * A style sheet that is made when it is first asked for. Constructed, so that it comes with the player and not with
 * the page, and a strict Content-Security-Policy lets it be.
 */
export function styleSheet(...texts: readonly string[]): () => CSSStyleSheet {
	let sheet: CSSStyleSheet | undefined;
	return () => {
		if (!sheet) {
			sheet = new CSSStyleSheet();
			sheet.replaceSync(texts.join('\n'));
		}
		return sheet;
	};
}
