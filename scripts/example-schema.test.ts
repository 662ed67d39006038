import { existsSync, globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { EXAMPLE_SCHEMA_FILE, exampleSchemaText } from './example-schema.ts';

const text = readFileSync(EXAMPLE_SCHEMA_FILE, 'utf8');

test('the schema for editors is that of the code; npm run schema makes it again', async () => {
	expect(text).toBe(await exampleSchemaText());
});

test('it takes every example of the book, and refuses what is misspelt', () => {
	const schema = z.fromJSONSchema(JSON.parse(text) as z.core.JSONSchema.JSONSchema);
	const files = globSync('content/examples/**/*.yaml');
	expect(files.length).toBeGreaterThan(100);
	for (const file of files)
		expect(schema.safeParse(parse(readFileSync(file, 'utf8'))).error?.issues ?? [], file).toEqual([]);
	expect(schema.safeParse({ title: 'One', steps: [{ comand: 'true' }] }).success).toBe(false);
	expect(schema.safeParse({ title: 'One', steps: [] }).success).toBe(false);
});

test('every field says what it is for', () => {
	const undescribed: string[] = [];
	const look = (schema: Field, path: string): void => {
		for (const [name, field] of Object.entries(schema.properties ?? {})) {
			if (field.description === undefined && !/commands|expectOn/u.test(path))
				undescribed.push(`${path}.${name}`);
			look(field, `${path}.${name}`);
		}
		if (schema.items) look(schema.items, `${path}[]`);
	};
	look(JSON.parse(text) as Field, 'example');
	expect(undescribed).toEqual([]);
});

test('the editor’s settings name the schema, and the files that it is for', () => {
	const settings = JSON.parse(readFileSync('.vscode/settings.json', 'utf8')) as {
		'yaml.schemas': Record<string, string>;
	};
	const [[file, pattern]] = Object.entries(settings['yaml.schemas']) as [[string, string]];
	expect(existsSync(file)).toBe(true);
	expect(globSync(pattern).length).toBeGreaterThan(100);
});

interface Field {
	description?: string;
	properties?: Record<string, Field>;
	items?: Field;
}
