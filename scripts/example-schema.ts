import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { exampleSchema } from '../src/examples/schema.ts';

export const EXAMPLE_SCHEMA_FILE = 'content/example.schema.json';

/** The schema of what authors write in an example file, as JSON Schema (draft 2020-12), laid out as the formatter wants it. */
export async function exampleSchemaText(): Promise<string> {
	const schema = {
		title: 'An example of the book',
		description: 'Made by npm run schema from src/examples/schema.ts.',
		...z.toJSONSchema(exampleSchema, { io: 'input' }),
	};
	const options = await resolveConfig(EXAMPLE_SCHEMA_FILE);
	return format(JSON.stringify(schema), { ...options, filepath: EXAMPLE_SCHEMA_FILE });
}
