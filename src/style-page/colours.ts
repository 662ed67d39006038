/** How the value of a colour begins. */
const COLOUR = /^(?:#|(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\()/u;

/**
 * The custom properties of a style sheet that are colours, in the order in which they are first set.
 *
 * @param css the text of the sheet
 */
export function coloursIn(css: string): string[] {
	const set = css.replaceAll(/\/\*[^]*?\*\//gu, '').matchAll(/(?<=[\s;{])(--[\w-]+):\s*([^;}]+)/gu);
	return [...new Set([...set].filter(([, , value]) => COLOUR.test(value!)).map(([, name]) => name!))];
}
