import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './policy.ts';
import { below, relative, relativeStyleSheet } from './relative.ts';
import { InlineStyles, rewritePage } from './rewrite-page.ts';

const HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"/>';

function rewrite(body: string, { styles = new InlineStyles(), pathname = '/a/' } = {}) {
	return rewritePage(`${HEAD}${body}`, {
		pathname,
		moduleOf: (address) => (address === '/_astro/facade.js' ? '/_astro/page.js' : address),
		addressOf: (address) => relative(address, pathname),
		styles,
		policyOf: contentSecurityPolicy,
	});
}

describe('relative', () => {
	it.each([
		['/', '/', './'],
		['/', '/a/', '../'],
		['/b/?engine=docker#x', '/a/', '../b/?engine=docker#x'],
		['/b/', '/', 'b/'],
		['/_astro/x.js', '/print/podman/', '../../_astro/x.js'],
		['//host/x', '/a/', '//host/x'],
		['https://host/x', '/a/', 'https://host/x'],
		['#x', '/a/', '#x'],
		['../b/', '/a/', '../b/'],
	])('%s in %s is %s', (href, pathname, expected) => {
		expect(relative(href, pathname)).toBe(expected);
	});

	it('makes a style sheet name its files from where it lies', () => {
		expect(relativeStyleSheet('a{b:url(/_astro/x.woff2)}c{d:url("data:,/x")}', '/_astro/y.css')).toBe(
			'a{b:url(../_astro/x.woff2)}c{d:url("data:,/x")}',
		);
	});

	it('puts what no page can name relatively below the path of the site', () => {
		expect(below('/books/', '/a/')).toBe('/books/a/');
		expect(below('/books/', 'https://host/')).toBe('https://host/');
	});
});

describe('rewritePage', () => {
	it('changes addresses, and leaves the rest to the letter', async () => {
		const rest = `<title>A & B</title><pre>\n\n<b class='x' hidden>&nbsp;&amp;</b></pre><svg viewBox="0 0 1 1"/>`;
		const { html } = await rewrite(`${rest}<a href="/b/">/b/</a><button data-replay="/_astro/x.cast">`);
		expect(html).toContain(`${rest}<a href="../b/">/b/</a><button data-replay="../_astro/x.cast">`);
	});

	it('loads each module once, and what a facade stands for in its place', async () => {
		const { html, modules } = await rewrite(
			'<script type="module" src="/_astro/facade.js"></script><p>a</p>' +
				'<script type="module" src="/_astro/page.js"></script><script>b</script><script src="/c.js"></script>',
		);
		expect(html).toContain(
			'<script type="module" src="../_astro/page.js"></script><p>a</p><script>b</script><script src="../c.js"></script>',
		);
		expect(modules).toEqual(['/_astro/page.js', '/c.js']);
	});

	it('says right behind the character set what the page may load', async () => {
		const script = 'let a = "<b>";\n';
		const { html } = await rewrite(`<script>${script}</script><script src="/x.js"></script>`);
		const hash = createHash('sha256').update(script).digest('base64');
		expect(
			html.startsWith(`${HEAD}<meta http-equiv="content-security-policy" content="default-src 'none'; `),
		).toBe(true);
		expect(html).toContain(`; script-src 'self' 'sha256-${hash}'; style-src 'self'; `);
	});

	it('makes a class of each inline style, the same in the whole book, in a style that the policy knows', async () => {
		const styles = new InlineStyles();
		await rewrite('<i style="--x: 1;"></i>', { styles });
		const { html, inline } = await rewrite(
			'<i style="--x: 1"></i><i class="b" style="--y: 2"></i><i style="--x: 1;"></i>',
			{ styles },
		);
		expect(html).toContain('<style>.style-1{--x: 1}.style-2{--y: 2}</style>');
		expect(html).toContain('<i class="style-1"></i><i class="b style-2"></i><i class="style-1"></i>');
		expect(inline.styles).toEqual(['.style-1{--x: 1}.style-2{--y: 2}']);
		expect(html).not.toContain('style=');
	});

	it('refuses what the policy would stop, or could not stand in front of', async () => {
		await expect(rewrite('<b onclick="x()">')).rejects.toThrow(
			'/a/: expected no inline handlers, found <b onclick',
		);
		await expect(
			rewritePage('<title>x</title>', {
				pathname: '/a/',
				moduleOf: (address) => address,
				addressOf: (address) => address,
				styles: new InlineStyles(),
				policyOf: contentSecurityPolicy,
			}),
		).rejects.toThrow('/a/: expected one <meta charset> in the page, found 0');
	});
});

describe('contentSecurityPolicy', () => {
	it('lets in nothing by name, and depends on no order', () => {
		const policy = contentSecurityPolicy({ scripts: ['b', 'a', 'b'], styles: [] });
		expect(policy).toBe(contentSecurityPolicy({ scripts: ['a', 'b'], styles: [] }));
		expect(policy).not.toMatch(/unsafe|https?:|\*/u);
	});
});
