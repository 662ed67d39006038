import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import sirv from 'sirv';

/** A server of a built book that tests can stop, start again at the same address, and have answer otherwise. */
export interface BookServer {
	/** Where the book is. */
	root: string;
	/** Addresses within the book that have been asked for, since it was emptied. */
	asked: string[];
	/** What is sent in place of a file, by its address within the book: another text, or a status. */
	instead: Map<string, string | number>;
	/** Milliseconds before each answer. */
	delay: number;
	/** With each answer. */
	headers: Record<string, string>;
	stop(): Promise<void>;
	start(): Promise<void>;
}

const LOST_PAGE = '404.html';

/**
 * Starts one on a free port of this machine.
 *
 * @param below the path below which the book is, with its slashes
 */
export async function serveBook(folder: string, below = '/'): Promise<BookServer> {
	const files = sirv(folder, { dev: true });
	let server: Server | undefined;
	let port = 0;
	const answer = (request: IncomingMessage, response: ServerResponse) => {
		const send = (status: number, name: string, body: string) => {
			const type = name.endsWith('.js') ? 'text/javascript' : 'text/html';
			response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
		};
		const isBelow = request.url!.startsWith(below);
		const address = isBelow ? request.url!.slice(below.length).replace(/\?.*/u, '') : '';
		const instead = book.instead.get(address);
		const notThere = () => send(404, LOST_PAGE, textIn(folder, LOST_PAGE));
		book.asked.push(address);
		for (const [name, value] of Object.entries(book.headers)) response.setHeader(name, value);
		if (!isBelow) notThere();
		else if (typeof instead === 'number') send(instead, address, '');
		else if (instead !== undefined) send(200, address, instead);
		else {
			request.url = request.url!.slice(below.length - 1);
			files(request, response, notThere);
		}
	};
	const book: BookServer = {
		root: '',
		asked: [],
		instead: new Map(),
		delay: 0,
		headers: {},
		stop: async () => {
			const closing = new Promise((resolve) => server?.close(resolve) ?? resolve(undefined));
			server?.closeAllConnections();
			server = undefined;
			await closing;
		},
		start: async () => {
			server = createServer((request, response) => {
				setTimeout(() => answer(request, response), book.delay);
			});
			await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve));
			({ port } = server.address() as AddressInfo);
		},
	};
	await book.start();
	book.root = `http://127.0.0.1:${port}${below}`;
	return book;
}

/** The text of a file of a folder. */
export function textIn(folder: string, file: string): string {
	return readFileSync(path.join(folder, file), 'utf8');
}
