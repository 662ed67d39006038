import { BOUNDS, CastError, CastReader, type Cast } from './asciicast.ts';

/** A damaged recording, and where it is cut into pieces. */
export interface Mutant {
	text: string;
	/** Indexes, rising. */
	cuts: number[];
}

/** Small recordings of each version, to be damaged. */
const SEEDS = [
	'{"version":3,"term":{"cols":80,"rows":24},"idle_time_limit":2}\n[0.5,"o","$ "]\n# note\n[1,"m","ls"]\n[0.1,"o","a\\r\\n"]\n[1,"r","90x20"]\n[1,"x","0"]\n',
	'{"version":2,"width":80,"height":24,"env":{"TERM":"xterm"}}\n[0.5,"o","\\u001b[31mred"]\n[1.5,"i","q"]\n[2,"o","é😀"]\n',
	'{\n "version": 1, "width": 80,\n "height": 24,\n "stdout": [[0.5, "a"],\n [1, "b\\n"]]\n}\n',
	'{"version":1,"width":80,"height":24,"stdout":[[0.5,"a"]]}',
];

/** What takes the place of something, or comes into it. */
const PARTS = [
	...[
		'[',
		']',
		'{',
		'}',
		'"',
		',',
		':',
		'\\',
		'\n',
		'\r',
		'#',
		'-',
		'0',
		'1e999',
		'9'.repeat(30),
		'-0',
		'null',
		'true',
	],
	...[
		'\u0000',
		'\u001B]8;;x\u0007',
		'\uD800',
		'\uFEFF',
		'[[[[[[[[',
		'"version":2',
		'"r","1000x1000"',
		'"r","99999x1"',
	],
	...['[1,"o","x"]\n', '[1,2]', '{}', '"__proto__":{}', '1.7976931348623157e308', 'x'.repeat(300)],
];

/** Numbers from 0 up to 1, always the same for a seed (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let value = Math.imul(state ^ (state >>> 15), 1 | state);
		value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
		return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** So many damaged recordings, always the same for a seed. */
export function* mutantsOf(seed: number, count: number): Generator<Mutant> {
	const random = randomOf(seed);
	const below = (most: number) => Math.floor(random() * most);
	for (let index = 0; index < count; index++) {
		let text = SEEDS[below(SEEDS.length)]!;
		for (let damage = below(5); damage >= 0; damage--) text = damaged(text, below);
		yield {
			text,
			cuts: Array.from({ length: below(4) }, () => below(text.length + 1)).sort((a, b) => a - b),
		};
	}
}

function damaged(text: string, below: (most: number) => number): string {
	const at = below(text.length + 1);
	const length = below(8);
	const part = PARTS[below(PARTS.length)]!;
	const lines = text.split('\n');
	const line = below(lines.length);
	const ways = [
		() => text.slice(0, at),
		() => text.slice(at),
		() => text.slice(0, at) + text.slice(at + length),
		() => text.slice(0, at) + part + text.slice(at),
		() => text.slice(0, at) + part + text.slice(at + part.length),
		() => text.slice(0, at) + String.fromCharCode(below(0x300)) + text.slice(at + 1),
		() => lines.toSpliced(line, 1).join('\n'),
		() => lines.toSpliced(line, 0, lines[below(lines.length)]!).join('\n'),
		() => lines.toReversed().join('\n'),
		() => text + text,
	];
	return ways[below(ways.length)]!();
}

/** What the reader makes of it: `read`, `refused: …`, or `fault: …` where it does not keep its word. */
export function verdictOf(text: string, cuts: readonly number[]): string {
	const reader = new CastReader();
	try {
		let from = 0;
		for (const to of [...cuts, text.length]) {
			reader.push(text.slice(from, to));
			from = to;
		}
		return brokenPromise(reader.end()) ?? 'read';
	} catch (error) {
		if (!(error instanceof CastError)) return `fault: threw ${String(error)}`;
		if (!(error.line >= 1 && error.column >= 1)) return `fault: no place: ${error.message}`;
		if (/\p{Cc}/u.test(error.message)) return `fault: control characters: ${error.message}`;
		return `refused: expected ${error.expected.replaceAll(/\d+/gu, 'n')}`;
	}
}

function brokenPromise({ cols, rows, events, idleTimeLimit }: Cast): string | undefined {
	const isSize = (value: number) => Number.isInteger(value) && value >= 1 && value <= BOUNDS.cells;
	if (!isSize(cols) || !isSize(rows)) return `fault: size ${cols}x${rows}`;
	if (idleTimeLimit !== undefined && !(idleTimeLimit > 0)) return `fault: limit ${idleTimeLimit}`;
	for (const { time, code, data } of events) {
		if (!(time >= 0 && time <= BOUNDS.duration)) return `fault: time ${time}`;
		if (!'oimrx'.includes(code) || typeof data !== 'string') return `fault: event ${code}`;
	}
	return undefined;
}
