import { expect, test } from 'vitest';
import { offerPdf, PDF_PLACE } from './offer-pdf.ts';

const PDF = { name: 'book.pdf', pages: 300, bytes: 3_561_000 };

test('an edition leads to its PDF, and says how long and how large it is', () => {
	expect(offerPdf(`<p>${PDF_PLACE}</p>`, PDF)).toBe(
		'<p><br><a href="book.pdf">The same as a PDF</a>, 300 pages, 3.6 MB</p>',
	);
});

test('where there is no place for it, that is a fault', () => {
	expect(() => offerPdf('<p></p>', PDF)).toThrow('found none');
});
