import { describe, expect, test } from 'vitest';
import { commandsFor } from '../examples/commands.ts';
import { exampleSchema, type ExampleSource } from '../examples/schema.ts';
import { differences, normalise } from './compare.ts';
import { sessionOf } from './fixtures.ts';
import { transcribe } from './transcript.ts';

const hex = (digits: string, length: number) => digits.repeat(length).slice(0, length);

describe('one thing that happened twice looks the same', () => {
	test.each([
		// Digests, ids and made-up names.
		[`Digest: sha256:${hex('4bcff6', 64)}`, `Digest: sha256:${hex('a8560b', 64)}`],
		['alpine  3  sha256:4bcff63911fc', 'alpine  3  sha256:a8560b36e8b8'],
		[hex('3f1c', 64), hex('0a1b2', 64)],
		['3f1c9a5b7d2e   alpine:3   "hostname"', '0a1b2c3d4e5f   alpine:3   "hostname"'],
		['3f1c9a5b7d2e  alpine:3  eager_curie', '3f1c9a5b7d2e  alpine:3  happy_hopper   '],
		// Times and dates.
		['"Created": "2026-11-23T10:00:00.123456789Z",', '"Created": "2026-11-24T11:00:01Z",'],
		['2026-11-23T10:00:00+01:00 start', '2026-12-01T09:59:59.5+0100 start'],
		['2026-11-23 10:00:00.12 +0000 UTC', '2026-11-24 11:00:00 +0000 UTC'],
		[
			'172.17.0.1 - - [23/Nov/2026:10:00:00 +0000] "GET /"',
			'172.17.0.1 - - [24/Nov/2026:11:10:00 +0000] "GET /"',
		],
		['2026/11/23 10:00:00 [notice] 1#1: start', '2026/11/24 11:22:33 [notice] 1#1: start'],
		['Mon Nov 23 10:00:00 UTC 2026', 'Tue Dec  1 09:59:59 UTC 2026'],
		['Date: Mon, 23 Nov 2026 10:00:00 GMT', 'Date: Tue, 01 Dec 2026 09:59:59 GMT'],
		['-rw-r--r-- 1 root root 12 Nov 23 10:00 a', '-rw-r--r-- 1 root root 12 Nov  3  2025 a'],
		['10:11:12 up 3:04', '9:59:59 up 13:14'],
		// Ages and durations.
		['Up 3 seconds', 'Up About a minute'],
		['Up Less than a second', 'Up 1 second'],
		['Exited (0) 2 seconds ago', 'Exited (0) About an hour ago'],
		['created 2 weeks ago', 'created 11 months ago'],
		['[+] Building 1.2s (5/5) FINISHED', '[+] Building 11s (5/5) FINISHED'],
		['time=0.123 ms=20ms', 'time=0.123 ms=7.5ms'],
		['netns-0556a4cb-5315-6a63-acc3-0a1b2c3d4e5f', 'netns-5eb5b9e4-2910-4c28-a9a4-5f4e3d2c1b0a'],
		['Failed to connect after 6 ms: no', 'Failed to connect after 0 ms: no'],
		['Copying config 6ba654f32a done', 'Copying config b587663792 done'],
		['took 1m30s', 'took 59.5s'],
		['      "Soft": 96365,', '      "Soft": 1048576,'],
		// Process numbers.
		['root  580  1  2  10:00  ?  00:00:00  nginx', 'root  1234  77  0  11:30  ?  00:00:01  nginx'],
		['            "Pid": 580,', '            "Pid": 12345,'],
		['            "ConmonPid": 577,', '            "ConmonPid": 1,'],
		['[notice] 8#8: signal 28', '[notice] 31#31: signal 28'],
		[
			'root   580   555  0  19:58 ?  00:00:00  nginx: master',
			'root  61  7  0  20:01 ?  00:00:00  nginx: master',
		],
		// The network.
		['link/ether 5e:1b:0c:11:22:33 brd', 'link/ether AA:BB:CC:DD:EE:FF brd'],
		['inet 172.17.0.2/16 scope global', 'inet 10.89.0.13/24 scope global'],
		['inet6 fe80::42:acff:fe11:2/64 scope link', 'inet6 fe80::5c1b:cff:fe11:2233/64 scope link'],
		['inet6 fd12:3456::2/64', 'inet6 fdaa:1::9/64'],
		['2: eth0@if12: <UP>', '2: eth0@if7: <UP>'],
		['5: veth12ab@if2: <UP>', '5: veth9f0c@if3: <UP>'],
		// Processes.
		['"Pid": 4711,', '"Pid": 12,'],
		['"ConmonPid": 4711,', '"ConmonPid": 12,'],
		['[notice] 29#29: worker process 1', '[notice] 7#7: worker process 1'],
		['root   4711  4690  0  10:00  ?  00:00:00  nginx', 'root   812  790  0  09:59  ?  00:00:01  nginx'],
		// Sizes and shares.
		['alpine  3  7.8MB', 'alpine  3  8.01 MB'],
		['0.00%  1.2MiB / 15.5GiB  5.3kB', '12.5%  980KiB / 7GiB  10kB'],
		// Columns move with their contents.
		['NAME      STATUS', 'NAME   STATUS  '],
	])('%s', (one, other) => {
		expect(normalise(other)).toBe(normalise(one));
	});

	test('what is left out of account has a name', () => {
		expect(normalise(`3f1c9a5b7d2e  sha256:${hex('ab1', 64)}  Up 3 seconds  7.8MB  eager_curie`)).toBe(
			'‹id› ‹digest› Up ‹age› ‹size› ‹made-up name›',
		);
	});
});

