// Puts hostile values into generated commands and has a real `sh` print the arguments that it sees.
// `node scripts/fuzz-values.ts [count] [seed]`; prints what it did, exit status 1 on a fault.
import { spawnSync } from 'node:child_process';
import { outputOf, scriptOf, valueCases, type ValueCase } from '../src/examples/fuzz-values.ts';

const [count = 1_000_000, seed = 1] = process.argv.slice(2).map(Number);
/** Commands that one shell runs: a script of some megabytes. */
const AT_ONCE = 10_000;

let done = 0;
let batch: ValueCase[] = [];
for (const one of valueCases(seed, count)) {
	batch.push(one);
	if (batch.length === AT_ONCE || done + batch.length === count) {
		hold(batch);
		done += batch.length;
		batch = [];
	}
}
console.log(`${done} commands with hostile values (seed ${seed}): sh saw every argument as it should be`);

function hold(cases: readonly ValueCase[]): void {
	if (agrees(cases)) return;
	const culprit = cases.find((one) => !agrees([one])) ?? cases;
	console.error(`seed ${seed}: sh saw something else\n${JSON.stringify(culprit, undefined, '\t')}`);
	process.exit(1);
}

function agrees(cases: readonly ValueCase[]): boolean {
	const input = scriptOf(cases);
	if (spawnSync('sh', ['-n'], { input }).status !== 0) return false;
	const { stdout, stderr } = spawnSync('sh', ['-s'], { input, maxBuffer: 2 ** 30 });
	return stderr.length === 0 && stdout.toString() === outputOf(cases);
}
