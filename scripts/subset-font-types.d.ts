/** What is used of subset-font, which comes without types: https://github.com/papandreou/subset-font */
declare module 'subset-font' {
	interface Options {
		targetFormat: 'woff2' | 'sfnt' | 'truetype';
		/** Axes of a variable font: the part that stays. */
		variationAxes?: Record<string, { min: number; max: number } | number>;
		/** OpenType features that stay, by their tags; all, where it is not given. */
		keepFeatures?: string[];
		/** Tables that go, by their tags. */
		dropTables?: string[];
		/** Without the glyphs that only layout features lead to. */
		noLayoutClosure?: boolean;
	}
	export default function subsetFont(font: Uint8Array, text: string, options: Options): Promise<Uint8Array>;
}
