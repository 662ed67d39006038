// Prints the configuration with which a server serves the built book, with the headers that the build wrote:
//   npm run --silent server-config -- nginx|caddy|apache|vercel [--root /srv/book] [--base /books/containers/] [--name book.example.com]
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { htaccess } from '../src/hosting/apache.ts';
import { caddyfile } from '../src/hosting/caddy.ts';
import { parseHeadersFile } from '../src/hosting/headers-file.ts';
import { nginxServer } from '../src/hosting/nginx.ts';
import { vercelJson } from '../src/hosting/vercel.ts';
import { checkedBase, HEADERS_FILE } from './nginx-files.ts';

const DIST = path.resolve(import.meta.dirname, '../dist');

const { positionals, values } = parseArgs({
	allowPositionals: true,
	options: {
		root: { type: 'string', default: '/srv/book' },
		base: { type: 'string', default: '/' },
		name: { type: 'string' },
	},
});
const { root, name } = values;
const base = checkedBase(values.base);
const rules = parseHeadersFile(readFileSync(path.join(DIST, HEADERS_FILE), 'utf8'));
const SERVERS: Record<string, () => string> = {
	nginx: () =>
		nginxServer({ rules, root, base, listen: ['80', '[::]:80'], ...(name === undefined ? {} : { name }) }),
	caddy: () => caddyfile(rules, { root, base, site: name ?? ':8080' }),
	apache: () => htaccess(rules, { base }),
	vercel: () => vercelJson(rules),
};
const server = SERVERS[positionals[0] ?? ''];
if (!server) {
	console.error(
		`Usage: server-config ${Object.keys(SERVERS).join('|')} [--root /srv/book] [--base /books/containers/] [--name book.example.com]`,
	);
	process.exit(2);
}
process.stdout.write(server());
