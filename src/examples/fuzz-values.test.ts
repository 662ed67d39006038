import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { outputOf, scriptOf, valueCases } from './fuzz-values.ts';

const COUNT = 3000;

test.each([
	['sh', ''],
	['bash', ''],
	// As at a prompt, where `!` looks up old commands.
	['bash', 'set -o history -o histexpand\n'],
])('%s %j sees the values as they are, and everything else as it was', (shell, before) => {
	const cases = [...valueCases(1, COUNT)];
	const script = before + scriptOf(cases);
	expect(spawnSync(shell, ['-n'], { input: script }).status).toBe(0);
	const { stdout, stderr } = spawnSync(shell, ['-s'], { input: script, maxBuffer: 1e9 });
	expect(stderr.toString()).toBe('');
	const seen = stdout.toString().split('\0\0');
	const expected = outputOf(cases).split('\0\0');
	for (const [index, text] of expected.entries()) if (seen[index] !== text) expect([cases[index], seen[index]]).toBe(text);
	expect(stdout.toString()).toBe(outputOf(cases));
});

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
