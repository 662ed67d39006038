import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { openPdf, pagesOfNames, type PdfFile } from './pdf-file.ts';
import { withStaticFaces } from './static-faces.ts';

/** Where the browser takes the site to be: nowhere. Whatever it asks for comes from the folder. */
const ORIGIN = 'http://book.invalid';

/** After so many rounds the numbers of pages must have come to rest. Two do, unless a number gets longer. */
const MOST_ROUNDS = 5;

interface Print {
	browser: Browser;
	/** The built site. */
	dir: URL;
	/** The page to print, within the site: `print/podman/`. */
	path: string;
	/** The address at which the site is served, if that is known. */
	site: string | undefined;
}

/**
 * Prints an edition on A4. A browser cannot say in the contents on which page a chapter begins (`target-counter` of CSS):
 * it is printed, the numbers are read off what came, put into the page, and it is printed again, until they hold.
 *
 * @returns the PDF as the browser made it: tagged, with an outline of its headings
 * @throws {Error} when the numbers do not come to rest, or something that the page asks for is not there
 */
export async function printPdf({ browser, dir, path, site }: Print): Promise<PdfFile> {
	const context = await browser.newContext({ colorScheme: 'light' });
	try {
		const page = await context.newPage();
		const missing = await serveFrom(dir, path, page);
		await page.goto(`${ORIGIN}/${path}`);
		if (missing.length > 0) throw new Error(`/${path} asks for what is not there: ${missing.join(', ')}`);
		await page.evaluate(prepare, { origin: ORIGIN, site });
		let known = pagesOfNames(await print(page, { draft: true }));
		for (let round = 0; round < MOST_ROUNDS; round++) {
			await page.evaluate(fillIn, known);
			const pdf = await print(page, { draft: false });
			const now = pagesOfNames(pdf);
			if (sameNumbers(known, now)) return pdf;
			known = now;
		}
		throw new Error(`the numbers of the pages of /${path} did not come to rest in ${MOST_ROUNDS} rounds`);
	} finally {
		await context.close();
	}
}

async function print(page: Page, { draft }: { draft: boolean }): Promise<PdfFile> {
	return openPdf(
		await page.pdf({
			format: 'A4',
			printBackground: true,
			// A draft is for its numbers alone, and takes less time.
			tagged: !draft,
			outline: !draft,
		}),
	);
}

/** Answers what the page asks for with files, and notes what is not there. */
async function serveFrom(dir: URL, path: string, page: Page): Promise<string[]> {
	const missing: string[] = [];
	const fileAt = (pathname: string) =>
		fileURLToPath(new URL(`.${pathname}${pathname.endsWith('/') ? 'index.html' : ''}`, dir));
	const text = await readFile(fileAt(`/${path}`), 'utf8');
	await page.route('**/*', async (route) => {
		const { origin, pathname } = new URL(route.request().url());
		const file = fileAt(pathname);
		if (origin !== ORIGIN || !existsSync(file)) {
			missing.push(route.request().url());
			return route.abort();
		}
		if (!file.endsWith('.css')) return route.fulfill({ path: file });
		const styles = await readFile(file, 'utf8');
		const load = (address: string) => readFile(fileAt(new URL(address, ORIGIN + pathname).pathname));
		return route.fulfill({ contentType: 'text/css', body: await withStaticFaces(styles, load, text) });
	});
	return missing;
}

/** In the browser: what a link out of the edition is in a file that lies anywhere, and places for numbers. */
async function prepare({ origin, site }: { origin: string; site: string | undefined }): Promise<void> {
	for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href]')) {
		const { href, hash } = link;
		if (!href.startsWith(`${origin}/`)) continue;
		const target = link.getAttribute('href')!.startsWith('#') && document.getElementById(hash.slice(1));
		if (!target) {
			// A page of the site that is not in the edition.
			if (site) link.href = new URL(href.slice(origin.length + 1), site).href;
			else link.removeAttribute('href');
			continue;
		}
		const inContents = link.closest('.contents, .part > header');
		const elsewhere = target.closest('.chapter') !== link.closest('.chapter') && !link.matches('.term');
		if (!inContents && !elsewhere) continue;
		const number = document.createElement('span');
		number.className = 'page';
		number.dataset['of'] = target.id;
		// In the contents it stands at the end of the line, in lists of places and in a sentence behind the words.
		number.dataset['form'] = link.closest('.contents')
			? '#'
			: link.closest('.commands dd')
				? ' #'
				: ' (page #)';
		// About as wide as what comes, so that it moves little.
		number.textContent = number.dataset['form'].replace('#', '100');
		if (link.closest('.contents')) link.append(number);
		else link.after(number);
	}
	await document.fonts.ready;
}

/** In the browser: puts the numbers of pages into their places. */
function fillIn(pages: Record<string, number>): void {
	for (const place of document.querySelectorAll<HTMLElement>('.page[data-of]')) {
		const number = pages[place.dataset['of']!];
		if (number === undefined) throw new Error(`it is not known on which page #${place.dataset['of']!} is`);
		place.textContent = place.dataset['form']!.replace('#', String(number));
	}
}

function sameNumbers(before: Record<string, number>, after: Record<string, number>): boolean {
	return Object.entries(after).every(([name, page]) => before[name] === page);
}
