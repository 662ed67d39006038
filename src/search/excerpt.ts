import type { Words } from './index-format.ts';
import type { Hit, Term } from './query.ts';

/** A piece of text; the marked ones are what was looked for. */
export interface Segment {
	text: string;
	marked: boolean;
}

export interface Excerpt {
	/** How it is set: a command, what it printed, or a sentence. */
	kind: 'command' | 'output' | 'text';
	segments: Segment[];
}

/** Characters that an excerpt has, about. */
const LENGTH = { command: 110, output: 110, text: 180 };

/**
 * What a result shows of its place: the line of a command that has most of the terms, and where the text or an output has ones
 * that the command has not, that too.
 */
export function excerptsOf(words: Words, terms: readonly Term[], kind: 'example' | 'text'): Excerpt[] {
	const outputLines = words.outputs.flatMap((output) => output.split('\n'));
	const commandLines = words.commands.flatMap((command) => command.split('\n'));
	const command = best(commandLines, terms);
	const output = best(outputLines, terms);
	const text = best(words.text.split('\n'), terms);
	const excerpts: Excerpt[] = [];
	const known = new Set<Term>();
	const show = (kind: Excerpt['kind'], line: string, marked: readonly Term[]) => {
		excerpts.push({ kind, segments: cut(line, hitsIn(line, marked), LENGTH[kind]) });
		for (const term of marked) if (term.find(line).length > 0) known.add(term);
	};
	const isNews = (line: string) => terms.some((term) => !known.has(term) && term.find(line).length > 0);
	// An example is known by its commands, a text by its sentences.
	if (kind === 'example') show('command', command ?? commandLines[0]!, terms);
	else if (text !== undefined) show('text', text, terms);
	else if (command === undefined) show('text', words.text.split('\n')[0]!, terms);
	if (kind === 'text' && command !== undefined && isNews(command)) show('command', command, terms);
	if (kind === 'example' && text !== undefined && isNews(text)) show('text', text, terms);
	if (output !== undefined && isNews(output)) show('output', output, terms);
	return excerpts.filter(({ segments }) => segments.length > 0);
}

/** The line with most of the terms; undefined where none has any. */
function best(lines: readonly string[], terms: readonly Term[]): string | undefined {
	let most = 0;
	let chosen: string | undefined;
	for (const line of lines) {
		const worth = terms.reduce(
			(sum, term) => sum + term.find(line).reduce((max, { fit }) => Math.max(max, fit), 0),
			0,
		);
		if (worth > most) [most, chosen] = [worth, line];
	}
	return chosen;
}

/** Where the terms stand, in order, none within another; a worse fit gives way where a term has a better one. */
export function hitsIn(text: string, terms: readonly Term[]): Hit[] {
	const all = terms.flatMap((term) => {
		const hits = term.find(text);
		const top = hits.reduce((max, { fit }) => Math.max(max, fit), 0);
		return hits.filter(({ fit }) => fit * 2 >= top);
	});
	const hits: Hit[] = [];
	for (const hit of all.sort((a, b) => a.start - b.start || b.end - a.end)) {
		const last = hits.at(-1);
		if (last && hit.start < last.end) last.end = Math.max(last.end, hit.end);
		else hits.push({ ...hit });
	}
	return hits;
}

/**
 * Cuts a text to about a length, around the first place with most of the hits, and marks these.
 *
 * @param hits in order, none within another
 */
export function cut(text: string, hits: readonly Hit[], length: number): Segment[] {
	const counts = hits.map(
		({ start }) => hits.filter((other) => other.start >= start && other.end <= start + length).length,
	);
	const first = hits[counts.indexOf(Math.max(...counts))]?.start ?? 0;
	let from = first > length * 0.6 ? text.lastIndexOf(' ', first - length * 0.3) + 1 : 0;
	if (first - from > length * 0.8) from = first;
	let to = text.length;
	if (to - from > length * 1.15) {
		const end = from + length;
		const hit = hits.find(({ start, end: after }) => start < end && after > end);
		const space = text.lastIndexOf(' ', end);
		to = hit ? hit.end : space > from + length / 2 ? space : end;
	}
	const segments: Segment[] = [];
	const add = (piece: string, marked: boolean) => {
		if (piece !== '') segments.push({ text: piece, marked });
	};
	let at = from;
	for (const { start, end } of hits) {
		if (start < from || end > to) continue;
		add((at === from && from > 0 ? '… ' : '') + text.slice(at, start), false);
		add(text.slice(start, end), true);
		at = end;
	}
	add((at === from && from > 0 ? '… ' : '') + text.slice(at, to) + (to < text.length ? ' …' : ''), false);
	return segments;
}
