import { ENGINES, ENGINE_IDS, engineById, type EngineId } from '../engines/engines.ts';
import { markdownFile, scriptFile } from '../markdown/address.ts';
import { fullTextFile } from './names.ts';
import { deepen, relink, type PageText } from './page-text.ts';

export interface Section {
	label: string;
	pages: readonly (PageText & {
		/** As in its address: `first-containers`. */
		name: string;
		/** Of a chapter. */
		number?: number;
	})[];
}

export interface BookText {
	title: string;
	summary: string;
	/** In reading order: the parts of the book, then its reference pages. */
	sections: readonly Section[];
}

/** Makes an address of a file's name, which is relative to the book's first page. */
type AddressOf = (file: string) => string;

const LICENCE = '[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)';

const isChapter = ({ number }: { number?: number }) => number !== undefined;
const titleOf = ({ number, title }: { number?: number; title: string }) =>
	number === undefined ? title : `${number}. ${title}`;

/** The book for programs that read: what it is, and a link to each page. The format is that of https://llmstxt.org. */
export function summaryText({ title, summary, sections }: BookText, addressOf: AddressOf): string {
	const [first] = sections[0]!.pages;
	const item = (name: string, file: string, note: string) => `- [${name}](${addressOf(file)}): ${note}`;
	const perEngine = ENGINES.map(({ id, label }) => `\`${markdownFile(first!.name, id)}\` for ${label}`);
	const lists = [
		...sections.map(({ label, pages }) => ({
			label,
			items: pages.map((page) => item(titleOf(page), markdownFile(page.name), page.description)),
		})),
		{
			label: 'The whole book as one text',
			items: [
				...ENGINES.map(({ id, label }) =>
					item(
						`For ${label}`,
						fullTextFile(id),
						`with ${label}’s commands and what they printed, and no other’s.`,
					),
				),
				item('For both engines', fullTextFile(), 'each command and output twice where the engines differ.'),
			],
		},
		{
			label: 'Check it',
			items: [
				item(
					'check.sh',
					'check.sh',
					'a POSIX shell script that runs the examples on your own engine and prints for each whether it does what the book says. `sh check.sh --list` only lists them.',
				),
			],
		},
		{
			// In this format: what may be left out when there is little room.
			label: 'Optional',
			items: sections
				.flatMap(({ pages }) => pages.filter(isChapter))
				.flatMap((page) =>
					ENGINES.map(({ id, label }) =>
						item(`${titleOf(page)}: commands for ${label}`, scriptFile(page.name, id), 'a shell script.'),
					),
				),
		},
	];
	return [
		`# ${title}`,
		`> ${summary}`,
		`Each page is Markdown at its address plus \`.md\`. The links below lead to the text with the commands of ${ENGINES.map(({ label }) => label).join(' and ')}, each labelled. For one engine’s text alone put its name before the ending: ${perEngine.join(', ')}.`,
		`The text between a command and the next is what the engine printed when the command ran; none of it was typed by hand. Licence: ${LICENCE}.`,
		...lists.map(({ label, items }) => `## ${label}\n\n${items.join('\n')}`),
	]
		.join('\n\n')
		.concat('\n');
}

/**
 * The whole book as one Markdown text: its parts are headings of the second level, chapters of the third.
 *
 * @param book its pages as they are for the engine
 */
export function fullText(
	{ title, summary, sections }: BookText,
	engine: EngineId | undefined,
	addressOf: AddressOf,
): string {
	const whose = (engine ? [engine] : ENGINE_IDS).map((id) => engineById(id).label).join(' and ');
	return [
		`# ${title}`,
		`> ${summary}`,
		`The whole text, for ${whose}. Licence: ${LICENCE}.`,
		...sections.flatMap(({ label, pages }) => [
			`## ${label}`,
			...pages.flatMap((page) => [
				`### ${titleOf(page)}`,
				page.description,
				relink(deepen(page.body, 2), (href) =>
					// A place on the page itself: other pages may have one of the same name.
					addressOf(href.startsWith('#') ? `${markdownFile(page.name, engine)}${href}` : href),
				),
			]),
		]),
	]
		.join('\n\n')
		.concat('\n');
}
