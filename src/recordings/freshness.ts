import { typedTexts, type Step, type Variant } from '../examples/commands.ts';
import type { Cast } from './asciicast.ts';

/**
 * Whether a recording still shows what its example says. The markers of a recording are what was typed, so
 * they are compared with what would be typed now; nothing else is stored for it.
 *
 * @returns undefined when fresh, else one sentence: what the example has, what the recording has
 */
export function whyStale(steps: readonly Step[], cast: Cast): string | undefined {
	const wanted = typedTexts(steps);
	const recorded = cast.events.filter(({ code }) => code === 'm').map(({ data }) => data);
	const at = wanted.findIndex((text, index) => text !== recorded[index]);
	if (at >= 0) {
		const found = recorded[at] === undefined ? 'ends before it' : `has ${quoted(recorded[at])}`;
		return `line ${at + 1} of the example is ${quoted(wanted[at]!)}, the recording ${found}`;
	}
	if (recorded.length > wanted.length)
		return `the recording goes on with ${quoted(recorded[wanted.length]!)}, the example ends before it`;
	return undefined;
}

/** The command that records an example in one variant again. */
export function remedy(example: string, variant: Variant): string {
	return `npm run record -- ${example}${variant === 'linux' ? '' : ` --engine ${variant}`}`;
}

function quoted(text: string): string {
	return `“${text}”`;
}
