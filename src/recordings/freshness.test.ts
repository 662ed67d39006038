import { expect, test } from 'vitest';
import { commandsFor } from '../examples/commands.ts';
import { exampleSchema } from '../examples/schema.ts';
import { sessionOf } from './fixtures.ts';
import { remedy, whyStale } from './freshness.ts';

const source = {
	title: 'Test',
	steps: [
		{
			command: '$CR run -it alpine:3',
			session: { prompt: '# ', inputs: [{ type: 'id' }, { type: 'exit' }] },
		},
		{ command: '$CR events', interruptAfter: 'start' },
		{ command: '$CR ps' },
	],
};
const steps = commandsFor(exampleSchema.parse(source), 'podman');

const shell = (...lines: string[]) => ({
	command: 'podman run -it alpine:3',
	prints: lines.map((line) => ['m', line] as const),
});
const events = { command: 'podman events', prints: [['m', '^C'] as const] };
const ps = { command: 'podman ps' };

test('a recording of what would be typed now is fresh', () => {
	expect(whyStale(steps, sessionOf([shell('id', 'exit'), events, ps]))).toBeUndefined();
});

test.each([
	[
		'a changed command',
		[shell('id', 'exit'), events, { command: 'podman ps --all' }],
		'line 6 of the example is “podman ps”, the recording has “podman ps --all”',
	],
	[
		'a changed line of a session',
		[shell('whoami', 'exit'), events, ps],
		'line 2 of the example is “id”, the recording has “whoami”',
	],
	[
		'another engine',
		[{ ...shell('id', 'exit'), command: 'docker run -it alpine:3' }, events, ps],
		'line 1 of the example is “podman run -it alpine:3”, the recording has “docker run -it alpine:3”',
	],
	[
		'a step that is no longer interrupted',
		[shell('id', 'exit'), { command: 'podman events' }, ps],
		'line 5 of the example is “^C”, the recording has “podman ps”',
	],
	[
		'an added step',
		[shell('id', 'exit'), events],
		'line 6 of the example is “podman ps”, the recording ends before it',
	],
	[
		'a removed step',
		[shell('id', 'exit'), events, ps, { command: 'podman rm' }],
		'the recording goes on with “podman rm”, the example ends before it',
	],
	[
		'an empty recording',
		[],
		'line 1 of the example is “podman run -it alpine:3”, the recording ends before it',
	],
])('%s makes it stale', (_, recorded, reason) => {
	expect(whyStale(steps, sessionOf(recorded))).toBe(reason);
});

test('output, input and times do not matter', () => {
	const cast = sessionOf([shell('id', 'exit'), events, ps]);
	const others = cast.events.map((event) => ({ ...event, time: event.time * 2 }));
	expect(
		whyStale(steps, { ...cast, events: [...others, { time: 99, code: 'i', data: 'q' }] }),
	).toBeUndefined();
});

test.each([
	['podman', 'npm run record -- basics/one --engine podman'],
	['linux', 'npm run record -- basics/one'],
] as const)('the remedy on %s', (variant, command) => {
	expect(remedy('basics/one', variant)).toBe(command);
});
