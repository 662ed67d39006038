/** What there can be more of on a reader's engine than the book has made. */
export type Kind = 'containers' | 'images' | 'volumes' | 'networks' | 'pods';

/** What a command does to, or shows of, things that it does not name. */
export interface Touches {
	/** It changes whatever there is of these. */
	actsOnAll: Kind[];
	/** Its output shows whatever there is of these. */
	lists: Kind[];
	/** Images that it removes, by their names. */
	removesImages: string[];
	/** Ports of the machine that it opens. */
	publishes: number[];
	/** Why it is not for a script on a reader's machine. */
	cannot: string | undefined;
}

const ALL: readonly Kind[] = ['containers', 'images', 'volumes', 'networks', 'pods'];

const NOUNS: Record<string, readonly Kind[]> = {
	container: ['containers'],
	image: ['images'],
	volume: ['volumes'],
	network: ['networks'],
	pod: ['pods', 'containers'],
	builder: ['images'],
	buildx: ['images'],
	system: ALL,
};

/** Words that stand for two: `rmi` is `image rm`. */
const SHORT_FORMS: Record<string, [noun: string, verb: string]> = {
	ps: ['container', 'ls'],
	images: ['image', 'ls'],
	rmi: ['image', 'rm'],
	info: ['system', 'info'],
};

const LISTING = /^(?:ls|list|ps|df|info|stats)$/u;
const CHANGING = /^(?:rm|remove|stop|kill|restart|start|pause|unpause|update|wait)$/u;
const NARROWED = /\s(?:--filter|-f)[\s=]/u;
const EVERY_ONE = /\s(?:--all|--latest)(?:\s|$)/u;
const EVERY_ONE_SHORT = /\s-[a-z]*[al][a-z]*(?:\s|$)/u;

/** Commands that reach further than containers, images, volumes and networks. */
const OUT_OF_BOUNDS: readonly (readonly [RegExp, string])[] = [
	[/(?:^|[\s;|&(])(?:sudo|su|doas)\s/u, 'needs root’s rights, for which this script does not ask'],
	[/(?:^|[\s;|&(])(?:systemctl|loginctl|apt|apt-get|dnf|mount|umount)\s/u, 'changes more than the engine'],
	[/\$CR\s+(?:log(?:in|out))\b/u, 'changes with whom you are logged in'],
	[
		/\$CR\s+(?:context|machine|swarm|service|stack|node|plugin|secret|buildx\s+create|system\s+(?:connection|migrate|renumber|reset))\b/u,
		'changes more of the engine than containers, images, volumes and networks',
	],
	[/(?:^|[\s=:"'])~(?:\/|\s|$)|\$(?:HOME|XDG_\w+)\b|\$\{HOME\}/u, 'works in your home folder'],
];

/** Looks for what a command would do beside the things that it makes itself. */
export function touchesOf(command: string): Touches {
	const touches: Touches = {
		actsOnAll: [],
		lists: [],
		removesImages: [],
		publishes: portsOf(command),
		cannot: OUT_OF_BOUNDS.find(([pattern]) => pattern.test(command))?.[1],
	};
	for (const call of callsOf(command)) look(call, touches);
	return {
		...touches,
		actsOnAll: [...new Set(touches.actsOnAll)],
		lists: [...new Set(touches.lists)],
	};
}

/** A call of the engine: what follows its name, up to the end of the simple command. */
function callsOf(command: string): string[] {
	return [...command.replace(/\\\n/gu, ' ').matchAll(/(?:\$CR|\bpodman|\bdocker)(\s[^;|&\n]*)/gu)].map(
		([, call]) => call!,
	);
}

function look(call: string, touches: Touches): void {
	const [first = '', second = '', ...others] = call.trim().split(/\s+/u);
	const short = SHORT_FORMS[first];
	const [noun, verb] = short ?? (first in NOUNS ? [first, second] : ['container', first]);
	const operands = short || !(first in NOUNS) ? [second, ...others] : others;
	const kinds = NOUNS[noun]!;
	// What a list finds is not named by the command.
	const fromList = /\$\(\s*(?:\$CR|podman|docker)\b/u.test(call) || /`\s*\$CR/u.test(call);
	if (verb === 'prune' || (CHANGING.test(verb) && (fromList || reachesAll(verb, call))))
		touches.actsOnAll.push(...kinds);
	else if (LISTING.test(verb) && !NARROWED.test(call) && !(verb === 'stats' && /\s[^-]\S*\s*$/u.test(call)))
		touches.lists.push(...kinds);
	else if (noun === 'image' && verb === 'rm')
		touches.removesImages.push(...operands.filter((word) => word !== '' && !word.startsWith('-')));
	if (touches.removesImages.some((name) => /[$`]/u.test(name))) touches.actsOnAll.push('images');
}

/** `start -a` attaches; with the other verbs that letter means all of them. */
function reachesAll(verb: string, call: string): boolean {
	return EVERY_ONE.test(call) || (verb !== 'start' && EVERY_ONE_SHORT.test(call));
}

/** How a command opens ports: with an option, in a request to the engine's interface, in a list of a Compose file. */
const PORTS: readonly RegExp[] = [
	/(?:^|\s)(?:-p|--publish)[\s=]?["']?(?:[\d.]+:|\[[\d:a-f]+\]:)?(\d+):/gu,
	/"HostPort": *"(\d+)"/gu,
	/^ *- *["']?(?:[\d.]+:)?(\d+):\d+["']? *$/gmu,
];

function portsOf(command: string): number[] {
	return PORTS.flatMap((pattern) => [...command.matchAll(pattern)].map(([, port]) => Number(port)));
}
