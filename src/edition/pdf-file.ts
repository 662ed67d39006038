import {
	PDFArray,
	PDFDict,
	PDFDocument,
	PDFName,
	PDFNumber,
	PDFRef,
	PDFString,
	type PDFObject,
} from '@cantoo/pdf-lib';

export type PdfFile = PDFDocument;

/** Reads a PDF. @throws {Error} when it is none */
export function openPdf(bytes: Uint8Array): Promise<PdfFile> {
	return PDFDocument.load(bytes, { updateMetadata: false });
}

/**
 * On which page each place is that a link leads to, counted from 1, by the place’s id in the HTML.
 *
 * @throws {Error} when the PDF has no such places
 */
export function pagesOfNames(file: PdfFile): Record<string, number> {
	const places = file.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
	if (!places) throw new Error('the PDF has no named places: its links lead nowhere');
	const numbers = new Map(file.getPages().map(({ ref }, index) => [ref, index + 1]));
	return Object.fromEntries(
		places.entries().map(([name, place]) => {
			const page = file.context.lookup(place, PDFArray).get(0);
			return [name.decodeText(), page instanceof PDFRef ? numbers.get(page)! : NaN];
		}),
	);
}

/** What a PDF says of itself. */
export interface Description {
	title: string;
	subject: string;
	/** When it is from; without it, it does not say. */
	date: Date | undefined;
}

/**
 * Finishes a PDF that the browser made: what it says of itself, its outline without the book’s title above everything,
 * chapters folded. The same PDF with the same description comes out as the same bytes.
 */
export async function finishPdf(
	file: PdfFile,
	{ title, subject, date }: Description,
): Promise<{ bytes: Uint8Array; pages: number }> {
	file.setTitle(title);
	file.setSubject(subject);
	file.setCreator('Containers by Example');
	const info = file.context.lookup(file.context.trailerInfo.Info, PDFDict);
	for (const key of ['CreationDate', 'ModDate']) info.delete(PDFName.of(key));
	if (date) {
		file.setCreationDate(date);
		file.setModificationDate(date);
	}
	file.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
	liftOutline(file);
	renumberElements(file);
	return {
		bytes: await file.save({ addDefaultPage: false, useObjectStreams: true }),
		pages: file.getPageCount(),
	};
}

const FIRST = PDFName.of('First');
const LAST = PDFName.of('Last');
const NEXT = PDFName.of('Next');
const PARENT = PDFName.of('Parent');
const COUNT = PDFName.of('Count');

/** An outline whose only top entry is the book becomes one of its parts, which are open, and of their chapters, which are not. */
function liftOutline(file: PDFDocument): void {
	const outline = file.catalog.lookup(PDFName.of('Outlines'), PDFDict);
	const book = outline.lookup(FIRST, PDFDict);
	if (book.has(NEXT) || !book.has(FIRST)) return;
	const outlineRef = file.catalog.get(PDFName.of('Outlines'))!;
	for (const key of [FIRST, LAST]) outline.set(key, book.get(key)!);
	let shown = 0;
	for (const part of entriesOf(outline)) {
		part.set(PARENT, outlineRef);
		const chapters = entriesOf(part);
		shown += 1 + chapters.length;
		if (chapters.length > 0) part.set(COUNT, PDFNumber.of(chapters.length));
		for (const chapter of chapters) {
			const sections = entriesOf(chapter).length;
			// Less than nothing: so many that do not show before it is opened.
			if (sections > 0) chapter.set(COUNT, PDFNumber.of(-sections));
		}
	}
	outline.set(COUNT, PDFNumber.of(shown));
}

/** An element’s id in a tagged PDF of Chromium’s. */
const ELEMENT_ID = /^node\d{8}$/u;

/**
 * Counts the ids of the tagged elements from 1. The browser goes on counting through all that it did before, some of
 * which is a matter of time; their order is the document’s, and stays.
 */
function renumberElements(file: PdfFile): void {
	const places: { id: string; put: (id: PDFString) => void }[] = [];
	const look = (value: PDFObject, put: (id: PDFString) => void): void => {
		if (value instanceof PDFString) {
			const id = value.asString();
			if (ELEMENT_ID.test(id)) places.push({ id, put });
		} else if (value instanceof PDFArray)
			value.asArray().forEach((item, index) => look(item, (id) => value.set(index, id)));
		else if (value instanceof PDFDict)
			for (const [key, item] of value.entries()) look(item, (id) => value.set(key, id));
	};
	for (const [ref, object] of file.context.enumerateIndirectObjects())
		look(object, (id) => file.context.assign(ref, id));
	const ids = [...new Set(places.map(({ id }) => id))].sort();
	const numbers = new Map(ids.map((id, index) => [id, `node${String(index + 1).padStart(8, '0')}`]));
	for (const { id, put } of places) put(PDFString.of(numbers.get(id)!));
}

function entriesOf(parent: PDFDict): PDFDict[] {
	const entries: PDFDict[] = [];
	for (
		let entry = parent.lookupMaybe(FIRST, PDFDict);
		entry !== undefined;
		entry = entry.lookupMaybe(NEXT, PDFDict)
	)
		entries.push(entry);
	return entries;
}
