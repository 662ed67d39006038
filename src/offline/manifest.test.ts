import { expect, test } from 'vitest';
import { askedFor, bytesOf, keptPages, needsOf, wholeBook, type Manifest } from './manifest.ts';

const TEXTS: Record<string, string> = {
	'images/index.html': `
		<meta property="og:image" content="https://book.example/og/images.png">
		<meta property="og:image" content="../images.png">
		<link rel="canonical" href="https://book.example/index.html">
		<link rel="alternate" type="text/markdown" href="../images.md">
		<link rel="stylesheet" href="../_astro/style.Ab-_1.css">
		<script type="module" src="../_astro/page.X.js"></script>
		<a href="../first-containers/">the first containers</a> <a href="../book.pdf">PDF</a>
		<a href="../images.podman.sh" download>Download</a> <a href="../images.podman.md">View</a>
		<button data-replay="../_astro/push.podman.D1.cast">Replay</button>
		<button data-replay="../_astro/push.docker.D2.cast">Replay</button>`,
	'_astro/style.Ab-_1.css': "@font-face{src:url(./literata.F1.woff2) format('woff2')}",
	'_astro/page.X.js': 'const a=()=>import(`./replay.Y.js`);new URL("sw.js",r);const file="search-index.json"',
	'_astro/replay.Y.js': 'new Worker(new URL("key-frame-worker-Z.js",import.meta.url));import"./page.X.js"',
	'_astro/key-frame-worker-Z.js': '',
	'sw.js': 'first.js',
};
const FILES = [
	...Object.keys(TEXTS),
	'_astro/first.js',
	'_astro/literata.F1.woff2',
	'_astro/other.podman.D9.cast',
	'_astro/push.docker.D2.cast',
	'_astro/push.podman.D1.cast',
	'_disk/_astro/page.X.js',
	'book.pdf',
	'first-containers/index.html',
	'images.md',
	'images.png',
	'images.podman.md',
	'images.podman.sh',
	'og/images.png',
	'search-index.json',
];

test('a page needs what it names, and what that names, and nothing else', () => {
	expect(needsOf('images/index.html', FILES, (file) => TEXTS[file]!)).toEqual([
		'images/index.html',
		'_astro/key-frame-worker-Z.js',
		'_astro/literata.F1.woff2',
		'_astro/page.X.js',
		'_astro/push.docker.D2.cast',
		'_astro/push.podman.D1.cast',
		'_astro/replay.Y.js',
		'_astro/style.Ab-_1.css',
		'images.podman.sh',
	]);
});

const file = (bytes: number) => ({ digest: `d${bytes}`, bytes });
const BOOK: Manifest = {
	files: {
		'index.html': file(1),
		'images/index.html': file(10),
		'a.css': file(100),
		'search-index.json': file(1000),
	},
	pages: {
		'index.html': { title: 'Book', needs: ['index.html'] },
		'images/index.html': { title: 'Images', needs: ['images/index.html', 'a.css'] },
	},
};

test('a page is kept when everything is that it needs', () => {
	expect(keptPages(BOOK, new Set())).toEqual([]);
	expect(keptPages(BOOK, new Set(['images/index.html', 'index.html']))).toEqual(['index.html']);
	expect(keptPages(BOOK, new Set(['a.css', 'images/index.html']))).toEqual(['images/index.html']);
});

test('bytes are those of files of this edition, and the whole book is all of them', () => {
	expect(bytesOf(BOOK, wholeBook(BOOK))).toBe(1111);
	expect(bytesOf(BOOK, ['a.css', 'gone.css'])).toBe(100);
});

test.each([
	['', { file: 'index.html' }],
	['?engine=docker', { file: 'index.html' }],
	['index.html#contents', { file: 'index.html' }],
	['images/', { file: 'images/index.html' }],
	['images/index.html?t=12.5#example-push', { file: 'images/index.html' }],
	['images/?engine=docker&t=1', { file: 'images/index.html' }],
	['images', { redirect: 'images/' }],
	['images?engine=docker', { redirect: 'images/?engine=docker' }],
	['a.css', { file: 'a.css' }],
	['%61.css', { file: 'a.css' }],
	['%', undefined],
	['a.css/', undefined],
	['networking/', undefined],
	['images/index.html/', undefined],
	['constructor', undefined],
	['__proto__/', undefined],
])('below the root, “%s” asks for %j', (address, asked) => {
	for (const root of ['https://book.example/', 'http://localhost:8000/books/containers/'])
		expect(askedFor(BOOK, root + address, root)).toEqual(asked);
});

test.each(['https://other.example/books/', 'https://book.example/', 'https://book.example/books2/images/'])(
	'%s is not of the book',
	(address) => expect(askedFor(BOOK, address, 'https://book.example/books/')).toBeUndefined(),
);
