import { readdir, readFile } from 'node:fs/promises';
import { isIPv4, isIPv6 } from 'node:net';
import { homedir, hostname, release, tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCast } from './asciicast.ts';
import { recordSchema } from './record.ts';

const RECORDINGS = path.resolve(import.meta.dirname, '../../content/recordings');

/** Something that tells of a person, a machine or a network, at a place in a file. */
interface Finding {
	/** `file:line` */
	place: string;
	what: string;
	text: string;
}

/** What the machine that runs this test is called, and what is called after it. */
interface Own {
	hostname: string;
	user: string;
	home: string;
	/** The folder in which the recorder runs, and the one for temporary files. */
	folders: string[];
	/** `uname -r` */
	release: string;
	/** Hosts of proxies, registries and mirrors that the environment names. */
	hosts: string[];
}

interface Rule {
	what: string;
	/** The first group, else the whole match, is what is judged. */
	pattern: RegExp;
	isFine?: (text: string) => boolean;
}

/** The reader whom the recordings show, and the machine. */
const LEARNER = 'learner';
const BOX = 'box';
/** The user that the chapter on building makes in an image. */
const READER = 'reader';
/** What the examples write into a container's home folder of root. */
const ROOTS_NOTE = '/root/note';
/** Names that many machines have and that tell nothing of one. */
const COMMON = [
	'root',
	'user',
	'runner',
	'node',
	'debian',
	'ubuntu',
	'localhost',
	'podman',
	'docker',
	LEARNER,
	BOX,
];
/** A host that tells nothing. */
const NEUTRAL_HOSTS = ['localhost'];

