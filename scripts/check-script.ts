// Prints the script with which readers check the book, the same that the site serves as check.sh.
import { readFileSync } from 'node:fs';
import { checkScript } from '../src/check-script/generate.ts';
import { chapterOf } from '../src/examples/chapter.ts';
import { readBook } from '../src/recorder/book.ts';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const CONTENT = path.join(ROOT, 'content');

/** A chapter's title, from the head of its page. */
function titleOf(chapter: string): string {
	const folder = path.join(CONTENT, 'chapters');
	const file = readdirSync(folder).find((name) => chapterOf(name)?.name === chapter)!;
	return /^title: (.*)$/mu.exec(readFileSync(path.join(folder, file), 'utf8'))![1]!;
}

const library = readFileSync(path.join(ROOT, 'src/check-script/library.sh'), 'utf8');
const chapters = await readBook(CONTENT);
process.stdout.write(
	checkScript(
		library,
		chapters.map((chapter) => ({ ...chapter, title: titleOf(chapter.name) })),
	),
);
