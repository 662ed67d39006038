import { isMap, isSeq, LineCounter, parseDocument, visit, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import { exampleSchemaWith, type Example } from './schema.ts';
import { valuesSchema, type Values } from './values.ts';

/** An author's mistake in an example file, or in the file of values: where it is, what was expected, what was found. */
export class ExampleError extends Error {
	override name = 'ExampleError';
}

/**
 * Reads one example file.
 *
 * @param text the file's text (YAML)
 * @param file its path, for the error
 * @param values what `content/values.yaml` declares
 * @throws {ExampleError} with one line per fault: `file:line:column path: what is wrong`
 */
export function parseExample(text: string, file: string, values: Values = {}): Example {
	return parseWith(exampleSchemaWith(values), text, file);
}

/**
 * Reads `content/values.yaml`, what readers may want to change.
 *
 * @param text the file's text (YAML)
 * @param file its path, for the error
 * @throws {ExampleError} as `parseExample` does
 */
export function parseValues(text: string, file: string): Values {
	return parseWith(valuesSchema, text, file);
}

function parseWith<Schema extends z.ZodType>(schema: Schema, text: string, file: string): z.output<Schema> {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
	const refuse = (offset: number, message: string) => {
		const { line, col } = lines.linePos(offset);
		throw new ExampleError(`${file}:${line}:${col} is not YAML: ${message}`);
	};
	// A warning means that text would be lost: an unquoted `!word` is a tag.
	const [fault] = [...document.errors, ...document.warnings];
	if (fault) refuse(fault.pos[0], fault.message);
	visit(document, {
		Alias(_key, alias) {
			if (!alias.resolve(document))
				refuse(alias.range![0], `no anchor ${alias.source}; quote what starts with *`);
		},
	});
	const result = schema.safeParse(document.toJS());
	if (result.success) return result.data;
	const faults = result.error.issues.map((issue) => {
		const { line, col } = lines.linePos(offsetOf(document, issue));
		const path = issue.path.join('.') || 'the file';
		return `${file}:${line}:${col} ${path}: ${issue.message}`;
	});
	throw new ExampleError(faults.join('\n'));
}

/** Where in the text an issue points: its own node, or the nearest one above it that exists. */
function offsetOf(document: Document.Parsed, issue: z.core.$ZodIssue): number {
	if (issue.code === 'unrecognized_keys') {
		const parent = issue.path.length ? document.getIn(issue.path, true) : document.contents;
		const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === issue.keys[0]) : undefined;
		const key = pair?.key as Node | undefined;
		if (key?.range) return key.range[0];
	}
	for (let length = issue.path.length; length > 0; length--) {
		const node = document.getIn(issue.path.slice(0, length), true) as Node | undefined;
		if (node?.range && (length === issue.path.length || isMap(node) || isSeq(node))) return node.range[0];
	}
	return 0;
}
