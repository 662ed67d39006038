import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { whyRefused } from './fill-in.ts';
import { outputOf, scriptOf, valueCases, type ValueCase } from './fuzz-values.ts';

const COUNT = 3000;

test.each(['sh', 'bash'])('%s sees the values as they are, and everything else as it was', (shell) => {
	const cases = [...valueCases(1, COUNT)];
	const script = scriptOf(cases);
	expect(spawnSync(shell, ['-n'], { input: script }).status).toBe(0);
	expectSeen(shell, script, cases);
});

test('as at a prompt, where bash looks up old commands for “!”', () => {
	// What a reader can give: line ends and the like are refused. A `!` of the command's own is not the value's.
	const cases = [...valueCases(5, 2 * COUNT)].filter(
		({ template, values }) =>
			!template.includes('!') &&
			Object.values(values).every((value) => whyRefused(value, { pattern: '.+', help: '' }) === undefined),
	);
	expect(cases.filter(({ command }) => command.includes('!')).length).toBeGreaterThan(50);
	expectSeen('bash', `set -o history -o histexpand\n${scriptOf(cases)}`, cases);
});

function expectSeen(shell: string, script: string, cases: readonly ValueCase[]): void {
	const { stdout, stderr } = spawnSync(shell, ['-s'], { input: script, maxBuffer: 1e9 });
	expect(stderr.toString()).toBe('');
	expect(stdout.toString() === outputOf(cases)).toBe(true);
}

test('the cases are hostile enough: without quoting hardly one survives', () => {
	const cases = [...valueCases(2, 200)].map((one) => ({
		...one,
		command: one.template.replaceAll(/‹(\w)›/gu, (_, name: string) => one.values[name]!),
	}));
	const broken = cases.filter((one) => {
		const { stdout } = spawnSync('sh', ['-s'], { input: scriptOf([one]), cwd: '/', env: {} });
		return stdout.toString() !== outputOf([one]);
	});
	expect(broken.length).toBeGreaterThan(100);
});

test('the same seed gives the same cases', () => {
	expect([...valueCases(3, 20)]).toEqual([...valueCases(3, 20)]);
	expect([...valueCases(3, 20)]).not.toEqual([...valueCases(4, 20)]);
});
