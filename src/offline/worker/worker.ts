/**
 * The service worker of the book: keeps pages on the reader's device, and answers from there. The build puts the book's
 * manifest before it, so a new edition of the book is a new worker, which browsers find by themselves.
 */
import {
	askedFor,
	bytesOf,
	keptPages,
	OFFLINE_PAGE,
	wholeBook,
	type Asked,
	type Manifest,
} from '../manifest.ts';
import type { Ask, Fault, State } from '../messages.ts';
import { NotKept, Store } from './store.ts';

declare const BOOK: Manifest;
declare const self: ServiceWorkerGlobalScope;

/** The book's first page. */
const ROOT = self.registration.scope;

/** From where every reader can go on: the page that stands for those that are not kept, and the first page. */
const ALWAYS = [OFFLINE_PAGE, 'index.html'];

/** Milliseconds between two reports, while the whole book is fetched. */
const REPORT_EVERY = 100;

const store = new Store(BOOK, ROOT);

/** The fetching of the whole book, while it goes on. */
let running: AbortController | undefined;
let fault: Fault | undefined;
let reports = Promise.resolve();

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(hear(event)));
self.addEventListener('fetch', (event) => {
	const { method, mode, url } = event.request;
	if (method !== 'GET' || !url.startsWith(ROOT)) return;
	const asked = askedFor(BOOK, url, ROOT);
	if (mode === 'navigate') event.respondWith(page(event.request, asked));
	else if (asked || url.startsWith(`${ROOT}_astro/`)) event.respondWith(part(event, asked));
});

/**
 * Fetches of this edition what is kept of the one before, so that a reader who takes it has no less. Reading goes on
 * meanwhile in the one before. Without a network there is no new edition: the browser tries again.
 */
async function install(): Promise<void> {
	const { signal } = new AbortController();
	try {
		const before = await store.keptOfAnyEdition();
		const isWhole = await store.isWholeWanted();
		const pages = isWhole ? Object.keys(BOOK.pages) : before.filter((file) => file in BOOK.pages);
		for (const each of [...ALWAYS, ...pages]) await store.keepPage(each, signal);
		await store.keep(isWhole ? wholeBook(BOOK) : before, signal);
	} catch (error) {
		// Without room, or with a host that changes the files, the book is read from the network, in this edition.
		if (error instanceof NotKept && error.fault === 'network') throw error;
	}
}

/**
 * Lets go of the edition before, unless a page is still open that may ask for its parts; then it goes with the next one. A
 * newer one that is on its way has files here too.
 */
async function activate(): Promise<void> {
	await self.clients.claim();
	const isAlone = (await self.clients.matchAll()).length <= 1 && !self.registration.installing;
	if (isAlone) await store.forgetOld().catch(() => {});
}

async function hear({ data, source }: ExtendableMessageEvent): Promise<void> {
	switch ((data as Ask).ask) {
		case 'page':
			if (source instanceof WindowClient) await keepVisited(source.url);
			break;
		case 'whole':
			await keepWhole();
			break;
		case 'stop':
			running?.abort();
			await store.wantWhole(false).catch(() => {});
			break;
		case 'remove':
			running?.abort();
			fault = undefined;
			await store.forgetAll().catch(() => {});
			break;
		case 'take over':
			return self.skipWaiting();
		case 'state':
			// Whoever asks anew need not hear what went wrong some time ago, unless it still would.
			if (fault === 'network' || fault === 'changed') fault = undefined;
	}
	await report();
}

async function keepVisited(address: string): Promise<void> {
	const asked = askedFor(BOOK, address, ROOT);
	const visited = asked && 'file' in asked && asked.file in BOOK.pages ? [asked.file] : [];
	const { signal } = new AbortController();
	try {
		for (const each of [...visited, ...ALWAYS]) await store.keepPage(each, signal);
	} catch (error) {
		// Nobody has asked for it. Only what stays so is worth telling.
		if (error instanceof NotKept && (error.fault === 'refused' || error.fault === 'full'))
			fault = error.fault;
	}
}

async function keepWhole(): Promise<void> {
	if (running) return;
	running = new AbortController();
	const { signal } = running;
	fault = undefined;
	let reported = 0;
	const onKept = () => {
		if (Date.now() - reported < REPORT_EVERY) return;
		reported = Date.now();
		void report();
	};
	await report();
	try {
		await store.wantWhole(true);
		// Page after page: what has come when it ends early can be read.
		for (const each of [...ALWAYS, ...Object.keys(BOOK.pages)]) await store.keepPage(each, signal, onKept);
		await store.keep(wholeBook(BOOK), signal, onKept);
	} catch (error) {
		if (error instanceof NotKept) fault = error.fault;
		else if (!signal.aborted) throw error;
		if (fault === 'changed') await self.registration.update().catch(() => {});
	} finally {
		running = undefined;
	}
}

async function state(): Promise<State> {
	// Before anything is waited for: what ends meanwhile is told by the next report.
	const isRunning = running !== undefined;
	const all = wholeBook(BOOK);
	const total = bytesOf(BOOK, all);
	try {
		const kept = await store.kept();
		const pages = keptPages(BOOK, kept).filter((page) => page !== OFFLINE_PAGE);
		return {
			total,
			kept: bytesOf(BOOK, kept),
			pages: pages.map((page) => ({
				address: page.replace(/index\.html$/u, ''),
				title: BOOK.pages[page]!.title,
			})),
			wanted: await store.isWholeWanted(),
			running: isRunning,
			fault,
		};
	} catch {
		return { total, kept: 0, pages: [], wanted: false, running: false, fault: 'refused' };
	}
}

/** One after the other, or an older one would come last. */
function report(): Promise<void> {
	return (reports = reports.then(tellPages));
}

async function tellPages(): Promise<void> {
	const now = await state();
	// Also those that this worker does not control: a reader may have asked the browser to load a page past it.
	for (const client of await self.clients.matchAll({ includeUncontrolled: true }))
		if (client.url.startsWith(ROOT)) client.postMessage(now);
}

/** A page: from what is kept, else from the network, else the page that says so. */
async function page(request: Request, asked: Asked): Promise<Response> {
	if (asked && 'redirect' in asked) return Response.redirect(new URL(asked.redirect, ROOT));
	const kept = asked && (await store.read(asked.file));
	if (kept) return kept;
	try {
		return await fetch(request);
	} catch {
		// In the place of a page, where its links hold as well; elsewhere they would not.
		if (!asked || !(asked.file in BOOK.pages)) return Response.redirect(new URL('offline/', ROOT));
		return (await store.read(OFFLINE_PAGE)) ?? Response.error();
	}
}

/** What a page is made of, in the edition of the page. */
async function part({ request, clientId }: FetchEvent, asked: Asked): Promise<Response> {
	const file = asked && 'file' in asked ? asked.file : undefined;
	const isNamedByContent = request.url.startsWith(`${ROOT}_astro/`);
	if (isNamedByContent || (await isKept(clientId))) {
		const kept = await (file ? store.read(file) : store.readOld(request.url));
		if (kept) return kept;
	}
	try {
		const answer = await fetch(request);
		if (file && answer.ok) void store.put(file, answer.clone()).catch(() => {});
		return answer;
	} catch (error) {
		const kept = file && (await store.read(file));
		if (kept) return kept;
		throw error;
	}
}

/** Whether the page that asks for something is one of those that are kept: then it is of this edition. */
async function isKept(clientId: string): Promise<boolean> {
	const client = await self.clients.get(clientId);
	const asked = client && askedFor(BOOK, client.url, ROOT);
	return asked !== undefined && 'file' in asked && (await store.read(asked.file)) !== undefined;
}
