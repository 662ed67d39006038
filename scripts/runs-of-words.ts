import { createHash } from 'node:crypto';

/** Words in a row that two texts may share by chance; one more is a copied sentence. */
export const RUN = 5;
/** Hexadecimal digits of a fingerprint: enough that a whole book meets none by chance. */
const DIGITS = 10;

/** A text in Markdown or MDX as runs of prose: what separates sentences, list items and cells separates runs. */
function passagesIn(markdown: string): string[] {
	return markdown
		.replaceAll(/^---\n[\s\S]*?\n---\n/gu, '')
		.replaceAll(/^ *(`{3,})[\s\S]*?^ *\1/gmu, '\n\n')
		.replaceAll(/^import .*$/gmu, '')
		.replaceAll(/`[^`\n]*`/gu, ' | ')
		.replaceAll(/\]\([^)]*\)/gu, ']')
		.replaceAll(/https?:\/\/\S+/gu, ' | ')
		.replaceAll(/<(?:Cmd|Example|Diagram)\b[^>]*>/gu, ' | ')
		.replaceAll(/<[^>]*>/gu, ' ')
		.replaceAll(/^\s*(?:[-*>]|\d+\.|#+)\s+/gmu, '\n\n')
		.split(/\n\s*\n|[.:;!?|()]/u);
}

/** Every run of five words in a text's prose, with neither case nor punctuation. */
export function runsOfWords(markdown: string): string[] {
	return passagesIn(markdown).flatMap((passage) => {
		const words =
			passage
				.toLowerCase()
				.replaceAll('’', "'")
				.match(/[\p{L}\d][\p{L}\d'-]*/gu) ?? [];
		return words.slice(RUN - 1).map((_, index) => words.slice(index, index + RUN).join(' '));
	});
}

/** A run as it is kept: it can be recognised, and not read. */
export function fingerprint(run: string): string {
	return createHash('sha256').update(run).digest('hex').slice(0, DIGITS);
}
