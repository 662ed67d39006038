import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { headersFor, parseHeaders } from './host-headers.ts';

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

const brotli = promisify(brotliCompress);

/** A folder of files on the loopback device. */
export interface StaticHost {
	/** Its address, without a slash at the end. */
	readonly origin: string;
	close(): void;
}

/**
 * Serves a folder as a good static host does: compressed with brotli, `index.html` for a folder, `404.html` for what
 * is not there.
 *
 * @param options.ownHeaders whether with the headers that the folder's own `_headers` asks for
 *
 * Everything is compressed before the first request, so that no page waits for it.
 */
export async function serveFolder(folder: string, options: { ownHeaders: boolean }): Promise<StaticHost> {
	const files = new Map(
		await Promise.all(
			readdirSync(folder, { recursive: true, encoding: 'utf8' })
				.filter((file) => statSync(path.join(folder, file)).isFile())
				.map(
					async (file) =>
						[`/${file.replaceAll(path.sep, '/')}`, await prepared(path.join(folder, file))] as const,
				),
		),
	);
	const headersFile = path.join(folder, '_headers');
	const rules =
		options.ownHeaders && existsSync(headersFile) ? parseHeaders(readFileSync(headersFile, 'utf8')) : [];

	const server = createServer(({ url }, response) => {
		const pathname = decodeURI(new URL(url!, 'http://localhost').pathname);
		const found = files.get(pathname) ?? files.get(`${pathname.replace(/\/$/u, '')}/index.html`);
		const file = found ?? files.get('/404.html');
		response.writeHead(found ? 200 : 404, { ...headersFor(rules, pathname), ...file?.headers });
		response.end(file?.body);
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

async function prepared(file: string): Promise<{ headers: Record<string, string | number>; body: Buffer }> {
	const plain = readFileSync(file);
	const compressed = isCompressed(file, plain);
	const body = compressed
		? await brotli(plain, {
				params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
			})
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
