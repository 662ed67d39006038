import subsetFont from 'subset-font';

/** The weights in which the book is set, of those that its typeface has. */
const WEIGHTS = [400, 600, 700] as const;

/** The book's typeface as font.css declares it once it is built. */
const VARIABLE_FACE =
	/@font-face\s*\{\s*font-family:\s*Literata;\s*src:\s*url\("?(?<address>[^")]+)"?\)[^}]*\}/u;

/**
 * Cuts the typeface, which has all weights between two, into one file for each that is used. Chromium puts a variable
 * font into a PDF as drawings of letters, one by one (Type 3): twice the size, and coarse on a screen.
 *
 * @param styles a style sheet
 * @param load gives the bytes of the typeface at its address in the style sheet
 * @param text all characters that are to be set in it
 * @returns the style sheet with these faces in it as data, waited for however late they come; as it was where it has no such face
 */
export async function withStaticFaces(
	styles: string,
	load: (address: string) => Promise<Uint8Array>,
	text: string,
): Promise<string> {
	const found = VARIABLE_FACE.exec(styles);
	if (!found) return styles;
	const font = await load(found.groups!['address']!);
	const characters = [...new Set(text)].join('');
	const faces = await Promise.all(
		WEIGHTS.map(async (wght) => {
			const face = await subsetFont(font, characters, {
				targetFormat: 'truetype',
				variationAxes: { wght },
				noLayoutClosure: true,
			});
			const data = Buffer.from(face).toString('base64');
			return `@font-face{font-family:Literata;src:url(data:font/ttf;base64,${data});font-weight:${wght};font-display:block}`;
		}),
	);
	return styles.replace(found[0], faces.join(''));
}
