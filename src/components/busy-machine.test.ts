import { codeToHtml } from 'shiki';
import { afterEach, expect, test, vi } from 'vitest';
import { fencedCode } from './fenced-code.ts';
import { commandHtml } from './render.ts';

afterEach(() => vi.restoreAllMocks());

/** Each look at the clock finds it a minute later. */
function slowDown(): void {
	let now = 0;
	vi.spyOn(Date, 'now').mockImplementation(() => (now += 60_000));
}

const COMMAND = `podman run --rm "a b" | grep 'c d' > e.txt`;

test('a command has its colours, however slow the machine is', () => {
	const html = commandHtml(COMMAND);
	slowDown();
	expect(commandHtml(COMMAND)).toBe(html);
});

test('fenced code has its colours, however slow the machine is', async () => {
	const options = { lang: 'shellscript', theme: 'github-light', transformers: [fencedCode] };
	const html = await codeToHtml(COMMAND, options);
	slowDown();
	expect(await codeToHtml(COMMAND, options)).toBe(html);
});
