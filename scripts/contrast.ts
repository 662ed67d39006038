/**
 * Contrast of everything that stands on something, computed from the style sheets: the ratio of WCAG 2.2
 * (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). `npm run contrast` prints the table of docs/look.md; a test asks
 * for at least 4.5 in every pair.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

const SHEETS = ['src/replay/terminal-colours.css', 'src/shell/palette.css'];
const THEMES = ['light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

export interface Contrast {
	/** Name of a property, without its dashes. */
	front: string;
	back: string;
	ratios: Record<Theme, number>;
}

const ENGINES = ['podman', 'docker', 'both'];
const SURFACES = ['paper', 'raised', 'hover', 'code-wash', 'terminal-background'];
const WASHES = ENGINES.map((engine) => `${engine}-wash`);
const ANSI = Array.from({ length: 16 }, (_, index) => `ansi-${index}`);

/** What stands on what. The hover's surface comes under text of the first three ranks only. */
const PAIRS: readonly [fronts: string[], backs: string[]][] = [
	[
		['ink', 'text', 'soft'],
		[...SURFACES, ...WASHES],
	],
	[['faint'], ['paper', 'raised', 'terminal-background', ...WASHES]],
	[['failure'], ['paper', 'raised', 'terminal-background']],
	...ENGINES.map((engine): [string[], string[]] => [
		[engine],
		['paper', 'raised', 'hover', 'terminal-background', `${engine}-wash`],
	]),
	[['paper'], ENGINES],
	[['terminal-text', ...ANSI], ['terminal-background']],
	// In a command, Shiki's tokens.
	[
		['ansi-2', 'ansi-3', 'ansi-5', 'ansi-6', 'faint'],
		[...WASHES, 'raised'],
	],
];

/** The contrasts of all pairs, from the values that the style sheets give to the properties. */
export function contrasts(root = path.resolve(import.meta.dirname, '..')): Contrast[] {
	const css = SHEETS.map((sheet) => readFileSync(path.join(root, sheet), 'utf8')).join('\n');
	const values = new Map(
		[...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/gu)].map(
			([, name, light, dark]) => [name!, { light: light!, dark: dark! }],
		),
	);
	const colour = (name: string, theme: Theme) => {
		const value = values.get(name);
		if (!value)
			throw new Error(
				`--${name} has no value of the form light-dark(#rrggbb, #rrggbb) in ${SHEETS.join(' or ')}`,
			);
		return value[theme];
	};
	return PAIRS.flatMap(([fronts, backs]) =>
		fronts.flatMap((front) =>
			backs.map((back) => ({
				front,
				back,
				ratios: {
					light: ratio(colour(front, 'light'), colour(back, 'light')),
					dark: ratio(colour(front, 'dark'), colour(back, 'dark')),
				},
			})),
		),
	);
}

/** Contrast of two colours `#rrggbb`, from 1 to 21. */
export function ratio(one: string, other: string): number {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light! + 0.05) / (dark! + 0.05);
}

/** Relative luminance of `#rrggbb`, from 0 to 1. */
function luminance(hex: string): number {
	const [red, green, blue] = [1, 3, 5].map((at) => {
		const share = parseInt(hex.slice(at, at + 2), 16) / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** As a Markdown table: for each pair of a text and its grounds, the smallest ratio. */
export function table(rows: readonly Contrast[]): string {
	const fronts = [...new Set(rows.map(({ front }) => front))];
	const lines = fronts.map((front) => {
		const own = rows.filter((row) => row.front === front);
		const least = (theme: Theme) => {
			const worst = own.reduce((one, other) => (other.ratios[theme] < one.ratios[theme] ? other : one));
			return `${worst.ratios[theme].toFixed(1)} on ${worst.back}`;
		};
		return `| ${front} | ${own.length} | ${THEMES.map(least).join(' | ')} |`;
	});
	return ['| colour | grounds | least, light | least, dark |', '| --- | --- | --- | --- |', ...lines].join(
		'\n',
	);
}

if (process.argv[1] === import.meta.filename) console.log(table(contrasts()));
