import { describe, expect, test } from 'vitest';
import type { EngineId } from '../engines/engines.ts';
import { markdownFile, scriptFile } from './address.ts';
import { pageMarkdown } from './page-markdown.ts';

/** What comes of a text on a page, without the title and what stands under it. */
function of(body: string, engine?: EngineId): string {
	const page = `<html><head><meta name="description" content="What it is."></head><body><nav>Away</nav><main><h1>Title</h1><div class="sl-markdown-content">${body}</div><footer>Away</footer></main></body></html>`;
	const [title, description, source, ...rest] = pageMarkdown(page, { engine }).split('\n\n');
	expect([title, description]).toEqual(['# Title', 'What it is.']);
	expect(source).toContain('CC BY-SA 4.0');
	return rest.join('\n\n').trimEnd();
}

test('a page says for which engine it is', () => {
	const page = '<main><h1>A</h1><div class="sl-markdown-content"></div></main>';
	expect(pageMarkdown(page, { engine: 'docker' })).toContain('From Containers by Example, for Docker.');
	expect(pageMarkdown(page)).toContain('for Podman and Docker.');
});

test('what is no page is refused', () => {
	expect(() => pageMarkdown('<p>Hello</p>')).toThrow('expected a page with “main h1”');
	expect(() => pageMarkdown('<main><h1>A</h1></main>')).toThrow('found none of the latter');
});

describe('an engine’s word', () => {
	const WORD =
		'<p>Ask <span class="engine-word"><code data-for-engine="podman">podman</code><span class="without-choice"> or </span><code data-for-engine="docker">docker</code></span>.</p><div class="only" data-for-engine="podman"><p class="variant-label">Podman</p><p>Rootless.</p></div>';

	test('is the chosen one', () => {
		expect(of(WORD, 'podman')).toBe('Ask `podman`.\n\nRootless.');
		expect(of(WORD, 'docker')).toBe('Ask `docker`.');
	});

	test('is both, and paragraphs have a label, where none is chosen', () => {
		expect(of(WORD)).toBe('Ask `podman` or `docker`.\n\n**Podman**\n\nRootless.');
	});
});

const variant = (engine: EngineId, inner: string) =>
	`<div class="variant" data-for-engine="${engine}"><p class="variant-label">${engine}</p>${inner}</div>`;
const command = (text: string, more = '') =>
	`<div class="command${more}" data-command="${text}"><pre><code data-prompt="# ">as displayed</code></pre><button>Copy</button></div>`;
const BLOCK = `<command-block><header><p class="title"><a href="#x">A &lt;title&gt;</a><button>Link</button></p><div class="tools"><button>Copy</button></div></header>
<p class="difference" popover><strong>The engines differ:</strong> <span>in <code>x</code>.</span></p>
<div class="body"><ol class="steps"><li><p class="note">Do <code>it</code>.</p><div class="stack">${
	variant(
		'podman',
		`${command('podman run\n\tx &quot;*_`&quot; \\')}<div class="output"><pre>one\n\`\`\`\n</pre><details><summary>Show 2</summary><pre>two  &lt;b&gt;</pre></details></div><p class="ending failure">Fails on purpose: exit status 3</p>`,
	) +
	variant(
		'docker',
		`${command('docker exec')}<p class="output none">It prints nothing.</p><p class="note">Now type.</p>${command('whoami', ' inner')}`,
	)
}</div></li></ol></div>
<footer><div class="stack">${variant('podman', '<p class="origin">Recorded on P. <a href="/_astro/x.cast" download>File</a></p>')}${variant('docker', '<p class="origin">Recorded on D.</p>')}</div></footer><p class="sr-only" role="status"></p></command-block>`;

describe('a command block', () => {
	test('has one engine’s commands, as executed, and what came of them', () => {
		expect(of(BLOCK, 'podman')).toBe(
			`**A \\<title>**

