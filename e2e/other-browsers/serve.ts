import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { probe } from './probe.ts';

const ROOT = fileURLToPath(new URL('../../dist/', import.meta.url));

/** The beginning of a page's policy, which lets it have no frames. A check puts a page into one, to make it narrow. */
const NO_FRAMES = "default-src 'none'";

/** The built book on a port of this machine, watched. */
export interface Site {
	/** With a slash at its end. */
	url: string;
	/** What has gone wrong since it was last emptied: requests that failed, and what pages have told of. */
	faults: string[];
	/** Runs in each page before its own scripts; undefined for nothing. It must not use anything outside itself. */
	before: (() => void) | undefined;
	/** Whether pages are watched. One that is not is sent as it was built, and only such a one is kept for reading offline. */
	isWatching: boolean;
	/** Whether no request is answered. */
	isGone: boolean;
	close: () => Promise<void>;
}

/**
 * Serves `dist`. Each page gets a script before its own ones that reports errors back: so every browser is watched in the
 * same way, from the first line on, whatever its driver can do.
 */
export async function serve(): Promise<Site> {
	const site: Site = {
		url: '',
		faults: [],
		before: undefined,
		isWatching: true,
		isGone: false,
		close: () => Promise.resolve(),
	};
	const files = sirv(ROOT, { dev: true });
	const server = createServer((request, response) => {
		if (site.isGone) {
			request.socket.destroy();
			return;
		}
		const { pathname } = new URL(request.url!, 'http://localhost');
		response.once('finish', () => {
			// Browsers ask for it by themselves, and it is not the book's.
			if (response.statusCode >= 400 && pathname !== '/favicon.ico')
				site.faults.push(`${response.statusCode} for ${pathname}`);
		});
		if (request.method === 'POST') {
			request.setEncoding('utf8').on('data', (text: string) => site.faults.push(text));
			request.on('end', () => response.writeHead(204).end());
		} else if (pathname.endsWith('/') && site.isWatching) {
			void readFile(`${ROOT}${pathname}index.html`, 'utf8').then(
				(html) => {
					const scripts = [probe, ...(site.before ? [site.before] : [])];
					response
						.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
						.end(
							html
								.replace(
									'<head>',
									() => `<head>${scripts.map((work) => `<script>(${String(work)})()</script>`).join('')}`,
								)
								.replace(NO_FRAMES, `${NO_FRAMES}; frame-src 'self'`),
						);
				},
				() => response.writeHead(404).end(),
			);
		} else files(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	site.close = () =>
		new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	return site;
}
