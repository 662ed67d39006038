/**
 * Writes `content/example.schema.json`, with which an editor completes and checks example files: `npm run schema`.
 * What only the reader of examples can check, such as a pattern or a value's name, the build reports.
 */
import { writeFile } from 'node:fs/promises';
import { EXAMPLE_SCHEMA_FILE, exampleSchemaText } from './example-schema.ts';

await writeFile(EXAMPLE_SCHEMA_FILE, await exampleSchemaText());
console.log(`Wrote ${EXAMPLE_SCHEMA_FILE}`);