describe('another thing looks different', () => {
	test.each([
		['Exited (0) 2 seconds ago', 'Exited (137) 2 seconds ago'],
		['Up 2 seconds', 'Exited (0) 2 seconds ago'],
		['Up 2 seconds (healthy)', 'Up 2 seconds (unhealthy)'],
		['"GET / HTTP/1.1" 200 615', '"GET / HTTP/1.1" 404 153'],
		['Server: nginx/1.29.3', 'Server: nginx/1.28.0'],
		['0.0.0.0:8080->80/tcp', '0.0.0.0:8081->80/tcp'],
		['3f1c9a5b7d2e  alpine:3  web', '3f1c9a5b7d2e  alpine:3  db'],
		['3f1c9a5b7d2e  alpine:3  eager_curie', '3f1c9a5b7d2e  alpine:3  web'],
		['alpine  3  7.8MB', 'alpine  latest  7.8MB'],
		['PID 1', 'PID 7'],
		['root  1  0  0  10:00  ?  00:00:00  nginx', 'nginx  1  0  0  10:00  ?  00:00:00  nginx'],
		['"ExitCode": 0,', '"ExitCode": 137,'],
		['inet 172.17.0.2/16 scope global', 'inet6 fe80::2/64 scope global'],
		['drwxr-xr-x 2 root root', 'drwxr-xr-x 2 nginx root'],
		['deadbeefcafe', 'cafebabedead'],
		['a b', 'ab'],
	])('%s', (one, other) => {
		expect(normalise(other)).not.toBe(normalise(one));
	});
});

/** What tells two runs apart, each with the commands `run` and `ls`. */
async function differencesBetween(...[before, after]: [Commands, Commands]): Promise<string[]> {
	return differences(await transcribe(sessionOf(before, WIDE)), await transcribe(sessionOf(after, WIDE)));
}

type Commands = Parameters<typeof sessionOf>[0];
const WIDE = { cols: 80, rows: 24 };
const ls = { command: 'ls', prints: ['one\r\ntwo\r\n'] };
const run = { command: 'run', prints: ['3f1c9a5b7d2e Up 3 seconds\r\n'] };
const shell = (answer: string, ...more: string[]) => ({
	command: 'sh',
	prints: [
		'# ',
		['m', 'id'],
		`id\r\n${answer}\r\n# `,
		['m', 'exit'],
		['exit\r\n', ...more].join(''),
	] as const,
});

