import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import sirv from 'sirv';

const DIST = path.resolve(import.meta.dirname, '../dist');

/** The headers for every address, as the build wrote them for hosts that read such a file. */
export function builtHeaders(): Record<string, string> {
	const [rules] = readFileSync(path.join(DIST, '_headers'), 'utf8').split('\n\n');
	return Object.fromEntries(
		rules!
			.split('\n')
			.filter((line) => line.startsWith('  '))
			.map(
				(line) =>
					line
						.trim()
						.split(/: (.*)/su)
						.slice(0, 2) as [string, string],
			),
	);
}

/**
 * Serves the built book on a free port of this machine, as a plain file server does: a folder is its page, and what is
 * not there is the page for lost readers.
 *
 * @param below the path under which the book is, with its slashes
 * @returns the address of the book's first page
 */
export async function serveBook(
	below: string,
	{ folder = DIST, headers = {} }: { folder?: string; headers?: Record<string, string> } = {},
): Promise<{ url: string; close: () => Promise<void> }> {
	const lost = readFileSync(path.join(folder, '404.html'));
	const files = sirv(folder, {
		onNoMatch: (_, answer) => answer.writeHead(404, { 'content-type': 'text/html' }).end(lost),
	});
	const server = createServer((request, response) => {
		for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
		if (!request.url!.startsWith(below)) return void response.writeHead(404).end();
		request.url = request.url!.slice(below.length - 1);
		files(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}${below}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
