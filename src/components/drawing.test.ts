import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DrawingError, drawingsOf, parseDrawing } from './drawing.ts';

const FOLDER = 'content/diagrams';
const svg = (inside: string, attributes = 'viewBox="0 0 480 100"') =>
	`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>\n\t<title>A box</title>\n\t<desc>A box,\n\t\tempty.</desc>\n\t${inside}\n</svg>\n`;

test('a drawing is taken apart', () => {
	expect(parseDrawing(svg('<rect class="box" /> <!-- a box -->'), 'box')).toEqual({
		title: 'A box',
		description: 'A box, empty.',
		svg: '<svg aria-hidden="true" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 100"><rect class="box" /></svg>',
	});
});

test.each([
	['<script>1</script>', '<script, an element that drawings do not have'],
	['<g onclick="x()" />', 'onclick=, an attribute that drawings do not have'],
	['<rect fill="#fff" />', 'fill=", a look of its own: use the classes'],
	['<g id="other" />', 'id="other": ids begin with the drawing’s name, since a page has several'],
])('%s is refused', (inside, message) => {
	expect(() => parseDrawing(svg(inside), 'box')).toThrow(
		new DrawingError(`content/diagrams/box.svg: found ${message}`),
	);
});

test('so is a drawing without words, or of another width', () => {
	const words = svg('').replace('A box,\n\t\tempty.', ' ');
	expect(() => parseDrawing(words, 'box')).toThrow('expected a <desc> with text, found none');
	expect(() => parseDrawing(svg('', 'viewBox="0 0 800 100"'), 'box')).toThrow(
		'expected a viewBox="0 0 480 …"',
	);
});

test('one for all readers, or one for each engine', () => {
	const engines = (texts: Record<string, string>) => drawingsOf('box', texts).map(({ engine }) => engine);
	expect(engines({ box: svg('') })).toEqual([undefined]);
	expect(engines({ 'box.docker': svg(''), 'box.podman': svg('') })).toEqual(['podman', 'docker']);
	expect(() => engines({})).toThrow(
		'expected box.svg, or box.podman.svg and box.docker.svg; found none of them',
	);
	expect(() => engines({ 'box.podman': svg('') })).toThrow('found box.podman.svg');
	expect(() => engines({ box: svg(''), 'box.podman': svg('') })).toThrow('found box.svg, box.podman.svg');
});

test('every drawing of the book can be taken, says the same in words, and is on a page', () => {
	const chapters = readdirSync('content/chapters')
		.map((file) => readFileSync(`content/chapters/${file}`, 'utf8'))
		.join('\n');
	for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.svg'))) {
		const name = file.replace(/\.svg$/u, '');
		const { description, svg: drawing } = parseDrawing(readFileSync(`${FOLDER}/${file}`, 'utf8'), name);
		expect(chapters, file).toContain(`<Diagram name="${name.replace(/\.\w+$/u, '')}"`);
		// A description that names less than the picture shows is no alternative to it.
		expect(description.length, file).toBeGreaterThan(120);
		expect(drawing, file).toMatch(/<text/u);
	}
});