describe('differences', () => {
	test('none', async () => {
		const again = { ...run, prints: ['0a1b2c3d4e5f Up About a minute\r\n'] };
		expect(await differencesBetween([run, ls], [again, ls])).toEqual([]);
	});

	test.each<[string, Commands, Commands, string]>([
		[
			'another word',
			[run, ls],
			[run, { ...ls, prints: ['one\r\nthree\r\n'] }],
			'step 2, “ls”: the output differs (- recorded, + now)\n    - two\n    + three',
		],
		[
			'another word beside what must differ',
			[run],
			[{ ...run, prints: ['0a1b2c3d4e5f Exited 3 seconds\r\n'] }],
			'step 1, “run”: the output differs (- recorded, + now)\n    - ‹id› Up ‹age›\n    + ‹id› Exited ‹age›',
		],
		[
			'another exit status',
			[run, ls],
			[{ ...run, status: 125 }, ls],
			'step 1, “run”: recorded exit status 0, now 125',
		],
		[
			'a missing line',
			[ls],
			[{ ...ls, prints: ['one\r\n'] }],
			'step 1, “ls”: the output differs (- recorded, + now)\n    - two',
		],
		[
			'one more line',
			[ls],
			[{ ...ls, prints: ['one\r\ntwo\r\nthree\r\n'] }],
			'step 1, “ls”: the output differs (- recorded, + now)\n    + three',
		],
		[
			'another answer in a session',
			[shell('root')],
			[shell('nobody')],
			'step 1, “sh”: the output differs (- recorded, + now)\n    - root\n    + nobody',
		],
		['a step more', [run], [run, ls], 'step 2, “ls”, is not in the recording'],
	])('%s', async (_, before, after, difference) => {
		expect(await differencesBetween(before, after)).toEqual([difference]);
	});

	test('each step that differs has its own', async () => {
		const found = await differencesBetween(
			[run, ls, run],
			[{ ...run, status: 1 }, ls, { ...run, prints: [] }],
		);
		expect(found.map((line) => line.slice(0, 13))).toEqual(['step 1, “run”', 'step 3, “run”']);
	});
});

test('the order of environment variables is set aside, their values are not', async () => {
	const inspect = (...variables: string[]) => ({
		command: 'inspect',
		prints: [
			['{', '  "Env": [', variables.join(',\r\n'), '  ],', '  "Cmd": [', '"b",', '"a"', '  ]', '}'].join(
				'\r\n',
			),
		],
	});
	const one = [inspect('    "A=1"', '    "B=2"')];
	expect(await differencesBetween(one, [inspect('    "B=2"', '    "A=1"')])).toEqual([]);
	expect(await differencesBetween(one, [inspect('    "B=3"', '    "A=1"')])).toHaveLength(1);
});