Do \`it\`.

\`\`\`sh
podman run
	x "*_\`" \\
\`\`\`

\`\`\`\`text
one
\`\`\`

two  <b>
\`\`\`\`

Fails on purpose: exit status 3

**The engines differ:** in \`x\`.

Recorded on P. [File](_astro/x.cast)`,
		);
	});

	test('says where a line is typed into a program, and that nothing is printed', () => {
		expect(of(BLOCK, 'docker')).toContain(
			'```sh\ndocker exec\n```\n\nIt prints nothing.\n\nNow type.\n\nTyped into the program, at its prompt `#`:\n\n```sh\nwhoami\n```',
		);
	});

	test('has both, labelled, where none is chosen', () => {
		const both = of(BLOCK);
		expect(both.indexOf('**podman**')).toBeLessThan(both.indexOf('podman run'));
		expect(both.indexOf('podman run')).toBeLessThan(both.indexOf('**docker**'));
		expect(both.indexOf('**docker**')).toBeLessThan(both.indexOf('docker exec'));
	});
});

test.each<[what: string, html: string, markdown: string]>([
	[
		'a term',
		'<p>An <span class="term"><button popovertarget="t">image</button><span popover id="t" class="term-card"><strong>image</strong> Explained.</span></span>, packed.</p>',
		'An image, packed.',
	],
	[
		'a question',
		'<details class="question"><summary>Why?</summary><div class="answer"><p>So.</p></div></details>',
		'**Why?**\n\nSo.',
	],
	[
		'an aside',
		'<aside class="starlight-aside"><p class="starlight-aside__title"><svg></svg>Careful</p><div class="starlight-aside__content"><p>It is hot.</p></div></aside>',
		'> **Careful**\n>\n> It is hot.',
	],
	[
		'a drawing',
		'<figure class="diagram"><div role="img"><svg><text>Away</text></svg></div><figcaption>Two boxes<details><summary>The picture in words</summary><p>Left and right.</p></details></figcaption></figure>',
		'> **Drawing: Two boxes**\n>\n> Left and right.',
	],
	[
		'links',
		'<p><a href="../images/#tags">a</a>, <a href="#here">b</a>, <a href="https://a.example/">c</a>, <a href="../">d</a></p>',
		'[a](images/#tags), [b](#here), [c](https://a.example/), [d](./)',
	],
	[
		'fenced code',
		'<command-block class="fenced"><div class="command" data-command="{&#10;}"><pre data-language="json"><code><span>{</span>\n<span>}</span></code></pre><button>x</button></div></command-block>',
		'```json\n{\n}\n```',
	],
	[
		'a heading',
		'<div class="sl-heading-wrapper"><h2 id="a">A</h2><a class="sl-anchor-link" href="#a">#</a></div>',
		'## A',
	],
	[
		'a table',
		'<table><thead><tr><th>A</th></tr></thead><tbody><tr><td><code>a|b</code></td></tr></tbody></table>',
		'| A      |\n| ------ |\n| `a\\|b` |',
	],
	[
		'the contents of the book',
		'<section class="contents"><h2>The way</h2><div class="parts"><section><h3><span class="part">Part 1</span> Run</h3><ol><li><a href="images/"><span class="stop">7</span><span class="text"><strong>Images</strong><span class="description">Have them.</span><span class="count">3 examples</span></span></a></li></ol></section></div></section>',
		'## The way\n\n### Part 1: Run\n\n- Chapter 7. [Images](images/): Have them.',
	],
	[
		'a word for each engine, of which one is shown',
		'<p><code data-for-engine="podman">podman ps</code><code data-for-engine="docker">docker ps</code></p>',
		'`podman ps`',
	],
	['what a script shows in time', '<p>A</p><p><a hidden>Go on</a></p><p>B</p>', 'A\n\nB'],
	['a second title', '<h1>Title</h1><p>A</p>', 'A'],
	['definitions', '<dl><div><dt>word</dt><dd>What it means.</dd></div></dl>', '- word\n\n  What it means.'],
])('%s', (_what, html, markdown) => {
	expect(of(html, 'podman')).toBe(markdown);
});

test('files lie beside the first page', () => {
	expect(markdownFile('/')).toBe('index.md');
	expect(markdownFile('/images/', 'docker')).toBe('images.docker.md');
	expect(scriptFile('images/', 'podman')).toBe('images.podman.sh');
});
