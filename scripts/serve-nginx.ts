// Serves the built book with nginx, as the container image does, on this machine alone and at any path:
//   node scripts/serve-nginx.ts [--port 8080] [--base /books/containers/]
import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { checkedBase, nginxFiles } from './nginx-files.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');
/** Where Debian has it is not on everybody's PATH. */
const NGINX = ['nginx', '/usr/sbin/nginx'].find(
	(program) => spawnSync(program, ['-v'], { stdio: 'ignore' }).status === 0,
);

/** Whether there is an nginx on this machine. */
export const hasNginx = NGINX !== undefined;

export interface NginxServer {
	/** The address of the book's first page. */
	url: string;
	/** Ends the server and removes its files. */
	stop: () => Promise<void>;
	/** What has been asked for: a line for each request. */
	log: () => Promise<string>;
}

/**
 * Serves the built book on loopback until it is stopped.
 *
 * @param options.port one that is free
 * @param options.base the path, with a slash at both ends
 * @throws if there is no nginx, if it refuses its configuration, or if it does not answer within five seconds
 */
export async function serveNginx({ port, base }: { port: number; base: string }): Promise<NginxServer> {
	if (NGINX === undefined) throw new Error('There is no nginx here: apt-get install nginx-light');
	const folder = await mkdtemp(path.join(tmpdir(), 'book-nginx-'));
	const remove = () => rm(folder, { recursive: true, force: true });
	// Started by root, it reads the files as another user.
	await chmod(folder, 0o755);
	const log = path.join(folder, 'access.log');
	await nginxFiles(DIST, folder, {
		root: path.join(folder, 'book'),
		base: checkedBase(base),
		listen: [`127.0.0.1:${port}`],
		state: folder,
		log,
	});
	const server = spawn(NGINX, ['-e', 'stderr', '-p', folder, '-c', path.join(folder, 'nginx.conf')], {
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let said = '';
	server.stderr.on('data', (text: Buffer) => (said += text.toString()));
	const ended = new Promise<void>((resolve) => server.on('close', () => resolve()));
	const stop = async () => {
		server.kill('SIGTERM');
		await ended;
		await remove();
	};
	const deadline = Date.now() + 5000;
	while (!(await answers(port))) {
		if (server.exitCode === null && Date.now() < deadline) {
			await wait(50);
			continue;
		}
		await stop();
		throw new Error(`nginx does not answer on port ${port}.\n${said}`);
	}
	if (server.exitCode !== null) {
		// Somebody else answers.
		await remove();
		throw new Error(`nginx could not take port ${port}.\n${said}`);
	}
	return { url: `http://127.0.0.1:${port}${base}`, stop, log: () => readFile(log, 'utf8') };
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
		socket.on('connect', () => socket.destroy());
	});
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: { port: { type: 'string', default: '8080' }, base: { type: 'string', default: '/' } },
	});
	const { url, stop } = await serveNginx({ port: Number(values.port), base: values.base });
	console.log(url);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
}
