import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { castFiles, COMMANDS, exampleFile, examplesOf } from './examples.ts';
import { randomOf } from '../../src/examples/fuzz-values.ts';
import { pick, proseOf } from './prose.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Chapters of a part. */
const PART = 10;
const SECTIONS = 5;
/** Sentences of a section: a chapter then has as many words as the book's have on average. */
const SENTENCES = 40;

/** Shows examples of this book. */
const STYLE_PAGE = 'style.mdx';

/**
 * Writes a project like this one with a book of so many chapters: its programs are copies of this project's, its content is
 * made up, the same each time.
 *
 * @param folder where: an empty one within this project, whose packages are then its own as well
 */
export function writeBook(folder: string, chapters: number): void {
	const write = (file: string, text: string) => {
		mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
		writeFileSync(path.join(folder, file), text);
	};
	for (const name of [
		'src',
		'public',
		'astro.config.mjs',
		'package.json',
		'tsconfig.json',
		'LICENSE',
		'content/diagrams',
	])
		cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });

	const sentenceWith = proseOf(path.join(ROOT, 'content/chapters'));
	const names = Array.from({ length: chapters }, (_, index) => `topic-${index + 1}`);
	const parts = Array.from({ length: Math.ceil(chapters / PART) }, (_, index) => ({
		label: `Part ${index + 1}`,
		chapters: names.slice(index * PART, (index + 1) * PART),
	}));
	const partsFile = readFileSync(path.join(ROOT, 'src/examples/parts.ts'), 'utf8');
	write(
		'src/examples/parts.ts',
		partsFile.replace(/(?<=\bPARTS\b[^=]*= )\[.*?^\]/msu, () => JSON.stringify(parts)),
	);
	names.forEach((name, index) => {
		const random = randomOf(index + 1);
		const sentence = () => sentenceWith(random);
		const examples = examplesOf(name, random, sentence);
		for (const example of examples) {
			write(`content/examples/${name}/${example.name}.yaml`, exampleFile(example, sentence));
			for (const [file, text] of castFiles(name, example)) write(`content/recordings/${name}/${file}`, text);
		}
		const title = sentence()
			.split(' ')
			.slice(0, 4)
			.join(' ')
			.replaceAll(/[^\w ]/gu, '');
		write(
			`content/chapters/${String(index + 1).padStart(2, '0')}-${name}.mdx`,
			[
				`---\ntitle: ${JSON.stringify(`${title} ${index + 1}`)}\ndescription: ${JSON.stringify(sentence())}\nimages: [alpine:3]\n---`,
				"import { Diagram, Example, Term } from '@components';",
				`<Diagram name="container-states" />`,
				...Array.from({ length: SECTIONS }, (_, section) => [
					`## ${sentence()
						.split(' ')
						.slice(0, 5)
						.join(' ')
						.replaceAll(/[^\w ]/gu, '')}`,
					...Array.from({ length: SENTENCES / 8 }, () => Array.from({ length: 8 }, sentence).join(' ')),
					`An <Term name="${pick(random, TERMS)}">idea</Term> of it.`,
					...examples
						.slice(section * 2, section * 2 + 2)
						.map((own) => `<Example id="${name}/${own.name}" />`),
				]).flat(),
				'',
			].join('\n\n'),
		);
	});
	for (const page of readdirSync(path.join(ROOT, 'content/pages')))
		if (page !== STYLE_PAGE)
			write(
				`content/pages/${page}`,
				// The first page has an example.
				real(`pages/${page}`).replaceAll(/(?<=<Example id=")[^"]+/gu, `${names[0]}/start`),
			);
	const taught = Object.fromEntries(
		Object.entries(GLOSSARY).map(([name, entry], index) => [
			name,
			{ ...entry, taught: names[index % chapters] },
		]),
	);
	write('content/glossary.yaml', JSON.stringify(taught));
	write('content/commands.yaml', JSON.stringify({ engine: COMMANDS, programs: {} }));
	write('content/values.yaml', real('values.yaml'));
	write(
		'content/cheat-sheet.yaml',
		JSON.stringify([{ title: 'Look', entries: [{ does: 'List containers', command: '$CR container ls' }] }]),
	);
}

const GLOSSARY = parse(real('glossary.yaml')) as Record<
	string,
	{ term: string; means: string; taught: string }
>;
const TERMS = Object.keys(GLOSSARY);

function real(file: string): string {
	return readFileSync(path.join(ROOT, 'content', file), 'utf8');
}
