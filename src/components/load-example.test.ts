import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandsFor } from '../examples/commands.ts';
import { parseExample } from '../examples/parse.ts';
import { loadExample, readRecording } from './load-example.ts';

const ID = 'first-containers/name-clash';
const source = readFileSync(`content/examples/${ID}.yaml`, 'utf8');
const cast = readFileSync(`content/recordings/${ID}.docker.cast`, 'utf8');

function dockerSteps(text: string) {
	return commandsFor(parseExample(text, 'changed.yaml'), 'docker');
}

test('an example of the book is shown with both recordings', async () => {
	const { variants } = await loadExample(ID);
	expect(variants.map(({ label }) => label)).toEqual(['Podman', 'Docker']);
	for (const { steps } of variants)
		expect(steps.map(({ transcript }) => transcript.exitStatus)).toEqual([0, 125, 0, 0]);
});

test('a changed command is refused by name, with the command that mends it', async () => {
	const steps = dockerSteps(source.replace('echo second', 'echo other'));
	await expect(readRecording(ID, 'docker', steps, cast)).rejects.toMatchObject({
		message: expect.stringMatching(
			/^The recording of first-containers\/name-clash on docker is stale: line 2 of the example is “docker .*echo other”, the recording has “docker .*echo second”$/u,
		) as string,
		hint: 'Record it: npm run record -- first-containers/name-clash --engine docker',
	});
});

test('a changed note or expectation asks for no new recording', async () => {
	const steps = dockerSteps(source.replace('exit: 125', 'exit: 1').replace('Without', 'No'));
	await expect(readRecording(ID, 'docker', steps, cast)).resolves.toBeDefined();
});

test('a recording that is missing or damaged is refused by name', async () => {
	const steps = dockerSteps(source);
	await expect(readRecording(ID, 'docker', steps, undefined)).rejects.toThrow(
		'first-containers/name-clash has no recording on docker',
	);
	await expect(readRecording(ID, 'docker', steps, cast.slice(0, -20))).rejects.toThrow(
		/^The recording of first-containers\/name-clash on docker cannot be read: line \d+, column \d+: expected/u,
	);
});

test('an unknown example is refused with the ones that there are', async () => {
	await expect(loadExample('first-containers/nope')).rejects.toMatchObject({
		message: 'No example “first-containers/nope”',
		hint: expect.stringContaining('first-containers/name-clash') as string,
	});
});
