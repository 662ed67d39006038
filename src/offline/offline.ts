/**
 * What every page does for reading without a network, once it has come to rest: has the browser start the book's service
 * worker, has that keep the page, and offers a newer edition of the book when one is there.
 */
import type { Ask } from './messages.ts';
import css from './offer.css?inline';

/** A page with controls for it; there the worker is wanted for sure. */
const PANEL = 'offline-book';

/** Set in the session of a reader who wants to go on with the edition that is being read. */
const LATER_KEY = 'edition-later';

// In a variable: the bundler takes the usual form for a file that it should find now.
const here = import.meta.url;
/** The book's first page, wherever the book is served: scripts lie in a folder of the book's root. */
const root = new URL('../', here);

/**
 * The book's service worker; undefined where none is started, because the reader saves data and has not asked for it.
 * Rejected with an error whose message is a sentence for the reader where there can be none.
 */
export const registered: Promise<ServiceWorkerRegistration | undefined> = register();

registered.then(
	async (registration) => {
		if (!registration) return;
		offerEditions(registration);
		const { active } = await navigator.serviceWorker.ready;
		if (!savesData()) active!.postMessage({ ask: 'page' } satisfies Ask);
	},
	// Reading goes on; the page that is about it says why.
	() => {},
);

async function register(): Promise<ServiceWorkerRegistration | undefined> {
	if (import.meta.env.DEV)
		throw new Error(
			'Nothing is kept while you write: npm run build makes what keeps pages, npm run preview serves it.',
		);
	if (location.protocol === 'file:')
		throw new Error('You have opened the book from a folder: all of it is on this device already.');
	if (!isSecureContext)
		throw new Error(
			'A browser keeps pages only when their address begins with https, or is on this machine. Here it keeps none.',
		);
	try {
		// Where it is forbidden, as in some frames, even asking for it fails.
		const { serviceWorker } = navigator;
		const isWanted = !savesData() || document.querySelector(PANEL) !== null;
		return await (isWanted
			? serviceWorker.register(new URL('sw.js', root))
			: serviceWorker.getRegistration(root));
	} catch (cause) {
		throw new Error(
			'This browser keeps no pages here: perhaps the window is private, or storage is blocked.',
			{ cause },
		);
	}
}

function savesData(): boolean {
	return Boolean((navigator as { connection?: { saveData?: boolean } }).connection?.saveData);
}

function offerEditions(registration: ServiceWorkerRegistration): void {
	const offerOne = () => {
		// The very first worker takes nobody's edition away.
		if (registration.waiting && registration.active) offer(registration.waiting);
	};
	offerOne();
	registration.addEventListener('updatefound', () => {
		registration.installing?.addEventListener('statechange', offerOne);
	});
}

function offer(worker: ServiceWorker): void {
	if (isLater() || document.querySelector('.edition-offer')) return;
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(css);
	document.adoptedStyleSheets.push(sheet);
	const box = document.createElement('section');
	box.className = 'edition-offer print:hidden';
	box.ariaLabel = 'Newer edition';
	box.innerHTML = `<p role="status"></p><button type="button">Read it</button><button type="button">Later</button>`;
	const [take, later] = box.querySelectorAll('button');
	take!.addEventListener('click', () => {
		// The browser comes back to the same place of the page.
		navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
		worker.postMessage({ ask: 'take over' } satisfies Ask);
	});
	later!.addEventListener('click', () => {
		box.remove();
		try {
			sessionStorage.setItem(LATER_KEY, '');
		} catch {
			// Storage is blocked: the next page offers it again.
		}
	});
	document.body.append(box);
	// Text that comes into a part that is there is news to a screen reader.
	requestAnimationFrame(() => (box.firstElementChild!.textContent = 'A newer edition of the book is there.'));
}

function isLater(): boolean {
	try {
		return sessionStorage.getItem(LATER_KEY) !== null;
	} catch {
		return false;
	}
}
