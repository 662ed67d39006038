import { byHeader, type HeaderByPath, type HeaderRule } from './headers-file.ts';
import { COMPRESSIBLE, TEXT_TYPES, TYPES } from './types.ts';

export interface NginxServerOptions {
	/** The headers of the build. */
	rules: readonly HeaderRule[];
	/** The folder in which the book lies at {@link base}. */
	root: string;
	/** The path at which the book is, with a slash at both ends. */
	base: string;
	/** Addresses and ports, as nginx takes them. */
	listen: readonly string[];
	/** The server's name, where it is not the only one. */
	name?: string;
}

export interface NginxOptions extends NginxServerOptions {
	/** A folder that can be written: for the number of the process, and for files that a book never needs. */
	state: string;
	/** The file that says what was asked for, and not by whom. */
	log: string;
}

/**
 * A whole configuration of nginx, 1.22 or newer, for the book and nothing else. It runs as any user, in the foreground.
 *
 * @throws if a header cannot be written in nginx's language
 * @see https://nginx.org/en/docs/dirindex.html
 */
export function nginxConfig({ state, log, ...server }: NginxOptions): string {
	return `daemon off;
# Plain files, sent by the kernel: two processes are enough for thousands of readers, on whatever machine.
worker_processes 2;
worker_shutdown_timeout 5s;
pid ${state}/nginx.pid;
error_log stderr warn;

events {
	worker_connections 1024;
}

http {
	# nginx makes these folders when it starts; reading a book writes nothing into them.
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `\t${name}_temp_path ${state}/${name};\n`).join('')}
	# What was asked for; not by whom, nor what stood after the question mark.
	map $request_uri $book_asked {
		"~^(?<asked>[^?]*)" $asked;
	}
	log_format book '$time_iso8601 $status $request_method $book_asked $body_bytes_sent';
	access_log ${log} book;
	sendfile on;
	tcp_nopush on;

${nginxServer(server).replaceAll(/^(?=.)/gmu, '\t')}}
`;
}

/**
 * The part of it that a server with other things to do includes in its `http` block.
 *
 * @throws if a header cannot be written in nginx's language
 */
export function nginxServer({ rules, root, base, listen, name }: NginxServerOptions): string {
	const headers = byHeader(rules);
	const types = Object.entries(TYPES).map(([extension, type]) => `${type} ${extension};`);
	// Both lists have text/html without being told, and warn when they are.
	const notHtml = (types: readonly string[]) => types.filter((type) => type !== 'text/html').join(' ');
	const compressed = [...new Set(COMPRESSIBLE.map((extension) => TYPES[extension]!))];
	return `# Made by the build from the headers that it wrote. Change src/hosting/nginx.ts instead.
${headers
	.filter(varies)
	.map((header) => `${map(header, base)}\n`)
	.join('')}server {
${listen.map((address) => `\tlisten ${address};\n`).join('')}${name === undefined ? '' : `\tserver_name ${name};\n`}	server_tokens off;
	root ${root};
	index index.html;
	client_max_body_size 1k;

	types {
${types.map((type) => `\t\t${type}\n`).join('')}	}
	default_type application/octet-stream;
	charset utf-8;
	charset_types ${notHtml(TEXT_TYPES)};

${headers
	.map((header) => {
		const value = varies(header) ? variable(header) : quoted(header.values[0]!.value);
		return `\tadd_header ${header.name} ${value} always;\n`;
	})
	.join('')}
	# The files' compressed twins; what has none is compressed on the way. Also for readers behind a proxy.
	gzip_static on;
	gzip on;
	gzip_vary on;
	gzip_proxied any;
	gzip_min_length 1000;
	gzip_types ${notHtml(compressed)};

	# A folder without a page is nobody's business either.
	error_page 403 404 =404 ${base}404.html;

	# A folder without its slash. The way on is relative: it holds behind a proxy that has taken a path off.
	location ~ "/(?<folder>[\\w.-]+)$" {
		if (-d $request_filename) {
			return 301 "$folder/$is_args$args";
		}
	}

	location = /healthz {
		access_log off;
		default_type text/plain;
		if (!-f ${root}${base}index.html) {
			return 503;
		}
		return 200 "ok\\n";
	}
}
`;
}

/** Whether a header is not the same everywhere. */
const varies = ({ values }: HeaderByPath) => values.length > 1 || values[0]!.below !== '/';

const variable = ({ name }: HeaderByPath) => `$book_${name.toLowerCase().replaceAll('-', '_')}`;

/** An empty value is no header. */
function map(header: HeaderByPath, base: string): string {
	const [first, ...rest] = header.values;
	const isEverywhere = first!.below === '/';
	// The first expression that fits counts, so the longest path comes first.
	const special = (isEverywhere ? rest : header.values).toReversed();
	const lines = special.map(({ below, value }) => {
		const path = (base + below.slice(1)).replaceAll('.', '\\.');
		return `\t"~^${path}" ${quoted(value)};\n`;
	});
	// Of what is sent: an address that there is not has become that of the page for lost readers.
	return `map $uri ${variable(header)} {
	default ${quoted(isEverywhere ? first!.value : '')};
${lines.join('')}}
`;
}

/** A string of nginx's language, which has no way to write a dollar that is only a dollar. */
function quoted(value: string): string {
	if (!/^[\x20-\x7e]*$/u.test(value) || value.includes('$'))
		throw new Error(`nginx cannot have this in a header: ${value}`);
	return `"${value.replace(/["\\]/gu, '\\$&')}"`;
}
