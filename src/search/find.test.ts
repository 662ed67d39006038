import { expect, test } from 'vitest';
import { excerptsOf } from './excerpt.ts';
import { find } from './find.ts';
import type { Place, SearchIndex, Words } from './index-format.ts';
import { parseQuery } from './query.ts';

const words = (title: string, more: Partial<Words> = {}): Words => ({
	title,
	commands: [],
	text: '',
	outputs: [],
	...more,
});
const place = (fragment: string, of: Place['words'], kind: Place['kind'] = 'example'): Place => ({
	kind,
	page: 0,
	fragment,
	words: of,
});
const index = (...places: Place[]): SearchIndex => ({ pages: [{ path: 'p/', title: 'A chapter' }], places });
const idsOf = (of: SearchIndex, query: string, engines: ('podman' | 'docker')[] = ['podman', 'docker']) =>
	find(of, parseQuery(query), engines).found.map((found) => found.place.fragment);
const marksIn = (text: string, query: string) =>
	parseQuery(query).flatMap((term) => term.find(text).map(({ start, end }) => text.slice(start, end)));

test.each([
	['run --rm --rmi x', '--rm', ['--rm', '--rm']],
	['run --no-trunc', '-trunc', []],
	['cp -p a -P b -pq c --publish d', '-p', ['-p', '-pq', '--publish']],
	['exec -it x', '-t', ['-it']],
	['-v a:/b:ro', ':ro', [':ro']],
	['/var/run/docker.sock', 'docker.sock', ['docker.sock']],
	["'{{.State.Status}}'", '.state.status', ['.State.Status']],
	['echo $id', '$id', ['$id']],
	['policies and a policy', 'policy', ['policies', 'policy']],
	['running runs runner', 'run', ['running', 'runs', 'run']],
	['a.b', 'a+b', []],
	['one two', '"one two"', ['one two']],
])('in %j, %j stands at %j', (text, query, marks) => {
	expect(marksIn(text, query)).toEqual(marks);
});

test.each(['', '   ', '-', '--', '"', ' - " '])('there is nothing to look for in %j', (query) => {
	expect(parseQuery(query)).toEqual([]);
});

test('filler words are left out, but not where there is nothing else', () => {
	expect(parseQuery('how do I remove a container').map(({ text }) => text)).toEqual(['remove', 'container']);
	expect(parseQuery('the').map(({ text }) => text)).toEqual(['the']);
});

test('a whole flag in a command comes before a text that speaks of it, and before the beginning of another', () => {
	const book = index(
		place('other', { all: words('c', { commands: ['run --rmi'] }) }),
		place('text', { all: words('b', { text: 'Use --rm.' }) }, 'text'),
		place('example', { all: words('a', { commands: ['run --rm x'] }) }),
	);
	expect(idsOf(book, '--rm')).toEqual(['example', 'text', 'other']);
});

test('words that stand together come first', () => {
	const book = index(
		place('apart', {
			all: words('x', { text: 'A policy. And a lot more words that have to do with a restart.' }),
		}),
		place('together', {
			all: words('x', { text: 'Its restart policy, and a lot more words that have to do with it' }),
		}),
	);
	expect(idsOf(book, 'restart policy')).toEqual(['together', 'apart']);
});

test('the filter leaves out the other engine; with both, a place is found once, with its engines', () => {
	const book = index(
		place('both', {
			podman: words('a', { commands: ['podman x1'] }),
			docker: words('a', { commands: ['docker x1'] }),
		}),
		place('docker', { podman: words('b'), docker: words('b', { outputs: ['x1'] }) }),
		place('all', { all: words('c', { text: 'x1' }) }, 'text'),
	);
	expect(idsOf(book, 'x1', ['podman'])).toEqual(['both', 'all']);
	const { found } = find(book, parseQuery('x1'), ['podman', 'docker']);
	expect(found.map(({ place, engines }) => [place.fragment, engines])).toEqual([
		['both', ['podman', 'docker']],
		['all', []],
		['docker', ['docker']],
	]);
});

test('an engine’s name in a query does not hide what the other engine has', () => {
	const book = index(place('a', { podman: words('x', { commands: ['podman run --rm'] }) }));
	expect(idsOf(book, 'docker run', ['podman'])).toEqual(['a']);
});

test('where no place has all words, those with most of them are found, and it is said', () => {
	const book = index(
		place('two', { all: words('x', { text: 'alpha beta' }) }),
		place('one', { all: words('x', { text: 'alpha' }) }),
	);
	const { found, complete } = find(book, parseQuery('alpha beta gamma'), ['podman']);
	expect([found.map((each) => each.place.fragment), complete]).toEqual([['two'], false]);
	expect(find(book, parseQuery('alpha gamma delta'), ['podman']).found).toEqual([]);
});

test('a chapter’s title alone finds nothing', () => {
	expect(idsOf(index(place('a', { all: words('x') })), 'chapter')).toEqual([]);
});

test('an excerpt shows the line that has the words, marks them, and adds what else has the missing ones', () => {
	const excerpts = excerptsOf(
		words('t', {
			commands: ['cat >f <<END\nrun --rm x\nEND'],
			text: 'Nothing here.\nIt fails with status 125.',
			outputs: ['a\nerror 7'],
		}),
		parseQuery('--rm 125 error'),
		'example',
	);
	const shown = excerpts.map(({ kind, segments }) => [
		kind,
		segments.map(({ text, marked }) => (marked ? `[${text}]` : text)).join(''),
	]);
	expect(shown).toEqual([
		['command', 'run [--rm] x'],
		['text', 'It fails with status [125].'],
		['output', '[error] 7'],
	]);
});

test('a long text is cut around what was found', () => {
	const long = `${'before '.repeat(80)}needle ${'after '.repeat(80)}`;
	const { segments } = excerptsOf(words('t', { text: long }), parseQuery('needle'), 'text')[0]!;
	const text = segments.map((segment) => segment.text).join('');
	expect(text).toMatch(/^… before .*needle after .* …$/u);
	expect(text.length).toBeLessThan(240);
	expect(segments.filter(({ marked }) => marked)).toEqual([{ text: 'needle', marked: true }]);
});
