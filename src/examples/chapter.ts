import { parse } from 'yaml';
import { z } from 'zod';

/** A chapter's file name: its number in the book, then the name used in addresses and folders. */
const CHAPTER_FILE = /^(?<number>\d{2,})-(?<name>[a-z0-9-]+)\.mdx$/u;

/** `07-first-containers.mdx` → `{ number: 7, name: 'first-containers' }`, or undefined for other files. */
export function chapterOf(fileName: string): { number: number; name: string } | undefined {
	const groups = CHAPTER_FILE.exec(fileName)?.groups;
	return groups && { number: Number(groups['number']), name: groups['name']! };
}

/** The tag that puts an example on a page, as it stands in MDX. */
const EXAMPLE_TAG = /<Example\s+id="(?<id>[^"]*)"/gu;
/** What MDX does not show: a comment, a fenced block. */
const NOT_SHOWN = /\{\/\*[\s\S]*?\*\/\}|^(?<fence>`{3,})[\s\S]*?^\k<fence>/gmu;

/** The examples that a chapter shows, in the order of the page, which is the order of recording. */
export function exampleIdsIn(mdx: string): string[] {
	const shown = mdx.replace(NOT_SHOWN, '');
	return [...shown.matchAll(EXAMPLE_TAG)].map((match) => match.groups!['id']!);
}

const FRONT_MATTER = /^---\n(?<yaml>[\s\S]*?)\n---(?:\n|$)/u;

/** Images by name and tag, as a chapter's front matter lists them under `images`. */
export const chapterImages = z.array(z.string().regex(/^[\w./-]+(?::\d+\/[\w./-]+)?:[\w.-]+$/u)).default([]);

/**
 * The images that are on the engine when a chapter starts. A chapter that says nothing starts without any.
 *
 * @throws {Error} when the front matter's `images` is not a list of names with tags, or it is no YAML
 */
export function imagesIn(mdx: string): string[] {
	const result = z.looseObject({ images: chapterImages }).safeParse(frontMatterOf(mdx) ?? {});
	if (result.success) return result.data.images;
	throw new Error('images: expected a list of images with tags, such as [alpine:3]');
}

/** What a page says of itself. `pictured` is a command of a chapter, as the first engine has it, for the picture of its link. */
export interface PageFacts {
	title: string;
	description: string;
	pictured?: string | undefined;
}

const pageFacts = z.looseObject({
	title: z.string().min(1),
	description: z.string().min(1),
	pictured: z.string().optional(),
});

/** @throws {Error} when its front matter lacks a title or a description, or is no YAML */
export function pageFactsIn(mdx: string): PageFacts {
	const result = pageFacts.safeParse(frontMatterOf(mdx) ?? {});
	if (result.success) return result.data;
	throw new Error('front matter: expected a title and a description');
}

function frontMatterOf(mdx: string): unknown {
	try {
		return parse(FRONT_MATTER.exec(mdx)?.groups!['yaml'] ?? '');
	} catch (cause) {
		const [message] = (cause as Error).message.split('\n');
		throw new Error(`its front matter is not YAML: ${message}`, { cause });
	}
}
