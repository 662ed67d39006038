import { readFileSync } from 'node:fs';
import { parseExample, parseValues } from '../src/examples/parse.ts';

const VALUES_FILE = 'content/values.yaml';
const VALUES = parseValues(readFileSync(VALUES_FILE, 'utf8'), VALUES_FILE);

/** An example of the book, by its id: `<chapter>/<name>`. */
export function exampleOf(id: string) {
	const file = `content/examples/${id}.yaml`;
	return parseExample(readFileSync(file, 'utf8'), file, VALUES);
}
