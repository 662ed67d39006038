import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { headersOf, parseHeadersFile } from '../src/hosting/headers-file.ts';

const TYPES: Record<string, string> = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.md': 'text/markdown; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.webmanifest': 'application/manifest+json',
	'.woff2': 'font/woff2',
	'.xml': 'application/xml',
};
/** What is text, and larger than a packet: hosts leave the rest as it is. */
const isCompressed = (file: string, body: Buffer) =>
	/\.(?:css|html|js|json|md|svg|txt|webmanifest|xml)$/u.test(file) && body.length > 1400;

/** A folder of files on the loopback device. */
export interface StaticHost {
	/** Its address, without a slash at the end. */
	readonly origin: string;
	close(): void;
}

/**
 * Serves a folder as a good static host does: compressed with brotli, `index.html` for a folder, `404.html` for what
 * is not there. Nothing is read or compressed twice: what has been built since is not seen.
 *
 * @param options.ownHeaders whether with the headers that the folder's own `_headers` asks for
 */
export async function serveFolder(folder: string, options: { ownHeaders: boolean }): Promise<StaticHost> {
	const names = new Set(
		readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((file) => statSync(path.join(folder, file)).isFile())
			.map((file) => `/${file.replaceAll(path.sep, '/')}`),
	);
	const headersFile = path.join(folder, '_headers');
	const rules =
		options.ownHeaders && existsSync(headersFile) ? parseHeadersFile(readFileSync(headersFile, 'utf8')) : [];
	const answers = new Map<string, Answer>();

	const server = createServer(({ url }, response) => {
		const pathname = decodeURI(new URL(url!, 'http://localhost').pathname);
		const found = [pathname, `${pathname.replace(/\/$/u, '')}/index.html`].find((name) => names.has(name));
		const name = found ?? (names.has('/404.html') ? '/404.html' : undefined);
		if (name === undefined) return void response.writeHead(404).end();
		const answer = answers.get(name) ?? answerWith(path.join(folder, name));
		answers.set(name, answer);
		response.writeHead(found ? 200 : 404, { ...headersOf(rules, pathname), ...answer.headers });
		response.end(answer.body);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		origin: `http://localhost:${(server.address() as AddressInfo).port}`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

interface Answer {
	readonly headers: Record<string, string | number>;
	readonly body: Buffer;
}

function answerWith(file: string): Answer {
	const plain = readFileSync(file);
	const compressed = isCompressed(file, plain);
	const body = compressed
		? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
		: plain;
	return {
		headers: {
			'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
			'content-length': body.length,
			...(compressed ? { 'content-encoding': 'br', vary: 'accept-encoding' } : {}),
		},
		body,
	};
}
