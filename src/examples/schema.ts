import { z } from 'zod';
import type { EngineId } from '../engines/engines.ts';
import type { CommandPart } from './fill-in.ts';
import { PatternError, PLACEHOLDERS, toPosix } from './pattern.ts';
import { ShellTextError } from './shell-text.ts';
import { partsOf, valueNames, withDefaults, type Values } from './values.ts';

/**
 * A regular expression, written as text in YAML and checked when the file is read. The recorder and the readers'
 * check script both use it, so it must be one that JavaScript and the shell understand alike.
 */
const pattern = z
	.string()
	.min(1)
	.superRefine((text, context) => {
		try {
			new RegExp(text, 'mu');
		} catch (cause) {
			context.addIssue({
				code: 'custom',
				message: `not a regular expression: ${(cause as Error).message}`,
			});
			return;
		}
		try {
			toPosix(text);
		} catch (cause) {
			if (!(cause instanceof PatternError)) throw cause;
			context.addIssue({ code: 'custom', message: `not a pattern for the shell: ${cause.message}` });
		}
	});

const commandText = z
	.string()
	.min(1)
	.refine((text) => text.trim() === text, 'has white space around it; in YAML, end a block with |-');

const exitStatus = z.int().min(0).max(255);

// What `describe` says of a field, an editor shows as well: `npm run schema`.

/** What must hold when a command has ended. The recorder refuses a run in which it does not. */
const expectation = z.strictObject({
	exit: exitStatus
		.default(0)
		.describe('Exit status; one other than 0 is a failure on purpose, and the page says so.'),
	output: pattern.optional().describe('Must match somewhere in the output (regular expression, flags `mu`).'),
	noOutput: pattern.optional().describe('Must not match anywhere in the output.'),
});

/** The same fields, none filled in: they replace those of `expect` for one engine. */
const expectationChange = z.strictObject({
	exit: exitStatus.optional(),
	output: pattern.optional(),
	noOutput: pattern.optional(),
});

/** One line typed into the program that a step's command has started. */
const sessionInput = z.strictObject({
	note: z.string().min(1).optional().describe('A sentence for the reader about this line.'),
	type: commandText
		.refine((text) => !/[‹›]/u.test(text), 'a line of a session cannot have a ‹value›')
		.describe('What is typed, without the Enter key.'),
});

/** A conversation with the program that the command starts, such as a shell in a container. */
const session = z.strictObject({
	prompt: z
		.string()
		.min(1)
		.describe(
			'The prompt of the program to the letter, trailing space included: it is how the recorder knows that the program waits.',
		),
	inputs: z
		.array(sessionInput)
		.min(1)
		.describe('Lines typed at the prompt, in order. The last one ends the program.'),
});

/** Seconds that a step may take when its example does not say. */
export const DEFAULT_TIME_LIMIT = 60;

const step = z
	.strictObject({
		note: z
			.string()
			.min(1)
			.optional()
			.describe('A sentence for the reader, shown above the command. Markdown code spans are allowed.'),
		command: commandText.optional().describe('The command for the shell; `$CR` stands for the engine.'),
		commands: z
			.strictObject({ podman: commandText, docker: commandText })
			.optional()
			.describe('One command per engine, only where they truly differ. Takes the place of `command`.'),
		session: session.optional().describe('A conversation with the program that the command starts.'),
		interruptAfter: pattern
			.optional()
			.describe('For a command that runs until it is stopped: press Ctrl-C once the output matches.'),
		expect: expectation.prefault({}).describe('What must hold when the command has ended.'),
		capture: z
			.record(z.string().regex(/^[a-z][a-z0-9-]*$/u), pattern)
			.default({})
			.describe(
				'Values in the output that a later step prints again, such as the id of a container: a pattern by name, whose first group, else whole match, is the value. A later pattern writes it as `‹name›`, and two runs are compared by it. What a reader must type again, the command itself keeps in a shell variable: `id=$($CR run …)`.',
			),
		anyOrder: z
			.boolean()
			.default(false)
			.describe('The engine prints the lines in another order each time: two runs are compared without it.'),
		expectOn: z
			.strictObject({ podman: expectationChange.optional(), docker: expectationChange.optional() })
			.optional()
			.describe(
				'Where the engines do not answer alike: these fields replace those of `expect` for one of them.',
			),
		timeLimit: z
			.number()
			.positive()
			.max(600)
			.default(DEFAULT_TIME_LIMIT)
			.describe('Seconds after which the recorder gives up.'),
	})
	.refine((value) => (value.command === undefined) !== (value.commands === undefined), {
		message: 'a step has either `command` or `commands`, and not both',
	})
	.refine((value) => !(value.session && value.interruptAfter), {
		message: 'a step has `session` or `interruptAfter`, and not both',
	});

/**
 * An example file, `content/examples/<chapter>/<name>.yaml`. The recorder runs its steps from top to
 * bottom in one shell; the page shows them in the same order.
 */
