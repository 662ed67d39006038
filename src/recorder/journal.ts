import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BookError, writeWhole } from './book.ts';

/** Names of the sittings that are done. */
const doneSchema = z.array(z.string());

/**
 * How far a run has come, in a file beside the recordings that is there until the run has done all that it was
 * asked. Each request has a journal of its own, so that runs side by side do not meet.
 */
export class Journal {
	#file: string;
	#done = new Set<string>();
	#writing: Promise<void> = Promise.resolve();

	/** @param request the words after `npm run record --`, without `--resume` */
	constructor(content: string, request: readonly string[]) {
		const name = createHash('sha256').update(JSON.stringify(request)).digest('hex').slice(0, 8);
		this.#file = path.join(content, 'recordings', `.run-${name}.json`);
	}

	has(sitting: string): boolean {
		return this.#done.has(sitting);
	}

	/**
	 * Takes over what an earlier run of the same request has done.
	 *
	 * @returns whether there was one
	 * @throws {BookError} when the file is not what a run has written
	 */
	async resume(): Promise<boolean> {
		const text = await readFile(this.#file, 'utf8').catch(() => undefined);
		if (text === undefined) return false;
		try {
			this.#done = new Set(doneSchema.parse(JSON.parse(text)));
			return true;
		} catch (cause) {
			throw new BookError(`${this.#file}: not the journal of a run; delete it and record without --resume`, {
				cause,
			});
		}
	}

	/** Notes that a sitting is done; without one, that a run has begun. */
	async note(sitting?: string): Promise<void> {
		if (sitting !== undefined) this.#done.add(sitting);
		const text = `${JSON.stringify([...this.#done], null, '\t')}\n`;
		// One after the other: several sittings may end at once.
		this.#writing = this.#writing.catch(() => {}).then(() => writeWhole(this.#file, text));
		await this.#writing;
	}

	async remove(): Promise<void> {
		await rm(this.#file, { force: true });
	}
}
