import { expect, test } from '@playwright/test';
import { addAttribute } from 'astro/runtime/server/index.js';
import { commandHtml } from '../src/components/render.ts';
import { wrappedValues } from '../src/components/values-in-command.ts';
import { randomOf } from '../src/examples/fuzz-values.ts';
import type { CommandPart } from '../src/examples/fill-in.ts';

/** Commands that are made; the browser parses them all. */
const COUNT = 3000;

const PIECES = [
	...[
		'podman ',
		'container run ',
		'--rm ',
		'-p 8080:80 ',
		"'a b' ",
		'"$HOME" ',
		'$(id -u) ',
		'`date` ',
		'\\\n  ',
	],
	...[
		'cat >f <<\'END\'\n# text\n\tindented \\\n<p class="x">&amp;</p>\nEND\n',
		'cat <<-E\n\t"\n\tE\n',
		'# note\n',
	],
	...[
		'\t',
		'  ',
		'\n',
		'\n\n',
		'\\',
		'\\\\',
		'&&',
		'&lt;',
		'<',
		'>',
		'>"',
		"'",
		'"',
		'&quot;',
		'&#10;',
		'</pre>',
	],
	...[
		'</code><script>1</script>',
		'<!--',
		']]>',
		'é',
		'e\u0301',
		'漢字',
		'👩‍🚀',
		'\u00a0',
		'\u200b',
		'‹',
		'{{.Names}}',
		'|',
		';',
	],
];

const VALUES = { x: { label: '<b>"&\'', default: '80', pattern: '["<>&]+', help: '"<&>".' } };

/** The same commands for every run. */
function commands(): { command: string; parts: CommandPart[] }[] {
	const random = randomOf(11);
	const below = (most: number) => Math.floor(random() * most);
	return Array.from({ length: COUNT }, () => {
		const parts: CommandPart[] = [];
		for (let count = 1 + below(8); count > 0; count--) {
			if (below(6) === 0) parts.push({ value: 'x', quote: 'none', default: '80' });
			else parts.push({ text: PIECES[below(PIECES.length)]! });
		}
		return { command: parts.map((part) => ('text' in part ? part.text : part.default)).join(''), parts };
	});
}

test('what a browser reads out of the page is the command, to the letter', async ({ page }) => {
	const made = commands();
	const html = made.map(
		({ command, parts }) =>
			`<div${String(addAttribute(command, 'data-command'))}${String(addAttribute(JSON.stringify(parts), 'data-parts'))}>` +
			`<pre><code data-prompt="$ ">${commandHtml(command, wrappedValues(parts, VALUES))}</code></pre></div>`,
	);
	await page.goto('about:blank');
	const read = await page.evaluate(
		(all) =>
			all.map((text) => {
				const { body } = new DOMParser().parseFromString(text, 'text/html');
				const { dataset } = body.querySelector('div')!;
				const value = body.querySelector<HTMLElement>('var');
				return {
					elements: new Set([...body.querySelectorAll('*')].map(({ localName }) => localName)).size,
					copied: dataset['command'],
					parts: JSON.parse(dataset['parts']!) as unknown,
					shown: body.querySelector('code')!.textContent,
					label: value?.dataset['label'],
					pattern: value?.dataset['pattern'],
				};
			}),
		html,
	);
	for (const [index, { command, parts }] of made.entries()) {
		const { copied, shown, label, pattern, elements } = read[index]!;
		expect([copied, shown, read[index]!.parts]).toEqual([command, command, parts]);
		// div, pre, code, span; var, svg, use: nothing else has come out of the text.
		expect(elements).toBeLessThanOrEqual(7);
		if (parts.some((part) => 'value' in part))
			expect([label, pattern]).toEqual([VALUES.x.label, VALUES.x.pattern]);
	}
});
