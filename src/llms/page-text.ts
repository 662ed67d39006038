/** A page's Markdown, as src/markdown makes it, in its parts. */
export interface PageText {
	title: string;
	description: string;
	/** What is below the line that says where the page is from. */
	body: string;
}

/**
 * @param markdown a page: title, description, a line in italics on where it is from, text
 * @throws {Error} when it begins in another way
 */
export function readPageText(markdown: string): PageText {
	const parts = /^# (?<title>.+)\n\n(?<description>.+)\n\n\*From .+\*\n(?<body>[^]*)$/u.exec(
		markdown,
	)?.groups;
	if (!parts)
		throw new Error(
			`expected “# title”, a description and a line in italics on the origin, found “${markdown.slice(0, 60)}”`,
		);
	const { title, description, body } = parts as Record<keyof PageText, string>;
	return { title, description, body: body.trim() };
}

/** A line that opens or ends fenced code, also in a list or a quotation. */
const FENCE = /^[ >]*(`{3,})/u;

/** Changes the lines of a Markdown text that are no code between fences. */
function mapProse(markdown: string, change: (line: string) => string): string {
	let open: string | undefined;
	return markdown
		.split('\n')
		.map((line) => {
			const fence = FENCE.exec(line)?.[1];
			if (open === undefined && fence === undefined) return change(line);
			if (open === undefined) open = fence;
			else if (line.trimEnd().endsWith(open) && fence === open) open = undefined;
			return line;
		})
		.join('\n');
}

/** Puts all headings some levels deeper, to stand below those of a larger text. */
export function deepen(markdown: string, levels: number): string {
	return mapProse(markdown, (line) => line.replace(/^#+ /u, (sign) => '#'.repeat(levels) + sign));
}

/**
 * Changes where links lead. Addresses with a scheme of their own stay.
 *
 * @param linkTo gets a link relative to the file in which it stands
 */
export function relink(markdown: string, linkTo: (href: string) => string): string {
	return mapProse(markdown, (line) =>
		// Code within a line is passed over.
		line.replace(
			/(`+)(?:(?!\1).)+\1|\]\((?![a-z]+:)(?<href>[^)\s]+)\)/giu,
			(all: string, _code: string | undefined, href: string | undefined) =>
				href === undefined ? all : `](${linkTo(href)})`,
		),
	);
}
