import {
	PDFDict,
	PDFDocument,
	PDFHexString,
	PDFName,
	PDFNumber,
	PDFString,
	type PDFRef,
} from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { finishPdf, openPdf, pagesOfNames } from './pdf-file.ts';

/** A PDF as Chromium makes it, in small: names of places, element ids that start anywhere, an outline under one title. */
async function made(firstId: number): Promise<PDFDocument> {
	const file = await PDFDocument.create({ updateMetadata: false });
	const [, second] = [file.addPage(), file.addPage()];
	const { context, catalog } = file;
	catalog.set(
		PDFName.of('Dests'),
		context.obj({ 'images.pull': [second.ref, PDFName.of('XYZ'), 0, 700, 0] }),
	);
	const id = (offset: number) => PDFString.of(`node${String(firstId + offset).padStart(8, '0')}`);
	catalog.set(
		PDFName.of('StructTreeRoot'),
		context.register(context.obj({ K: [{ ID: id(0), A: [{ Headers: [id(5)] }] }, { ID: id(5) }] })),
	);
	const entry = (title: string, parent: PDFRef): [PDFRef, PDFDict] => {
		const dict = context.obj({ Title: PDFHexString.fromText(title), Parent: parent });
		return [context.register(dict), dict];
	};
	const outline = context.obj({});
	const outlineRef = context.register(outline);
	const [bookRef, book] = entry('Book', outlineRef);
	const [partRef, part] = entry('Part', bookRef);
	const [chapterRef, chapter] = entry('Chapter', partRef);
	const [sectionRef] = entry('Section', chapterRef);
	for (const [parent, child] of [
		[outline, bookRef],
		[book, partRef],
		[part, chapterRef],
		[chapter, sectionRef],
	] as const)
		for (const key of ['First', 'Last']) parent.set(PDFName.of(key), child);
	catalog.set(PDFName.of('Outlines'), outlineRef);
	return openPdf(await file.save());
}
const DESCRIPTION = { title: 'Title', subject: 'Subject', date: new Date(Date.UTC(2026, 0, 2)) };

test('the page of a place is told by its name, counted from 1', async () => {
	expect(pagesOfNames(await made(7))).toEqual({ 'images.pull': 2 });
});

test('a PDF without places is refused', async () => {
	const empty = await PDFDocument.create();
	empty.addPage();
	expect(() => pagesOfNames(empty)).toThrow('no named places');
});

test('it says what it is, and when it is from', async () => {
	const { bytes, pages } = await finishPdf(await made(7), DESCRIPTION);
	const file = await openPdf(bytes);
	expect(pages).toBe(2);
	expect([file.getTitle(), file.getSubject(), file.getCreationDate()]).toEqual([
		'Title',
		'Subject',
		DESCRIPTION.date,
	]);
	const undated = await openPdf((await finishPdf(await made(7), { ...DESCRIPTION, date: undefined })).bytes);
	expect(undated.getCreationDate()).toBeUndefined();
});

test('the same document becomes the same bytes, whatever the browser had counted before', async () => {
	const [one, other] = await Promise.all([made(7), made(1234)]);
	expect((await finishPdf(one, DESCRIPTION)).bytes).toEqual((await finishPdf(other, DESCRIPTION)).bytes);
});

test('its outline begins with the parts, and chapters are folded', async () => {
	const file = await openPdf((await finishPdf(await made(7), DESCRIPTION)).bytes);
	const first = (entry: PDFDict) => entry.lookup(PDFName.of('First'), PDFDict);
	const number = (entry: PDFDict) => entry.lookup(PDFName.of('Count'), PDFNumber).asNumber();
	const outline = file.catalog.lookup(PDFName.of('Outlines'), PDFDict);
	const part = first(outline);
	expect(part.lookup(PDFName.of('Title'), PDFHexString).decodeText()).toBe('Part');
	expect(part.get(PDFName.of('Parent'))).toEqual(file.catalog.get(PDFName.of('Outlines')));
	expect([number(outline), number(part), number(first(part))]).toEqual([2, 1, -1]);
});
