import { ENGINE_IDS, type EngineId } from '../engines/engines.ts';

/** A drawing, taken apart for the page. */
export interface Drawing {
	/** Its caption. */
	title: string;
	/** What it shows, in words that do without it. */
	description: string;
	/** The drawing itself, for putting into the page: without title and description, which stand beside it as text. */
	svg: string;
}

/** A drawing that a page cannot take: which, and what is wrong. */
export class DrawingError extends Error {
	override name = 'DrawingError';
}

/** Whatever could load something, run something, or bring colours and fonts that do not follow the theme. */
const FORBIDDEN: readonly (readonly [pattern: RegExp, what: string])[] = [
	[/<(?:script|style|image|foreignObject|a)\b/u, 'an element that drawings do not have'],
	[/\s(?:style|on\w+|href|xlink:href)=/u, 'an attribute that drawings do not have'],
	[/\s(?:fill|stroke|font-family|font-size)="(?!none")/u, 'a look of its own: use the classes'],
	[/<svg[^>]*\s(?:width|height)=/u, 'a fixed size: the viewBox is enough'],
];

/**
 * Reads the text of an SVG file in `content/diagrams/`.
 *
 * @param file its name without the ending, for errors and ids
 * @throws {DrawingError}
 */
export function parseDrawing(text: string, file: string): Drawing {
	const refuse = (what: string): never => {
		throw new DrawingError(`content/diagrams/${file}.svg: ${what}`);
	};
	const part = (name: string) => {
		const content = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'u').exec(text)?.[1]?.trim();
		return content ? content.replaceAll(/\s+/gu, ' ') : refuse(`expected a <${name}> with text, found none`);
	};
	for (const [pattern, what] of FORBIDDEN) {
		const found = pattern.exec(text)?.[0].trim();
		if (found !== undefined) refuse(`found ${found}, ${what}`);
	}
	if (!/<svg[^>]*\sviewBox="0 0 480 \d+"/u.test(text))
		refuse('expected a viewBox="0 0 480 …": all drawings have one width');
	const own = new RegExp(`\\sid="(?!${file.replaceAll('.', '-')}-)[^"]*"`, 'u').exec(text)?.[0].trim();
	if (own !== undefined) refuse(`found ${own}: ids begin with the drawing’s name, since a page has several`);
	const title = part('title');
	const description = part('desc');
	const svg = text
		.replaceAll(/<\?xml[\s\S]*?\?>|<!--[\s\S]*?-->|<(title|desc)>[\s\S]*?<\/\1>/gu, '')
		.replaceAll(/>\s+</gu, '><')
		// The name and the words stand around it.
		.replace('<svg ', '<svg aria-hidden="true" ')
		.trim();
	return { title, description, svg };
}

/**
 * The drawings of one name: `name.svg` for all readers, or one for each engine, `name.podman.svg` and so on.
 *
 * @param texts SVG texts by file name without its ending
 * @throws {DrawingError} when there is neither, or both, or one engine's is missing
 */
export function drawingsOf(
	name: string,
	texts: Readonly<Record<string, string>>,
): { engine: EngineId | undefined; drawing: Drawing }[] {
	const files = [name, ...ENGINE_IDS.map((id) => `${name}.${id}`)].filter((file) => file in texts);
	const isWhole =
		files.length === 1 ? files[0] === name : files.length === ENGINE_IDS.length && files[0] !== name;
	if (!isWhole)
		throw new DrawingError(
			`content/diagrams: expected ${name}.svg, or ${ENGINE_IDS.map((id) => `${name}.${id}.svg`).join(' and ')}; ` +
				`found ${files.map((file) => `${file}.svg`).join(', ') || 'none of them'}`,
		);
	return files.map((file) => ({
		engine: ENGINE_IDS.find((id) => file === `${name}.${id}`),
		drawing: parseDrawing(texts[file]!, file),
	}));
}
