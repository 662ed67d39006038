import type { CommandPart } from '../examples/fill-in.ts';
import type { Values } from '../examples/values.ts';
import { escapeHtml, type Wrapped } from './render.ts';

/**
 * Where the values of a command stand in its text, each with an element that says what it is.
 *
 * @param parts the command in pieces
 * @param values what `content/values.yaml` declares
 */
export function wrappedValues(parts: readonly CommandPart[], values: Values): Wrapped[] {
	let end = 0;
	return parts.flatMap((part) => {
		const start = end;
		end += ('text' in part ? part.text : part.default).length;
		if ('text' in part) return [];
		const { label, default: recorded, pattern, help } = values[part.value]!;
		const data = { value: part.value, label, default: recorded, pattern, help };
		const attributes = Object.entries(data).map(([key, text]) => ` data-${key}="${escapeHtml(text)}"`);
		return [
			{
				start,
				end,
				open: `<var class="value" title="${escapeHtml(label)}"${attributes.join('')}>`,
				close: '<svg viewBox="0 0 16 16" aria-hidden="true"><use href="#icon-pencil"></use></svg></var>',
			},
		];
	});
}