const writtenSchema = z
	.strictObject({
		title: z.string().min(1).max(70).describe('What the example shows, as a heading: no full stop.'),
		runsOn: z
			.enum(['engines', 'linux'])
			.default('engines')
			.describe('`engines`: recorded on each engine. `linux`: needs no engine and is recorded once.'),
		needs: z
			.enum(['limits', 'nfs'])
			.optional()
			.describe(
				'What not every machine has. `limits`: it sets limits on memory, processors or processes, or shows how much of them is used. `nfs`: it mounts from an NFS server. Such an example is recorded apart from the rest of its chapter, on a machine that has it, so it must stand on its own: what it uses it starts.',
			),
		difference: z
			.string()
			.min(1)
			.optional()
			.describe('One or two sentences on why the engines answer differently here, where they do.'),
		values: valueNames
			.optional()
			.describe(
				'Names in `content/values.yaml` of what readers may want to change; the commands write it as `‹name›`.',
			),
		steps: z.array(step).min(1).describe('What is done, in order.'),
	})
	.superRefine((example, context) => {
		const captured = new Set<string>();
		for (const [index, { expect, expectOn, capture }] of example.steps.entries()) {
			const expectations = { expect, ...expectOn };
			const patterns = Object.values(expectations).flatMap((value) => [value?.output, value?.noOutput]);
			for (const pattern of patterns) {
				const unknown = namesIn(pattern ?? '').find((name) => !captured.has(name));
				if (unknown !== undefined)
					context.addIssue({
						code: 'custom',
						path: ['steps', index],
						message: `‹${unknown}› is not captured by a step before this one`,
					});
			}
			for (const name of Object.keys(capture)) captured.add(name);
		}
	})
	.superRefine((example, context) => {
		if (example.runsOn === 'engines') return;
		for (const [index, { command, commands, expectOn }] of example.steps.entries()) {
			const path = ['steps', index];
			if (commands || expectOn)
				context.addIssue({ code: 'custom', path, message: 'names engines, but runsOn is linux' });
			if (command !== undefined && /\$CR\b/u.test(command))
				context.addIssue({
					code: 'custom',
					path: [...path, 'command'],
					message: 'uses $CR, but runsOn is linux',
				});
		}
	});

/** The keys of a step under which commands stand. */
type CommandKey = 'command' | EngineId;

/**
 * The schema of an example, with the values that its commands may use. In what it puts out, the commands have the
 * values' defaults; `parts` has the commands with values in pieces.
 *
 * @param values what `content/values.yaml` declares
 */
export function exampleSchemaWith(values: Values) {
	return writtenSchema.transform(({ steps, ...example }, context) => {
		const fault = (path: PropertyKey[], message: string) =>
			context.issues.push({ code: 'custom', path, message, input: example });
		const names = example.values ?? [];
		for (const [index, name] of names.entries()) {
			if (!Object.hasOwn(values, name))
				fault(
					['values', index],
					`no value “${name}” in values.yaml; there are: ${Object.keys(values).join(', ')}`,
				);
			if (names.indexOf(name) !== index) fault(['values', index], `“${name}” is listed twice`);
		}
		const allowed = Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
		const used = new Set<string>();
		const filled = steps.map((step, index) => {
			const parts: Partial<Record<CommandKey, CommandPart[]>> = {};
			const fill = (text: string, key: CommandKey, path: PropertyKey[]): string => {
				try {
					const pieces = partsOf(text, allowed);
					const own = pieces.flatMap((piece) => ('value' in piece ? [piece.value] : []));
					if (own.length > 0) parts[key] = pieces;
					for (const name of own) used.add(name);
					return withDefaults(pieces);
				} catch (cause) {
					if (!(cause instanceof ShellTextError)) throw cause;
					fault(['steps', index, ...path], cause.message);
					return text;
				}
			};
			const { command, commands } = step;
			return {
				...step,
				...(command === undefined ? {} : { command: fill(command, 'command', ['command']) }),
				...(commands && {
					commands: {
						podman: fill(commands.podman, 'podman', ['commands', 'podman']),
						docker: fill(commands.docker, 'docker', ['commands', 'docker']),
					},
				}),
				...(Object.keys(parts).length > 0 ? { parts } : {}),
			};
		});
		for (const [index, name] of names.entries())
			if (Object.hasOwn(values, name) && !used.has(name))
				fault(['values', index], `no command uses ‹${name}›`);
		return { ...example, steps: filled };
	});
}

/** The schema of an example that uses no values. */
export const exampleSchema = exampleSchemaWith({});

/** What an author writes. */
export type ExampleSource = z.input<typeof exampleSchema>;
/** What the code works with: defaults filled in. */
export type Example = z.output<typeof exampleSchema>;
export type Expectation = z.output<typeof expectation>;
export type Need = NonNullable<Example['needs']>;
export type Session = z.output<typeof session>;

function namesIn(pattern: string): string[] {
	return [...pattern.matchAll(PLACEHOLDERS)].map((match) => match.groups!['name']!);
}
