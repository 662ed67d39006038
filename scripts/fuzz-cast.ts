// Feeds the reader of recordings with mutated ones. Each must be read, or refused by an error that says where; nothing
// may crash, hang or use up memory. `node scripts/fuzz-cast.ts [count] [seed]`; prints a table, exit status 1 on a fault.
import { mutantsOf, verdictOf } from '../src/recordings/mutants.ts';

const [count = 1_000_000, seed = 1] = process.argv.slice(2).map(Number);
/** Milliseconds for one small input: a hundred times what the slowest takes. */
const SLOWEST = 1000;
/** Bytes by which the heap may grow in all. */
const MOST_HEAP = 256 * 1024 * 1024;

const verdicts = new Map<string, number>();
let slowest = 0;
let heap = 0;
const before = process.memoryUsage().heapUsed;
for (const { text, cuts } of mutantsOf(seed, count)) {
	const start = performance.now();
	const verdict = verdictOf(text, cuts);
	const took = performance.now() - start;
	slowest = Math.max(slowest, took);
	if (verdict.startsWith('fault') || took > SLOWEST) {
		console.error(`seed ${seed}: ${verdict}, ${took.toFixed(0)} ms\n${JSON.stringify(text)}`);
		process.exit(1);
	}
	const total = (verdicts.get(verdict) ?? 0) + 1;
	verdicts.set(verdict, total);
	if (total % 10_000 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed - before);
}
for (const [verdict, total] of [...verdicts].sort(([, one], [, other]) => other - one))
	console.log(`${String(total).padStart(9)}  ${verdict}`);
console.log(
	`${String(count).padStart(9)}  inputs; slowest ${slowest.toFixed(1)} ms; heap grew by at most ${(heap / 1e6).toFixed(0)} MB`,
);
if (heap > MOST_HEAP) {
	console.error(`the heap grew by more than ${MOST_HEAP / 1e6} MB`);
	process.exit(1);
}
