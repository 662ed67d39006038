/** The book's colours by day, by name: `--paper: light-dark(#fdfbf7, …)` is `paper`. */
export type Colours = (name: string) => string;

/**
 * @param css a style sheet
 * @throws {Error} from what it returns, when the sheet has no such colour
 */
export function coloursByDay(css: string): Colours {
	const values = new Map(
		[...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}),/gu)].map(([, name, value]) => [name, value]),
	);
	return (name) => {
		const value = values.get(name);
		if (value === undefined) throw new Error(`the palette has no --${name}: light-dark(#rrggbb, …)`);
		return value;
	};
}
