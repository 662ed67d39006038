import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { OTHER_NAMES } from './other-names.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../content/examples');
const examples = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.yaml'))
	.map((file) => readFileSync(path.join(FOLDER, file), 'utf8'))
	.join('\n');

test.each(Object.values(OTHER_NAMES).flat())('the book writes %s', (name) => {
	expect(examples).toContain(name);
});
