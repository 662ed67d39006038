import type { Fault } from '../messages.ts';
import { DIGEST_LENGTH, type Manifest } from '../manifest.ts';

/** Why something could not be kept. */
export class NotKept extends Error {
	readonly fault: Fault;

	constructor(fault: Fault, cause?: unknown) {
		super(fault, { cause });
		this.fault = fault;
	}
}

/** Files that are on their way at the same time. */
const LANES = 6;

/**
 * The files of the book that are kept, each under its address and its digest. So editions lie side by side without being
 * mixed, and what has not changed from one to the next is there once and need not come again.
 */
export class Store {
	readonly #manifest: Manifest;
	/** The book's first page. */
	readonly #root: string;

	constructor(manifest: Manifest, root: string) {
		this.#manifest = manifest;
		this.#root = root;
	}

	/** Files of this edition that are kept. @throws when the browser refuses storage */
	async kept(): Promise<Set<string>> {
		const keys = new Set((await (await this.#cache()).keys()).map(({ url }) => url));
		return new Set(Object.keys(this.#manifest.files).filter((file) => keys.has(this.#key(file))));
	}

	/** A file of this edition; undefined when it is not kept, or the browser refuses storage. */
	async read(file: string): Promise<Response | undefined> {
		return this.#match(this.#key(file));
	}

	/** A file of any edition: for a page that is still open from an edition before this one. */
	async readOld(address: string): Promise<Response | undefined> {
		return this.#match(address, { ignoreSearch: true });
	}

	/**
	 * Fetches a page with what it needs and keeps it. The page itself comes last: where a page is kept, everything is that
	 * it needs.
	 *
	 * @see keep
	 */
	async keepPage(page: string, signal: AbortSignal, onKept?: () => void): Promise<void> {
		const { needs } = this.#manifest.pages[page]!;
		await this.keep(
			needs.filter((file) => file !== page),
			signal,
			onKept,
		);
		await this.keep([page], signal, onKept);
	}

	/**
	 * Fetches files and keeps them, but for those that are kept already. What has come stays when one fails.
	 *
	 * @param onKept is told that one more is there
	 * @throws {NotKept} for the first that fails
	 * @throws the signal's reason, when it is aborted
	 */
	async keep(files: Iterable<string>, signal: AbortSignal, onKept?: () => void): Promise<void> {
		const failed = new AbortController();
		const either = AbortSignal.any([signal, failed.signal]);
		const kept = await this.kept().catch(refused);
		const queue = [...files].filter((file) => !kept.has(file)).values();
		const lane = async () => {
			// The lanes share what is left.
			for (const file of queue) {
				either.throwIfAborted();
				await this.#fetchAndPut(file, either);
				onKept?.();
			}
		};
		try {
			await Promise.all(Array.from({ length: LANES }, lane));
		} catch (error) {
			failed.abort(error);
			signal.throwIfAborted();
			throw error;
		}
	}

	/**
	 * Keeps an answer that has come for a file, if it is this edition's.
	 *
	 * @throws {NotKept}
	 */
	async put(file: string, answer: Response): Promise<void> {
		const bytes = await answer.arrayBuffer().catch(unreached);
		// Neither another edition, nor an error, nor what a hotel's network puts in the place of it.
		if (!answer.ok || (await digestOf(bytes)) !== this.#manifest.files[file]!.digest)
			throw new NotKept('changed');
		const headers = new Headers(answer.headers);
		// Of the bytes as they came, which are no longer those.
		for (const name of ['content-encoding', 'content-length']) headers.delete(name);
		try {
			// A new answer does not say that it was redirected, which no browser takes for a page.
			await (await this.#cache()).put(this.#key(file), new Response(bytes, { headers }));
		} catch (error) {
			throw new NotKept((error as Error).name === 'QuotaExceededError' ? 'full' : 'refused', error);
		}
	}

	/** Files of which some edition is kept, this one or one before. */
	async keptOfAnyEdition(): Promise<string[]> {
		const keys = await (await this.#cache()).keys();
		const addresses = new Set(keys.map(({ url }) => url.slice(0, url.indexOf('?'))));
		return Object.keys(this.#manifest.files).filter((file) => addresses.has(this.#root + file));
	}

	/** Lets go of what is not of this edition. */
	async forgetOld(): Promise<void> {
		const cache = await this.#cache();
		const wanted = new Set([this.#mark, ...Object.keys(this.#manifest.files).map((file) => this.#key(file))]);
		for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
	}

	/** Whether the reader has asked for the whole book: editions to come are then fetched whole too. */
	async isWholeWanted(): Promise<boolean> {
		return (await this.#match(this.#mark)) !== undefined;
	}

	/** @throws {NotKept} */
	async wantWhole(isWanted: boolean): Promise<void> {
		try {
			const cache = await this.#cache();
			if (isWanted) await cache.put(this.#mark, new Response());
			else await cache.delete(this.#mark);
		} catch (cause) {
			throw new NotKept('refused', cause);
		}
	}

	async forgetAll(): Promise<void> {
		await caches.delete(this.#name);
	}

	/** One for each place at which a book is served: an origin may have several. */
	get #name(): string {
		return `book ${this.#root}`;
	}

	get #mark(): string {
		return `${this.#root}?whole`;
	}

	#key(file: string): string {
		return `${this.#root}${file}?${this.#manifest.files[file]!.digest}`;
	}

	#cache(): Promise<Cache> {
		return caches.open(this.#name);
	}

	async #match(address: string, options?: CacheQueryOptions): Promise<Response | undefined> {
		try {
			return await (await this.#cache()).match(address, options);
		} catch {
			return undefined;
		}
	}

	async #fetchAndPut(file: string, signal: AbortSignal): Promise<void> {
		const address = this.#root + file.replace(/(^|\/)index\.html$/u, '$1');
		// What may have changed under its name is asked for again; the rest has often come with the page a moment ago.
		const cache = file.startsWith('_astro/') ? 'default' : 'no-cache';
		const answer = await fetch(address, { cache, signal, priority: 'low' }).catch((error: unknown) => {
			signal.throwIfAborted();
			return unreached(error);
		});
		await this.put(file, answer);
	}
}

function unreached(cause: unknown): never {
	throw new NotKept('network', cause);
}

function refused(cause: unknown): never {
	throw new NotKept('refused', cause);
}

async function digestOf(bytes: ArrayBuffer): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	// The alphabet of addresses.
	return btoa(String.fromCharCode(...hash))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.slice(0, DIGEST_LENGTH);
}
