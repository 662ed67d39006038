import { describe, expect, test } from 'vitest';
import { ENGINE_IDS } from '../engines/engines.ts';
import { commandsFor, typedTexts, variantsOf, withEngine, type Variant } from './commands.ts';
import { exampleSchema, type ExampleSource } from './schema.ts';

const exampleOf = (...steps: ExampleSource['steps']) => exampleSchema.parse({ title: 'Test', steps });
const linuxExampleOf = (...steps: ExampleSource['steps']) =>
	exampleSchema.parse({ title: 'Test', runsOn: 'linux', steps });

test('an example exists on every engine, or on plain Linux', () => {
	expect(variantsOf(exampleOf({ command: 'ls' }))).toEqual(ENGINE_IDS);
	expect(variantsOf(linuxExampleOf({ command: 'ls' }))).toEqual(['linux']);
});

describe('the engine in a command', () => {
	test.each([
		['$CR ps', 'podman ps', 'docker ps'],
		['sudo $CR ps && $CR images', 'sudo podman ps && podman images', undefined],
		['$CR rm $($CR ps -q)', 'podman rm $(podman ps -q)', 'docker rm $(docker ps -q)'],
		['"$CR" ps', '"podman" ps', '"docker" ps'],
		['$CR build - <<END\nRUN $CR\nEND', 'podman build - <<END\nRUN podman\nEND', undefined],
		['ls ~/.$CR/$CR.sock', 'ls ~/.podman/podman.sock', 'ls ~/.docker/docker.sock'],
		['echo $CRX $CR_A $CR1 $cr', 'echo $CRX $CR_A $CR1 $cr', 'echo $CRX $CR_A $CR1 $cr'],
	])('%j', (command, podman, docker = podman.replaceAll('podman', 'docker')) => {
		expect(withEngine(command, 'podman')).toBe(podman);
		const example = exampleOf({ command });
		expect(commandsFor(example, 'podman')[0]!.command).toBe(podman);
		expect(commandsFor(example, 'docker')[0]!.command).toBe(docker);
	});

	test('may be a command of its own', () => {
		const example = exampleOf({ commands: { podman: '$CR info', docker: '$CR system info' } });
		expect(commandsFor(example, 'podman')[0]!.command).toBe('podman info');
		expect(commandsFor(example, 'docker')[0]!.command).toBe('docker system info');
	});

	test('leaves plain Linux alone', () => {
		expect(commandsFor(linuxExampleOf({ command: 'echo $CRX' }), 'linux')[0]!.command).toBe('echo $CRX');
	});
});

test('a step carries all that the recorder and the page need', () => {
	const session = { prompt: '# ', inputs: [{ note: 'Who?', type: 'whoami' }, { type: 'exit' }] };
	const example = exampleOf(
		{ note: 'Look.', command: '$CR run -it alpine:3', session, timeLimit: 5 },
		{ command: '$CR events', interruptAfter: 'start' },
	);
	expect(commandsFor(example, 'docker')).toEqual([
		{
			note: 'Look.',
			command: 'docker run -it alpine:3',
			session,
			interruptAfter: undefined,
			expect: { exit: 0, output: undefined, noOutput: undefined },
			capture: {},
			anyOrder: false,
			timeLimit: 5,
		},
		{
			note: undefined,
			command: 'docker events',
			session: undefined,
			interruptAfter: 'start',
			expect: { exit: 0, output: undefined, noOutput: undefined },
			capture: {},
			anyOrder: false,
			timeLimit: 60,
		},
	]);
});

test('expectOn replaces field by field, for its engine only', () => {
	const example = exampleOf({
		command: 'ls',
		expect: { exit: 1, output: 'a', noOutput: 'b' },
		expectOn: { docker: { exit: 0, output: 'c' } },
	});
	const expectations = ENGINE_IDS.map((engine) => commandsFor(example, engine)[0]!.expect);
	expect(expectations).toEqual([
		{ exit: 1, output: 'a', noOutput: 'b' },
		{ exit: 0, output: 'c', noOutput: 'b' },
	]);
});

test.each<[string, Variant]>([
	['engines', 'linux'],
	['linux', 'podman'],
	['linux', 'docker'],
])('an example for %s has no variant %s', (runsOn, variant) => {
	const example = runsOn === 'linux' ? linuxExampleOf({ command: 'ls' }) : exampleOf({ command: 'ls' });
	expect(() => commandsFor(example, variant)).toThrow(new RangeError(`“Test” has no variant ${variant}`));
});

test('what is typed, in order', () => {
	const example = exampleOf(
		{
			command: '$CR run -it alpine:3',
			session: { prompt: '# ', inputs: [{ type: 'id' }, { type: 'exit' }] },
		},
		{ command: '$CR events', interruptAfter: 'start' },
		{ command: 'cat <<END\n$CR\nEND' },
	);
	expect(typedTexts(commandsFor(example, 'podman'))).toEqual([
		'podman run -it alpine:3',
		'id',
		'exit',
		'podman events',
		'^C',
		'cat <<END\npodman\nEND',
	]);
});