const RULES: readonly Rule[] = [
	{
		what: 'a home folder',
		pattern: /\/(?:home|Users)\/([\w.-]+)/gu,
		isFine: (name) => name === LEARNER || name === READER,
	},
	{
		what: "root's home folder",
		// In a container's environment, in a line of its /etc/passwd, in the list of its changes, it is the image's.
		pattern: /(?<!\bHOME=|:root:|\b[ACD] |[\w.-])\/root(?![\w-])[\w./-]*/gu,
		isFine: (folder) => folder === ROOTS_NOTE,
	},
	{
		what: 'an e-mail address',
		pattern: /[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}\b/giu,
		isFine: (address) =>
			/@(?:[\w-]+\.)*example\.(?:com|net|org)$/u.test(address) ||
			// Units of systemd are written alike.
			/\.(?:service|slice|scope|socket|target|timer)$/u.test(address),
	},
	{
		what: 'a prompt',
		pattern: /(?<![\w.+-])([a-z_][\w-]*@[\w.-]+)(?::[^\s$#]*| [^\s\]]*\])?[$#] /giu,
		isFine: (prompt) => {
			const [user, host] = prompt.split('@');
			return [LEARNER, 'root'].includes(user!) && /^(?:box|localhost|[0-9a-f]{12})$/u.test(host!);
		},
	},
	{
		what: 'a MAC address',
		pattern: /(?<![\w:])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\w:])/giu,
		isFine: (address) =>
			/^(?:00:){5}00$|^(?:ff:){5}ff$/iu.test(address) || isLocal(Number.parseInt(address.slice(0, 2), 16)),
	},
	{
		what: 'an IP address',
		pattern: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\w|\.\d)/gu,
		isFine: (address) => !isIPv4(address) || isSharedIPv4(address),
	},
	{
		what: 'an IP address',
		pattern: /(?<![\w:.])[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*(?![\w:])/giu,
		isFine: (address) => !isIPv6(address) || isSharedIPv6(address),
	},
	{
		what: 'a kernel of one distribution or machine',
		pattern: /\b(?:Linux|kernel)[\w" ]*[: ]"? ?(?:\S+ )?(\d+\.\d+\.\d+[-+~]\w[\w.+~-]*)/giu,
	},
	{ what: "a kernel's build", pattern: /#\d+\S* SMP\b.*/gu },
	{
		what: 'a temporary folder',
		pattern: /\/tmp\/(?:tmp\.\w{6,}|containers-by-example[\w-]*|[\w.-]+-(?=[a-z]*[A-Z0-9])\w{6}\b)/gu,
	},
	{
		what: 'a host of packages',
		pattern:
			/\b(?:(?:Get|Hit|Ign|Err):\d+|fetch\w*|index\S*?|registry\S*?|mirror\S*?|proxy\S*?)\s*[=:]?\s*"?https?:\/\/([\w.-]+)/giu,
		isFine: (host) => NEUTRAL_HOSTS.includes(host) || /(?:^|\.)example\.(?:com|net|org)$/u.test(host),
	},
];

/** Whether a MAC address was made up on a machine, by its first byte. */
function isLocal(byte: number): boolean {
	return (byte & 2) !== 0;
}

/** Addresses that mean the same, or nothing, everywhere: this host, private networks, link-local, for documentation. */
function isSharedIPv4(address: string): boolean {
	return /^(?:0\.0\.0\.0$|255\.255\.255\.255$|127\.|10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)/u.test(
		address,
	);
}

function isSharedIPv6(address: string): boolean {
	if (!/^(?:0?::1?$|f[cd]|fe[89ab]|2001:0?db8:)/iu.test(address)) return false;
	// The last half may be made of a MAC address, with its bit for “local” turned round.
	const [first] = /[0-9a-f]{1,4}(?=:[0-9a-f]{0,2}ff:fe[0-9a-f]{2}:[0-9a-f]{1,4}$)/iu.exec(address) ?? [];
	return first === undefined || !isLocal(Number.parseInt(first, 16) >> 8);
}

/** The rules for what is called after one machine. */
function rulesFor({ hostname, user, home, folders, release, hosts }: Own): Rule[] {
	const literally = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
	const rule = (what: string, text: string) =>
		text.length < 2 || COMMON.includes(text)
			? []
			: [{ what, pattern: new RegExp(`(?<![\\w-])${literally(text)}(?![\\w-])`, 'gu') }];
	const suffix = release.replace(/^[\d.]+/u, '');
	return [
		...rule("this machine's name", hostname),
		...rule("this machine's user", user),
		// Of root's home, the rule above knows more.
		...(['/root', `/home/${LEARNER}`].includes(home) ? [] : rule("this machine's home folder", home)),
		...folders.filter((folder) => folder !== '/tmp').flatMap((folder) => rule('a folder here', folder)),
		...hosts.filter((host) => !NEUTRAL_HOSTS.includes(host)).flatMap((host) => rule('a host', host)),
		...(suffix.length < 2
			? []
			: [{ what: "this machine's kernel", pattern: new RegExp(`\\d${literally(suffix)}(?!\\w)`, 'gu') }]),
	];
}

function thisMachine(): Own {
	const places = Object.entries(process.env).filter(([name]) =>
		/proxy|registry|mirror|index|host/iu.test(name),
	);
	const hosts = places.flatMap(([, value]) => /^https?:\/\/(?:[^@/]*@)?([\w.-]+)/u.exec(value!)?.[1] ?? []);
	return {
		hostname: hostname(),
		user: userInfo().username,
		home: homedir(),
		folders: [process.cwd(), tmpdir()],
		release: release(),
		hosts,
	};
}

/** Text that belongs together, in pieces: of each, the line of its file. */
type Pieces = { line: number; text: string }[];

/** What a recording prints is one text, however it was cut into events; its other lines are by themselves. */
function piecesOf(file: string, text: string): Pieces[] {
	const lines = text.split('\n').map((content, index) => ({ line: index + 1, text: content }));
	if (!file.endsWith('.cast')) return lines.map((line) => [line]);
	const printed: Pieces = [];
	const others: Pieces[] = [];
	for (const { line, text: content } of lines) {
		const [, code, data] = (content.startsWith('[') ? JSON.parse(content) : []) as [
			number?,
			string?,
			string?,
		];
		if (code === 'o') printed.push({ line, text: data! });
		// Of a header, as of an event, the text as it is written, and as it is read.
		else others.push([{ line, text: code === undefined ? content : data! }]);
	}
	return [printed, ...others];
}

const ESCAPES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-_])/gu;

/** Everything in a file that is nobody's business. */
function findingsIn(file: string, text: string, own: Own): Finding[] {
	return piecesOf(file, text).flatMap((pieces) => {
		// As long as before, so that places stay what they are.
		const whole = pieces
			.map((piece) => piece.text)
			.join('')
			.replaceAll(ESCAPES, (sequence) => '\u0000'.repeat(sequence.length));
		const lineOf = (at: number) => {
			let end = 0;
			return pieces.find((piece) => (end += piece.text.length) > at)!.line;
		};
		return [...RULES, ...rulesFor(own)].flatMap(({ what, pattern, isFine }) =>
			[...whole.matchAll(pattern)]
				.filter((match) => isFine?.(match[1] ?? match[0]) !== true)
				.map((match) => ({ place: `${file}:${lineOf(match.index)}`, what, text: match[0] })),
		);
	});
}

