import { ENGINE_IDS, engineById } from '../engines/engines.ts';

/** One use of an engine within a command. */
export interface EngineCall {
	/** In its long form, without the engine: `container run`, `image ls`. */
	name: string;
	/** Its options, without their values, as they were written: `--rm`, `-it`. */
	options: string[];
}

/** What the engines' commands act on, where that is the first word of two. */
const NOUNS = new Set(
	`buildx builder compose container context generate image kube machine manifest network node plugin pod quadlet secret
	service stack swarm system volume`.split(/\s+/u),
);

/** The long forms of the short commands. `version` and the like have one form only. */
const LONG_FORMS: Readonly<Record<string, string>> = {
	build: 'image build',
	history: 'image history',
	images: 'image ls',
	info: 'system info',
	load: 'image load',
	ps: 'container ls',
	pull: 'image pull',
	push: 'image push',
	rmi: 'image rm',
	save: 'image save',
	tag: 'image tag',
	...Object.fromEntries(
		`attach commit cp create diff exec export inspect kill logs pause port rename restart rm run start stats stop top
		unpause update wait`
			.split(/\s+/u)
			.map((verb) => [verb, `container ${verb}`]),
	),
};

/** Other words for the same verb. */
const SYNONYMS: Readonly<Record<string, string>> = { list: 'ls', remove: 'rm', ps: 'ls' };

/** Options that take no value: what follows them is something else. */
const SWITCHES = new Set(
	`--all --detach --digests --force --help --init --interactive --latest --no-cache --no-healthcheck --no-stream --no-trunc
	--oom-kill-disable --password-stdin --privileged --publish-all --pull --quiet --read-only --replace --rm --size --tty
	--verbose --volumes --wait`.split(/\s+/u),
);
/** After the image or container, what follows is not the engine's. */
const HANDS_ON = new Set([
	'container run',
	'container create',
	'container exec',
	'unshare',
	'compose exec',
	'compose run',
]);

/** Shell built-ins and small tools that a reader of a command line knows, and that no chapter teaches. */
const EVERYDAY = new Set(
	`[ awk basename bash cat cd chmod chown cmp cp cut date dd diff dirname do done echo else env exit export false fi file find for
	grep gunzip gzip head hostname id if in install kill ln ls mkdir mktemp mv od printf pwd read readlink rm rmdir sed seq set sh sha256sum
	sleep sort stat sudo tail tar tee test then time timeout touch tr true umask umount uname uniq unset until wait wc while xargs`.split(
		/\s+/u,
	),
);

const BINARIES = new Set<string>(ENGINE_IDS.map((id) => engineById(id).binary));
const HEREDOC_BODY = /(<<-?\s*(["']?)(\w+)\2[^\n]*\n)[\s\S]*?\n\3(?=\n|$)/gu;
const QUOTED = /'[^']*'|"(?:\\.|[^"\\])*"/gu;
/** A command within a command, without another in it. */
const SUBSTITUTION = /\$\(([^()]*)\)/u;
const SEPARATORS = /[;|&\n(){}]+/u;
/** What may stand before the name of a program: words of the shell, programs that start others, variables. */
const BEFORE = /^(?:(?:!|do|else|exec|if|sudo|then|time|until|while|[A-Z_]\w*=\S*)\s+)*/u;

/**
 * Finds what a command asks of an engine.
 *
 * @param command as it is typed, with the engine's name in it
 */
export function engineCallsIn(command: string): EngineCall[] {
	return simpleCommandsIn(command).flatMap(([program, ...words]) =>
		BINARIES.has(program!) ? (callOf(words) ?? []) : [],
	);
}

/** The programs, besides the engines and everyday tools, that a command starts: `curl`, `openssl`. */
export function otherProgramsIn(command: string): string[] {
	const programs = simpleCommandsIn(command).map(([program]) => program!);
	const isOther = (name: string) =>
		/^[a-z][\w.-]*$/u.test(name) && !EVERYDAY.has(name) && !BINARIES.has(name);
	return [...new Set(programs.filter(isOther))];
}

/** A command line taken apart into programs with their arguments, those of command substitutions too; without what they are given as input. */
function simpleCommandsIn(command: string): string[][] {
	let text = command.replaceAll(HEREDOC_BODY, '$1').replaceAll(/\\\n/gu, ' ');
	const texts: string[] = [];
	// Single quotes first: what is in them is no command of this shell. Nor are the braces of a variable a group.
	text = text.replaceAll(/'[^']*'/gu, "'…'").replaceAll(/\$\{[^}]*\}/gu, '…');
	for (let inner = SUBSTITUTION.exec(text); inner; inner = SUBSTITUTION.exec(text)) {
		texts.push(inner[1]!);
		text = text.replace(inner[0], '…');
	}
	return [text, ...texts].flatMap((part) =>
		part
			.replaceAll(QUOTED, '…')
			.split(SEPARATORS)
			.map((simple) => simple.trim().replace(BEFORE, ''))
			.filter((simple) => simple !== '')
			.map((simple) => simple.split(/\s+/u)),
	);
}

function callOf(words: readonly string[]): EngineCall | undefined {
	const first = afterOptions(words, 0);
	const noun = words[first];
	if (noun === undefined || !/^[a-z]/u.test(noun)) return undefined;
	const second = NOUNS.has(noun) ? afterOptions(words, first + 1) : words.length;
	const verb = words[second];
	const isPair = verb !== undefined && /^[a-z][a-z-]*$/u.test(verb);
	const name = isPair ? `${noun} ${SYNONYMS[verb] ?? verb}` : (LONG_FORMS[noun] ?? noun);
	return { name, options: optionsOf(words.slice((isPair ? second : first) + 1), HANDS_ON.has(name)) };
}

/** Where the first word is that is neither an option nor its value. */
function afterOptions(words: readonly string[], start: number): number {
	let index = start;
	while (words[index]?.startsWith('-')) index += takesValue(words[index]!) ? 2 : 1;
	return index;
}

function takesValue(option: string): boolean {
	return option.startsWith('--') && !option.includes('=') && !SWITCHES.has(option);
}

function optionsOf(words: readonly string[], handsOn: boolean): string[] {
	const options: string[] = [];
	for (let index = 0; index < words.length; index++) {
		const word = words[index]!;
		if (/^--?[a-zA-Z]/u.test(word)) {
			const option = word.replace(/=.*$/u, '');
			if (!options.includes(option)) options.push(option);
			if (takesValue(word)) index++;
		} else if (handsOn) break;
	}
	return options;
}
