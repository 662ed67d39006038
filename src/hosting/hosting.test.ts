import { describe, expect, it } from 'vitest';
import { htaccess } from './apache.ts';
import { caddyfile } from './caddy.ts';
import { byHeader, headersOf, parseHeadersFile } from './headers-file.ts';
import { nginxConfig, nginxServer } from './nginx.ts';
import { vercelJson } from './vercel.ts';

const POLICY = `default-src 'none'; script-src 'self' 'sha256-4FfbWWSmxaiDMLNxVkZIEoCXkuSs+RBwwjG8Zk2mYw4='`;
const FILE = `# A remark.
/*
  Content-Security-Policy: ${POLICY}
  X-Content-Type-Options: nosniff

/_astro/*
  Cache-Control: public, max-age=31536000, immutable
`;
const rules = parseHeadersFile(FILE);

describe('the file of headers', () => {
	it('is read path by path', () => {
		expect(rules).toEqual([
			{
				below: '/',
				headers: [
					['Content-Security-Policy', POLICY],
					['X-Content-Type-Options', 'nosniff'],
				],
			},
			{ below: '/_astro/', headers: [['Cache-Control', 'public, max-age=31536000, immutable']] },
		]);
	});

	it.each([
		['  X-Frame-Options: DENY', 'line 1: expected a path before the first header'],
		['/index.html\n', 'line 1: expected a path that ends in /*'],
		['/*/x/*\n', 'line 1: expected a path that ends in /*'],
		['/../*\n', 'line 1: expected a path that ends in /*'],
		['/*\n  ! Cache-Control', 'line 2: expected a header'],
		['/*\n  Cache-Control:', 'line 2: expected a header'],
	])('is refused with anything else in it: %j', (text, message) => {
		expect(() => parseHeadersFile(text)).toThrow(message);
	});

	it('has the rest asked for again', () => {
		expect(byHeader(rules).at(-1)).toEqual({
			name: 'Cache-Control',
			values: [
				{ below: '/', value: 'no-cache' },
				{ below: '/_astro/', value: 'public, max-age=31536000, immutable' },
			],
		});
		expect(byHeader(parseHeadersFile('/*\n  Cache-Control: no-store')).at(-1)?.values).toEqual([
			{ below: '/', value: 'no-store' },
		]);
	});
});

describe('the headers of one answer', () => {
	it('are those of the longest path that it is below', () => {
		expect(headersOf(rules, '/images/')).toEqual({
			'Content-Security-Policy': POLICY,
			'X-Content-Type-Options': 'nosniff',
			'Cache-Control': 'no-cache',
		});
		expect(headersOf(rules, '/_astro/page.js')['Cache-Control']).toBe('public, max-age=31536000, immutable');
		expect(headersOf(rules, '/other/_astro/page.js')['Cache-Control']).toBe('no-cache');
	});
});

const CACHE = 'public, max-age=31536000, immutable';
const SERVERS: Record<string, (base: string) => string> = {
	nginx: (base) => nginxServer({ rules, root: '/srv/book', base, listen: ['8080'] }),
	Caddy: (base) => caddyfile(rules, { root: '/srv/book', base, site: ':8080' }),
	Apache: (base) => htaccess(rules, { base }),
};

describe.each(Object.entries(SERVERS))('the configuration of %s', (_, config) => {
	it('has the headers of the build', () => {
		const text = config('/');
		expect(text).toContain(`Content-Security-Policy "${POLICY}"`);
		expect(text).toContain('X-Content-Type-Options "nosniff"');
	});

	it('has them at any path', () => {
		for (const base of ['/', '/books/containers/']) {
			const lines = config(base).split('\n');
			const at = lines.findIndex((line) => line.includes(CACHE));
			expect(lines.slice(at - 1, at + 1).join('\n')).toContain(`${base}_astro/`);
			expect(config(base)).toContain(base === '/' ? '/404.html' : '404.html');
		}
	});
});

describe('nginx', () => {
	const options = { root: '/srv/book', base: '/', listen: ['8080'], state: '/dev/shm', log: '/dev/stdout' };

	it('writes to one folder alone', () => {
		const text = nginxConfig({ rules, ...options });
		const written = [...text.matchAll(/^\s*(?:pid|\w+_temp_path) (\S+)\/\w+(?:\.pid)?;$/gmu)];
		expect(new Set(written.map(([, folder]) => folder))).toEqual(new Set(['/dev/shm']));
		expect(written).toHaveLength(6);
	});

	it('is refused a header that its language cannot say', () => {
		expect(() =>
			nginxConfig({ rules: [{ below: '/', headers: [['X', 'a $variable']] }], ...options }),
		).toThrow('nginx cannot have this in a header: a $variable');
	});
});

describe('Vercel', () => {
	it('lets the longer path count', () => {
		expect(JSON.parse(vercelJson(rules))).toMatchObject({
			trailingSlash: true,
			headers: [
				{ source: '/(.*)', headers: [{ key: 'Content-Security-Policy', value: POLICY }] },
				{ source: '/(.*)', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] },
				{ source: '/(.*)', headers: [{ key: 'Cache-Control', value: 'no-cache' }] },
				{ source: '/_astro/(.*)', headers: [{ key: 'Cache-Control', value: CACHE }] },
			],
		});
	});
});
