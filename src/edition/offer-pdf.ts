/** Where the edition leads to its PDF, once there is one. */
export const PDF_PLACE = '<!-- pdf -->';

interface Pdf {
	/** Of the file, which lies beside the page. */
	name: string;
	/** How many it has. */
	pages: number;
	/** Its size. */
	bytes: number;
}

/**
 * Has an edition lead to its PDF.
 *
 * @param html the edition
 * @throws {Error} when there is no place for it
 */
export function offerPdf(html: string, { name, pages, bytes }: Pdf): string {
	if (!html.includes(PDF_PLACE)) throw new Error(`expected ${PDF_PLACE} in the edition, found none`);
	return html.replace(
		PDF_PLACE,
		`<br><a href="${name}">The same as a PDF</a>, ${pages} pages, ${megabytes(bytes)}`,
	);
}

/** A size as it is said to readers: `5.3 MB`. */
export function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}