describe('what an example says of its output', () => {
	type Said = Omit<ExampleSource['steps'][number], 'command'>;

	/** What tells two runs of one example apart: what each step says of its output, and what each run printed. */
	async function differencesWith(said: Said[], before: string[], after: string[]): Promise<string[]> {
		const sources = said.map((step, index) => ({ ...step, command: `step-${index + 1}` }));
		const steps = commandsFor(
			exampleSchema.parse({ title: 'Test', runsOn: 'linux', steps: sources }),
			'linux',
		);
		const [was, is] = await Promise.all(
			[before, after].map((printed) =>
				transcribe(
					sessionOf(
						printed.map((text, index) => ({
							command: `step-${index + 1}`,
							prints: [`${text.replaceAll('\n', '\r\n')}\r\n`],
						})),
						WIDE,
					),
				),
			),
		);
		return differences(was!, is!, steps);
	}

	const [one, other, third] = ['a1', 'b2', 'c3'].map((digits) => hex(digits, 64)) as [string, string, string];
	const short = (id: string) => id.slice(0, 12);
	const CAPTURE: Said[] = [{ capture: { container: '^[0-9a-f]{64}$' } }, {}];

	test('a captured id that comes back, in full or short, is the same in both runs', async () => {
		expect(
			await differencesWith(
				CAPTURE,
				[one, `${one}\n${short(one)} web`],
				[other, `${other}\n${short(other)} web`],
			),
		).toEqual([]);
	});

	test('a captured id that does not come back is a difference, though it looks like an id', async () => {
		expect(await differencesWith(CAPTURE, [one, short(one)], [other, short(third)])).toEqual([
			'step 2, “step-2”: the output differs (- recorded, + now)\n    - ‹container, short›\n    + ‹id›',
		]);
		// Where nothing is captured, the same outputs are alike.
		expect(await differencesWith([{}, {}], [one, short(one)], [other, short(third)])).toEqual([]);
	});

	test('two captured values that have changed places are a difference', async () => {
		const said = [{ capture: { first: '^([0-9a-f]{64})', second: '\\s([0-9a-f]{64})' } }, {}];
		const found = await differencesWith(
			said,
			[`${one} ${other}`, `${short(one)}\n${short(other)}`],
			[`${other} ${third}`, `${short(third)}\n${short(other)}`],
		);
		expect(found).toEqual([
			'step 2, “step-2”: the output differs (- recorded, + now)\n    - ‹first, short›\n    + ‹first, short›',
		]);
	});

	test('a value that no rule knows is set aside once it is captured, and only it', async () => {
		const said = [{ capture: { port: '^\\d{5}$' } }, {}];
		expect(await differencesWith([{}, {}], ['32768', 'port 32768'], ['41234', 'port 41234'])).toHaveLength(2);
		expect(await differencesWith(said, ['32768', 'port 32768'], ['41234', 'port 41234'])).toEqual([]);
		expect(await differencesWith(said, ['32768', 'port 32768'], ['41234', 'port 32768'])).toHaveLength(1);
	});

	test('where one run has nothing to capture, the difference shows instead', async () => {
		const said = [{ capture: { port: '^\\d{5}$' } }];
		expect(await differencesWith(said, ['none'], ['41234'])).toEqual([
			'step 1, “step-1”: the output differs (- recorded, + now)\n    - none\n    + ‹port›',
		]);
	});

	test('the order of lines counts, unless it means nothing', async () => {
		expect(await differencesWith([{}], ['b\na'], ['a\nb'])).not.toEqual([]);
		expect(await differencesWith([{ anyOrder: true }], ['b\na\nb'], ['b\nb\na'])).toEqual([]);
		expect(await differencesWith([{ anyOrder: true }], ['b\na'], ['a\nc'])).toEqual([
			'step 1, “step-1”: the output differs (- recorded, + now)\n    - b\n    + c',
		]);
		// What must differ is set aside first, so that it does not decide the order.
		expect(
			await differencesWith([{ anyOrder: true }], [`${one} x\n${other} y`], [`${third} y\n${other} x`]),
		).toEqual([]);
	});

	test('of many changed lines, twelve are shown', async () => {
		const lines = (count: number, text: string) =>
			Array.from({ length: count }, (_, index) => `${text} ${'x'.repeat(index)}`).join('\n');
		const [twelve] = await differencesWith([{}], [lines(6, 'old')], [lines(6, 'new')]);
		expect(twelve!.split('\n')).toHaveLength(1 + 12);
		const [many] = await differencesWith([{}], [lines(8, 'old')], [lines(7, 'new')]);
		expect(many!.split('\n')).toHaveLength(1 + 12 + 1);
		expect(many!.split('\n').at(-1)).toBe('    … and 3 more');
	});
});
