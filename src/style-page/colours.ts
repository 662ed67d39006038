/** How the value of a colour begins. */
const COLOUR = /^(?:#|(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\()/u;

/**
 * The custom properties of a style sheet that are colours, or stand for one of them, in the order in which they are first
 * set. Those that only hand a colour on to Starlight are left out.
 *
 * @param css the text of the sheet
 */
export function coloursIn(css: string): string[] {
	const set = [...css.replaceAll(/\/\*[^]*?\*\//gu, '').matchAll(/(?<=[\s;{])(--[\w-]+):\s*([^;}]+)/gu)].map(
		([, name, value]) => ({ name: name!, value: value! }),
	);
	const own = new Set(set.filter(({ value }) => COLOUR.test(value)).map(({ name }) => name));
	const standsForOne = (value: string) => own.has(/^var\((--[\w-]+)\)/u.exec(value)?.[1] ?? '');
	const colours = set.filter(
		({ name, value }) => (own.has(name) || standsForOne(value)) && !name.startsWith('--sl-'),
	);
	return [...new Set(colours.map(({ name }) => name))];
}
