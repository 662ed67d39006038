/**
 * A style sheet that puts a chapter’s name at the head of its pages. No browser knows `string-set`, with which paged
 * media do it; pages with names they know, so each chapter’s pages have its name.
 *
 * @param chapters by name as in their address, which is the id of their section, and with the title to print
 */
export function chapterPages(chapters: readonly { slug: string; title: string }[]): string {
	return chapters
		.map(
			({ slug, title }) =>
				`#${slug} { page: ${slug}; }\n@page ${slug} { @top-right { content: ${cssString(title)}; } }\n`,
		)
		.join('');
}

/** A text as a string of CSS. */
function cssString(text: string): string {
	return `"${text.replaceAll(/["\\\n]/gu, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`;
}
