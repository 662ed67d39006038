import { engineById, ENGINE_IDS } from '../engines/engines.ts';
import { addressOf } from './address-of.ts';
import { excerptsOf, hitsIn, cut, type Segment } from './excerpt.ts';
import type { Found } from './find.ts';
import type { LoadedBook } from './load-index.ts';
import type { Term } from './query.ts';

/**
 * One result: where it leads, and what was found there.
 *
 * @param ofBoth whether results of both engines are shown: then one that is for one engine says so
 */
export function resultView(
	{ place, engines, words }: Found,
	terms: readonly Term[],
	book: LoadedBook,
	ofBoth: boolean,
): HTMLLIElement {
	const page = book.pages[place.page]!;
	const one = engines.length === 1 ? engines[0] : undefined;
	const choice = engines.length === ENGINE_IDS.length ? 'both' : one;
	const link = element('a', 'search-link');
	link.href = addressOf(book.root, page, place, choice).href;
	const title = element('span', 'search-title');
	title.append(...marked(cut(words.title, hitsIn(words.title, terms), 200)));
	const where = element('span', 'search-where');
	where.append(
		place.kind === 'example' ? 'Example' : 'Text',
		' · ',
		page.number === undefined ? page.title : `${page.number}. ${page.title}`,
		...(one === undefined || !ofBoth ? [] : [` · ${engineById(one).label}`]),
	);
	link.append(title, where);
	for (const { kind, segments } of excerptsOf(words, terms, place.kind)) {
		const excerpt = element(kind === 'text' ? 'span' : 'code', `search-excerpt search-${kind}`);
		excerpt.append(...marked(segments));
		link.append(excerpt);
	}
	const item = element('li');
	item.append(link);
	if (engines.length > 1) {
		const choices = element('p', 'search-engines');
		for (const engine of engines) {
			const { label } = engineById(engine);
			const each = element('a');
			each.href = addressOf(book.root, page, place, engine).href;
			each.textContent = label;
			each.setAttribute('aria-label', `${label}: ${words.title}`);
			choices.append(each);
		}
		item.append(choices);
	}
	return item;
}

function marked(segments: readonly Segment[]): (string | HTMLElement)[] {
	return segments.map(({ text, marked }) => {
		if (!marked) return text;
		const mark = element('mark');
		mark.textContent = text;
		return mark;
	});
}

export function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	className = '',
): HTMLElementTagNameMap[Name] {
	const made = document.createElement(name);
	made.className = className;
	return made;
}