/** Every file below the recordings, and what is in it. */
async function recordingFiles(): Promise<[file: string, text: string][]> {
	const entries = await readdir(RECORDINGS, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return Promise.all(
		files.map(async ({ parentPath, name }) => {
			const file = path.join(parentPath, name);
			return [path.relative(RECORDINGS, file), await readFile(file, 'utf8')] as [string, string];
		}),
	);
}

const NOBODY: Own = { hostname: '', user: '', home: '', folders: [], release: '', hosts: [] };

describe('the recordings', () => {
	test('tell nothing of whoever made them, nor of the machine that checks it', async () => {
		const files = await recordingFiles();
		expect(files.length).toBeGreaterThan(0);
		const own = thisMachine();
		const findings = files.flatMap(([file, text]) => findingsIn(file, text, own));
		expect(findings.map(({ place, what, text }) => `${place}: ${what}: ${text}`)).toEqual([]);
	});

	test('each say where they come from', async () => {
		const files = (await recordingFiles()).filter(([file]) => file.endsWith('.cast'));
		const faults = files.flatMap(([file, text]) => {
			const { header } = parseCast(text);
			const result = recordSchema.safeParse(header['recording']);
			if (!result.success)
				return result.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`);
			const { example, variant, kernel } = result.data;
			if (`${example}.${variant}.cast` !== file) return [`${file}: it is of ${example} on ${variant}`];
			return /^Linux \d+\.\d+\.\d+$/u.test(kernel) ? [] : [`${file}: kernel: ${kernel}`];
		});
		expect(faults).toEqual([]);
	});
});

describe('what is found', () => {
	const found = (text: string, own: Partial<Own> = {}) =>
		findingsIn('log', text, { ...NOBODY, ...own }).map(({ what, text }) => `${what}: ${text}`);

	test.each([
		['cd /home/jane/book', 'a home folder: /home/jane'],
		['/home/learner2/x', 'a home folder: /home/learner2'],
		['open /Users/Jane/book', 'a home folder: /Users/Jane'],
		['cd /root/book', "root's home folder: /root/book"],
		['"WorkingDir": "/root"', "root's home folder: /root"],
		['by Jane <jane.doe+x@mail.city.org>', 'an e-mail address: jane.doe+x@mail.city.org'],
		['jane@laptop:~/book$ ls', 'a prompt: jane@laptop:~/book$ '],
		['[root@build7 /]# ls', 'a prompt: root@build7 /]# '],
		['learner@laptop:~$ ls', 'a prompt: learner@laptop:~$ '],
		['link/ether 00:1c:42:0a:0b:0c brd', 'a MAC address: 00:1c:42:0a:0b:0c'],
		['"MacAddress": "F4:1c:42:0A:0b:0c"', 'a MAC address: F4:1c:42:0A:0b:0c'],
		['from 8.8.8.8: icmp', 'an IP address: 8.8.8.8'],
		['inet 172.32.0.1/16', 'an IP address: 172.32.0.1'],
		['inet 100.64.0.1/10', 'an IP address: 100.64.0.1'],
		['nameserver 9.9.9.9.', 'an IP address: 9.9.9.9'],
		['inet6 2a00:1450:4001:80b::200e/64', 'an IP address: 2a00:1450:4001:80b::200e'],
		['inet6 fe80::21c:42ff:fe0a:b0c/64', 'an IP address: fe80::21c:42ff:fe0a:b0c'],
		['Linux 6.1.0-29-amd64', 'a kernel of one distribution or machine: Linux 6.1.0-29-amd64'],
		['Linux box 6.1.0-custom x86_64', 'a kernel of one distribution or machine: Linux box 6.1.0-custom'],
		[
			' Kernel Version: 6.8.0-49-generic',
			'a kernel of one distribution or machine: Kernel Version: 6.8.0-49-generic',
		],
		['"kernel":"Linux 6.1.0+build7"', 'a kernel of one distribution or machine: kernel":"Linux 6.1.0+build7'],
		['box 6.1.0 #1 SMP Debian', "a kernel's build: #1 SMP Debian"],
		['box 6.1.0 #1-Ubuntu SMP', "a kernel's build: #1-Ubuntu SMP"],
		['cd /tmp/tmp.Ab12Cd34Ef', 'a temporary folder: /tmp/tmp.Ab12Cd34Ef'],
		['cd /tmp/build-x7Yz12', 'a temporary folder: /tmp/build-x7Yz12'],
		['/tmp/containers-by-example-abcdef', 'a temporary folder: /tmp/containers-by-example-abcdef'],
		['Get:1 http://mirror.local/debian stable', 'a host of packages: Get:1 http://mirror.local'],
		['fetch https://apk.corp.net/v3.20', 'a host of packages: fetch https://apk.corp.net'],
		['index-url = https://pip.corp.net/', 'a host of packages: index-url = https://pip.corp.net'],
		['registry=https://npm.corp.net/', 'a host of packages: registry=https://npm.corp.net'],
	])('in “%s”', (text, finding) => {
		expect(found(text)).toEqual([finding]);
	});

	test.each([
		'/home/learner/.local/share and /home/learner',
		'"HOME=/root",',
		'root:x:0:0:root:/root:/bin/sh',
		'"registry-mirrors": ["https://mirror.example.com"]',
		'/rootfs /usr/root-servers',
		'/user.slice/user@1000.service/app',
		'hello-world@sha256:50305934057c',
		'2: eth0@if10: <BROADCAST>',
		'write to someone@example.com or you@mail.example.org',
		'learner@box:~$ ls',
		'root@0a1b2c3d4e5f:/# ls',
		'link/loopback 00:00:00:00:00:00 brd ff:ff:ff:ff:ff:ff',
		'link/ether 46:d7:50:e0:da:13 and EE:D4:1C:E1:4D:97',
		'0.0.0.0:8080 127.0.0.11 10.0.2.15/24 172.17.255.255 172.31.0.1 192.168.1.1 169.254.1.1',
		'192.0.2.1 198.51.100.7 203.0.113.9 255.255.255.255',
		'version 1.2.3.4.5, 999.1.1.1, 6.12.73',
		'[::]:8080 ::1 fe80::78b8:56ff:fe50:c5bb fd12:3456::2 2001:db8::1',
		'20:57:32 and 2026:20:58:05',
		'Linux 6.18.44 x86_64 and Linux 13 (forky)',
		'Docker version 28.5.2+dfsg4',
		'/tmp/my-server and /tmp/notes',
		'Get:1 http://localhost/debian stable',
		'HOME_URL="https://alpinelinux.org/"',
	])('nothing in “%s”', (text) => {
		expect(found(text)).toEqual([]);
	});

	test('what the machine itself is called, as a word of its own', () => {
		const own: Own = {
			hostname: 'fig7',
			user: 'jane',
			home: '/srv/jane-home',
			folders: ['/srv/book', '/scratch', '/tmp'],
			release: '6.1.0-29-fig',
			hosts: ['proxy.fig.net', 'localhost'],
		};
		expect(found('at fig7 by jane', own)).toEqual(["this machine's name: fig7", "this machine's user: jane"]);
		expect(found('cd /srv/jane-home/x', own)).toEqual(["this machine's home folder: /srv/jane-home"]);
		expect(found('/srv/book/a /scratch/x /tmp/x', own)).toEqual([
			'a folder here: /srv/book',
			'a folder here: /scratch',
		]);
		expect(found('via proxy.fig.net, localhost', own)).toEqual(['a host: proxy.fig.net']);
		expect(found('5.10.0-29-fig', own)).toEqual(["this machine's kernel: 0-29-fig"]);
		expect(found('config7 janet fig77 my-jane', own)).toEqual([]);
	});

	test('not what every other machine is called', () => {
		const own = { hostname: 'localhost', user: 'root', home: '/root', folders: ['/tmp'], release: '6.1.0' };
		expect(found('root at localhost in /tmp, HOME=/root, 6.1.0', own)).toEqual([]);
	});

	test('in a recording: across its events, in what is typed, in its header, each with its line', () => {
		const cast = [
			'{"version":3,"title":"by jane@mail.city.org"}',
			String.raw`[0,"o","at /ho"]`,
			String.raw`[0.1,"o","me/ja"]`,
			'[0.2,"m","cd /root/x"]',
			String.raw`[0.1,"o","ne\r\nping 8.8"]`,
			String.raw`[0.1,"o",".8.8\r\n"]`,
			'',
		];
		expect(findingsIn('a/b.podman.cast', cast.join('\n'), NOBODY)).toEqual([
			{ place: 'a/b.podman.cast:2', what: 'a home folder', text: '/home/jane' },
			{ place: 'a/b.podman.cast:5', what: 'an IP address', text: '8.8.8.8' },
			{ place: 'a/b.podman.cast:1', what: 'an e-mail address', text: 'jane@mail.city.org' },
			{ place: 'a/b.podman.cast:4', what: "root's home folder", text: '/root/x' },
		]);
	});

	test('in any file, with its line', () => {
		expect(findingsIn('.run-1.json', '[\n"/home/jane"\n]', NOBODY)).toEqual([
			{ place: '.run-1.json:2', what: 'a home folder', text: '/home/jane' },
		]);
	});
});
