// Makes content/source-runs.txt: the fingerprints of every run of five words in the text that the book's topics come from.
// Usage: node scripts/source-runs.ts SOURCE.md >content/source-runs.txt
import { readFileSync } from 'node:fs';
import { fingerprint, RUN, runsOfWords } from './runs-of-words.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
	console.error('Usage: node scripts/source-runs.ts SOURCE.md');
	process.exit(2);
}
const runs = runsOfWords(readFileSync(file, 'utf8'));
console.log(
	`# SHA-256, shortened, of each run of ${RUN} words in the text that this book's topics come from.`,
);
console.log([...new Set(runs.map(fingerprint))].sort().join('\n'));
