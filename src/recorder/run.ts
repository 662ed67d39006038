import type { Place } from './machine.ts';
import { prepareSitting, recordSitting, type Options, type Outcome, type Ready } from './record.ts';
import { nameOf, type Sitting } from './sitting.ts';

export interface RunOptions extends Options {
	/** How many sittings are held side by side, where the place has machines for them. */
	jobs: number;
	/** Is told of each sitting that went well to its end. */
	onDone: (sitting: Sitting) => Promise<void>;
}

/**
 * Machines that each worker has made ahead while a sitting is held, where the place has room. Some sittings end
 * before one machine is up, hence more than one.
 */
const MOST_SPARE = 2;

/** A sitting, and its machine or what kept it from being made. */
interface Next {
	sitting: Sitting;
	ready: Promise<Ready | Error>;
}

/** Holds the sittings in order, several at a time; a fault in one does not keep the others from being held. */
export async function runSittings(
	place: Place,
	sittings: readonly Sitting[],
	options: RunOptions,
): Promise<Outcome> {
	const { signal, progress } = options;
	const total: Outcome = { good: 0, faults: [], commandSeconds: 0 };
	const queue = [...sittings];
	const leaving: Promise<void>[] = [];
	const jobs = Math.min(options.jobs, place.atOnce);
	const spare = Math.min(MOST_SPARE, Math.floor(place.atOnce / jobs) - 1);

	const next = (): Next | undefined => {
		const sitting = signal.aborted ? undefined : queue.shift();
		if (!sitting) return undefined;
		const ready = prepareSitting(place, sitting).catch((cause: unknown) => cause as Error);
		return { sitting, ready };
	};
	const fault = (sitting: Sitting, cause: unknown) => {
		total.faults.push(`${nameOf(sitting)}: ${(cause as Error).message}`);
	};
	const leave = (sitting: Sitting, { machine, shell }: Ready) => {
		shell.close();
		leaving.push(machine.leave().catch((cause: unknown) => fault(sitting, cause)));
	};
	const worker = async () => {
		const coming: Next[] = [];
		const prepare = (count: number) => {
			while (coming.length < count) {
				const one = next();
				if (!one) return;
				coming.push(one);
			}
		};
		prepare(1);
		for (let current = coming.shift(); current; current = coming.shift()) {
			const { sitting, ready: promise } = current;
			progress.now(nameOf(sitting), 'preparing a machine');
			const ready = await promise;
			progress.now(nameOf(sitting), undefined);
			prepare(spare);
			if (ready instanceof Error) {
				fault(sitting, ready);
			} else {
				const { good, faults, commandSeconds } = await recordSitting(ready, sitting, options);
				leave(sitting, ready);
				total.good += good;
				total.faults.push(...faults);
				total.commandSeconds += commandSeconds;
				// What cannot be noted must not end the run: the machines of the others would be left standing.
				if (faults.length === 0 && !signal.aborted)
					await options.onDone(sitting).catch((cause: unknown) => fault(sitting, cause));
			}
			if (spare === 0) {
				await Promise.all(leaving);
				prepare(1);
			}
		}
	};
	await Promise.all(Array.from({ length: jobs }, worker));
	await Promise.all(leaving);
	return total;
}
