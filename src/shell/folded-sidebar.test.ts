import type { StarlightRouteData } from '@astrojs/starlight/route-data';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { foldedSidebar } from './folded-sidebar.ts';
import { onRequest } from './route-data.ts';

type Entry = StarlightRouteData['sidebar'][number];

/** A sidebar as Starlight makes it, on the page of one of its chapters; −1 is a page of the reference. */
function sidebarOf(chapters: number, current: number, ofPart = 10): Entry[] {
	const link = (label: string, href: string, isCurrent: boolean): Entry => ({
		type: 'link',
		label,
		href,
		isCurrent,
		badge: undefined,
		attrs: { 'data-chapter': label },
	});
	const group = (label: string, entries: Entry[]): Entry => ({
		type: 'group',
		label,
		entries,
		collapsed: false,
		badge: undefined,
	});
	const links = Array.from({ length: chapters }, (_, index) =>
		link(`Chapter ${index + 1}`, `/chapter-${index + 1}/`, index === current),
	);
	const parts = Array.from({ length: Math.ceil(chapters / ofPart) }, (_, index) =>
		group(`Part ${index + 1}`, links.slice(index * ofPart, (index + 1) * ofPart)),
	);
	return [...parts, group('Reference', [link('Glossary', '/glossary/', current === -1)])];
}

/** Labels as they stand under each other; what a part has, after its name. */
const labels = (sidebar: readonly Entry[]): string[] =>
	sidebar.flatMap((entry) => [entry.label, ...(entry.type === 'group' ? labels(entry.entries) : [])]);

test('a short book has all of its chapters in it', () => {
	for (const current of [0, 18, -1]) {
		const sidebar = sidebarOf(19, current);
		expect(foldedSidebar(sidebar, '/')).toEqual(sidebar);
	}
});

test('a long one has the part where the reader is, its neighbours, and the reference', () => {
	const shown = labels(foldedSidebar(sidebarOf(1000, 500), '/'));
	expect(shown).toEqual([
		'All chapters',
		...Array.from({ length: 4 }, (_, index) => `Part ${48 + index}`),
		...Array.from({ length: 10 }, (_, index) => `Chapter ${501 + index}`),
		...Array.from({ length: 3 }, (_, index) => `Part ${52 + index}`),
		'Reference',
		'Glossary',
	]);
});

test('the parts that are closed lead to where the contents have them', () => {
	const [all, first, second] = foldedSidebar(sidebarOf(100, 0), '/book/');
	expect(all).toMatchObject({ label: 'All chapters', href: '/book/#contents' });
	expect(first).toMatchObject({ type: 'group', label: 'Part 1' });
	expect(second).toMatchObject({ type: 'link', label: 'Part 2', href: '/book/#part-2' });
});

test.each([
	[0, ['Chapter 1', 'Chapter 41', 'Later in this part']],
	[500, ['Earlier in this part', 'Chapter 481', 'Chapter 521', 'Later in this part']],
	[999, ['Earlier in this part', 'Chapter 960', 'Chapter 1000']],
])('of a long part, the chapters around chapter %i', (current, expected) => {
	const shown = labels(foldedSidebar(sidebarOf(1000, current, 1000), '/'));
	expect(shown).toEqual(expect.arrayContaining(expected));
	expect(shown).toContain(`Chapter ${current + 1}`);
	expect(shown.filter((label) => label.startsWith('Chapter'))).toHaveLength(41);
});

test('every chapter has itself in its sidebar, and it is marked', () => {
	const currentOf = (sidebar: readonly Entry[]): string[] =>
		sidebar.flatMap((entry) =>
			entry.type === 'group' ? currentOf(entry.entries) : entry.isCurrent ? [entry.label] : [],
		);
	for (const ofPart of [3, 10, 200])
		for (let current = 0; current < 200; current++)
			expect(currentOf(foldedSidebar(sidebarOf(200, current, ofPart), '/'))).toEqual([
				`Chapter ${current + 1}`,
			]);
});

test.each([1, 10, 100_000])(
	'a page weighs the same in a book of any length, with %i chapters a part',
	(ofPart) => {
		// Numbers have more digits in a longer book; nothing else may be more.
		const weight = (chapters: number, current: number) =>
			JSON.stringify(foldedSidebar(sidebarOf(chapters, current, ofPart), '/')).replaceAll(/\d+/gu, '1')
				.length;
		for (const share of [0, 0.5, 1]) {
			const at = (chapters: number) => weight(chapters, Math.round(share * (chapters - 1)));
			expect(at(10_000)).toBe(at(500));
		}
		expect(weight(10_000, -1)).toBe(weight(500, -1));
	},
);

test('it is what the pages get', async () => {
	const starlightRoute = { sidebar: sidebarOf(1000, 500) } as StarlightRouteData;
	await onRequest(
		{ locals: { starlightRoute } } as unknown as Parameters<typeof onRequest>[0],
		async () => {},
	);
	expect(starlightRoute.sidebar).toEqual(foldedSidebar(sidebarOf(1000, 500), '/'));
	expect(readFileSync('astro.config.mjs', 'utf8')).toMatch(
		/routeMiddleware: .*'\.\/src\/shell\/route-data\.ts'/u,
	);
});
