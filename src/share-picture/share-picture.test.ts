import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENGINE_IDS } from '../engines/engines.ts';
import { parseExample } from '../examples/parse.ts';
import { PARTS } from '../examples/parts.ts';
import { coloursByDay } from './colours.ts';
import { pictureFile, SIZE } from './names.ts';
import { lookOf, openPainter } from './painter.ts';
import { pictureSvg, type Look } from './picture.ts';
import { picturedCommands, type Subject } from './subject.ts';
import { subjectsOfTheBook } from './subjects-of-the-book.ts';

const CONTENT = new URL('../../content/', import.meta.url);
const BOOK = 'Containers by Example';
let subjects: Map<string, Subject>;
let look: Look;
beforeAll(async () => {
	subjects = await subjectsOfTheBook(CONTENT);
	look = await lookOf(BOOK);
});

test('every chapter shows one of its commands, for each engine or for both', () => {
	for (const name of PARTS.flatMap(({ chapters }) => chapters)) {
		const engines = subjects.get(name)!.commands.map(({ engine }) => engine);
		expect([[...ENGINE_IDS], ['both']], name).toContainEqual(engines);
	}
});

test('every page’s title has room, and nothing of a picture depends on the fonts of the machine', () => {
	for (const subject of subjects.values()) {
		const svg = pictureSvg(subject, look);
		expect(svg).not.toMatch(/<text|font-family|NaN|undefined/u);
		expect(svg.match(/<path/gu)!.length).toBeGreaterThan(20);
	}
});

test('a title that has no room, and a letter that the face has not, are refused', () => {
	const subject = { ...subjects.get('images')!, title: 'A title that goes on '.repeat(6).trim() };
	expect(() => pictureSvg(subject, look)).toThrow('has no room on a picture');
	expect(() => pictureSvg({ ...subject, title: 'Контейнеры' }, look)).toThrow('the face has no “К”');
});

test('a picture is small, of its size, in the book’s colours, and the same each time', async () => {
	const paint = await openPainter(BOOK);
	const subject = subjects.get('first-containers')!;
	const picture = await paint(subject);
	expect(picture.length).toBeLessThan(40_000);
	expect(await sharp(picture).metadata()).toMatchObject({ ...SIZE, format: 'png', isPalette: true });
	const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
	const at = (x: number, y: number) => {
		const from = (y * info.width + x) * info.channels;
		return `#${data.subarray(from, from + 3).toString('hex')}`;
	};
	const palette = coloursByDay(await readFile(new URL('../shell/palette.css', import.meta.url), 'utf8'));
	expect([at(10, 300), at(10, 2), at(1190, 2)]).toEqual(['paper', 'podman', 'docker'].map(palette));
	expect([at(1100, 450), at(1100, 540)]).toEqual(['podman-wash', 'docker-wash'].map(palette));
	expect((await (await openPainter(BOOK))(subject)).equals(picture)).toBe(true);
});

test('a colour that the palette lacks is named', () => {
	expect(() => coloursByDay('--paper: light-dark(#ffffff, #000000);')('ink')).toThrow('--ink');
});

test('pictures are named after their pages', () => {
	expect([pictureFile('/'), pictureFile('/images/')]).toEqual(['pictures/index.png', 'pictures/images.png']);
});

describe('a command', () => {
	const of = (commands: string) => [parseExample(`title: T\nsteps:\n${commands}`, 't.yaml')];

	test('is given for each engine, and once where all have the same', () => {
		expect(picturedCommands('podman ps', of('  - command: $CR ps'))).toEqual([
			{ engine: 'podman', text: 'podman ps' },
			{ engine: 'docker', text: 'docker ps' },
		]);
		expect(picturedCommands('ls', of('  - command: ls'))).toEqual([{ engine: 'both', text: 'ls' }]);
	});

	test('must be the page’s own, and have room', () => {
		expect(() => picturedCommands('podman ls', of('  - command: $CR ps'))).toThrow(
			'none of the page’s examples',
		);
		const long = `podman run ${'x'.repeat(60)}`;
		expect(() => picturedCommands(long, of(`  - command: ${long.replace('podman', '$CR')}`))).toThrow(
			'at most 64 characters',
		);
	});
});
