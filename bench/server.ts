import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BenchRecording } from './recordings.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDERS = [
	path.join(ROOT, 'dist-player'),
	path.join(ROOT, 'node_modules/asciinema-player/dist/bundle'),
];
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The players that are held against each other. */
export const PLAYERS = ['cast-replay', 'asciinema'] as const;
export type PlayerName = (typeof PLAYERS)[number];

/**
 * Each player in a page as its own documentation has it. `open`, `seek` and `shows` are what the measurements call.
 * asciinema: https://docs.asciinema.org/manual/player/quick-start/
 */
const PAGES: Record<PlayerName, (recording: string) => string> = {
	'cast-replay': (recording) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<script type="module" src="/cast-replay.js"></script><cast-replay src="/${recording}.cast"></cast-replay>
<script>
const player = document.querySelector('cast-replay');
window.button = () => player.shadowRoot.querySelector('button');
window.screenElement = () => player.shadowRoot.querySelector('.terminal');
window.seek = (time) => player.seek(time);
window.pause = () => player.pause();
window.duration = () => player.duration;
</script>`,
	asciinema: (recording) => `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/asciinema-player.css"><div id="demo"></div>
<script src="/asciinema-player.min.js"></script>
<script>
const player = AsciinemaPlayer.create('/${recording}.cast', document.getElementById('demo'), { preload: false });
window.button = () => document.querySelector('.ap-overlay-start, .ap-playback-button');
window.screenElement = () => document.querySelector('.ap-term, .ap-terminal');
window.seek = (time) => player.seek(time);
window.pause = () => player.pause();
window.duration = () => player.getDuration();
</script>`,
};

/** Serves players and recordings, compressed, on the loopback device. */
export async function serve(recordings: readonly BenchRecording[]): Promise<{ base: string; close(): void }> {
	const server = createServer(({ url }, response) => {
		const { pathname, searchParams } = new URL(url!, 'http://localhost');
		const player = PLAYERS.find((name) => pathname === `/${name}.html`);
		const recording = recordings.find(({ name }) => pathname === `/${encodeURIComponent(name)}.cast`);
		const file = FOLDERS.map((folder) => path.join(folder, pathname)).find((name) => existsSync(name));
		const body = player
			? PAGES[player](encodeURIComponent(searchParams.get('recording')!))
			: (recording?.text ?? (file && readFileSync(file)));
		if (body === undefined) return void response.writeHead(404).end();
		response.writeHead(200, {
			'content-type': TYPES[path.extname(pathname)] ?? 'text/plain',
			'content-encoding': 'gzip',
			'cache-control': 'max-age=3600',
		});
		response.end(gzipSync(body));
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	const address = server.address();
	return {
		base: `http://127.0.0.1:${typeof address === 'object' ? address!.port : 0}`,
		close: () => server.close(),
	};
}
