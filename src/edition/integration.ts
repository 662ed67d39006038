import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { chromium } from 'playwright-core';
import { sourceTime } from '../archive/source-time.ts';
import { ENGINES, type EngineId } from '../engines/engines.ts';
import { editionPath, pdfFile } from './address.ts';
import { assemble, type Part } from './assemble.ts';
import { BOOK } from './book.ts';
import { findBrowser } from './browser.ts';
import { megabytes, offerPdf } from './offer-pdf.ts';
import { finishPdf } from './pdf-file.ts';
import { printPdf } from './print-pdf.ts';
import { readPage } from './take-page.ts';

/**
 * After a build, puts the whole book onto one page for each engine, made of the pages that were built; and prints it
 * into a PDF where there is a browser. `PDF=no` leaves the PDFs out.
 */
export function printEditions(): AstroIntegration {
	let site: string | undefined;
	return {
		name: 'print-editions',
		hooks: {
			'astro:config:done': ({ config }) => {
				site = config.site;
			},
			'astro:build:done': async ({ dir, logger }) => {
				const parts = await readBook(dir);
				for (const { id } of ENGINES) {
					const file = pageOf(dir, id);
					await writeFile(file, assemble({ frame: await readFile(file, 'utf8'), parts, engine: id }));
				}
				logger.info(`${parts.flatMap(({ pages }) => pages).length} pages are one, for each engine.`);
				if (process.env['PDF'] === 'no') return;
				const executablePath = findBrowser();
				if (!executablePath) {
					logger.info('There is no Chromium to print it with: the book has no PDF this time.');
					return;
				}
				for (const made of await makePdfs({ dir, executablePath, site })) logger.info(made);
			},
		},
	};
}

/** @returns a line for each PDF, for whoever builds the book */
async function makePdfs({
	dir,
	executablePath,
	site,
}: {
	dir: URL;
	executablePath: string;
	site: string | undefined;
}): Promise<string[]> {
	const browser = await chromium.launch({
		executablePath,
		// Widths of letters as the typeface has them: on paper there are no pixels to fit them to.
		args: ['--font-render-hinting=none'],
		chromiumSandbox: false,
	});
	try {
		return await Promise.all(
			ENGINES.map(async ({ id, label }) => {
				const name = pdfFile(id);
				const printed = await printPdf({ browser, dir, path: editionPath(id), site });
				const { bytes, pages } = await finishPdf(printed, {
					title: `Containers by Example, for ${label}`,
					subject: 'Every command has been run on Podman and on Docker. CC BY-SA 4.0',
					date: sourceTime(),
				});
				await writeFile(new URL(`${editionPath(id)}${name}`, dir), bytes);
				// Only now is there something to lead to.
				const file = pageOf(dir, id);
				const html = offerPdf(await readFile(file, 'utf8'), { name, pages, bytes: bytes.length });
				await writeFile(file, html);
				return `${name} has ${pages} pages and ${megabytes(bytes.length)}.`;
			}),
		);
	} finally {
		await browser.close();
	}
}

function pageOf(dir: URL, engine: EngineId): URL {
	return new URL(`${editionPath(engine)}index.html`, dir);
}

/** The pages as they were built, read once for all editions. */
function readBook(dir: URL): Promise<Part[]> {
	return Promise.all(
		BOOK.map(async ({ pages, ...part }) => ({
			...part,
			pages: await Promise.all(
				pages.map(async ({ slug, leaveOut }) =>
					readPage(slug, await readFile(new URL(`${slug}/index.html`, dir), 'utf8'), leaveOut),
				),
			),
		})),
	);
}
