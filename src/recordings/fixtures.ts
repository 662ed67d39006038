import type { Cast, CastEvent } from './asciicast.ts';

/** The marks of shell integration that the recorder's shell prints. */
const START = '\u001B]133;C\u0007';
const END = (status: number) => `\u001B]133;D;${status}\u0007`;
const PROMPT = '\u001B]133;A\u0007$ \u001B]133;B\u0007';

/** What happens in a recording, without its time: code and data. */
type Happening = readonly [code: CastEvent['code'], data: string];

interface CommandParts {
	command: string;
	/** In pieces: text that is printed, or other events such as the marker of a line typed into a session. */
	prints?: readonly (string | Happening)[];
	status?: number;
}

/** A cast of single events, at times of their own. */
export function castOf(
	events: readonly (readonly [time: number, ...Happening])[],
	{ cols = 20, rows = 6, idleTimeLimit }: Partial<Cast> = {},
): Cast {
	return {
		cols,
		rows,
		idleTimeLimit,
		header: {},
		events: events.map(([time, code, data]) => ({ time, code, data })),
	};
}

/** A cast as the recorder makes it: each command is typed, starts, prints and ends; one event every tenth of a second. */
export function sessionOf(commands: readonly CommandParts[], size?: Partial<Cast>): Cast {
	const happenings = commands.flatMap(({ command, prints = [], status = 0 }): Happening[] => [
		['m', command],
		['o', `${command.replaceAll('\n', '\r\n> ')}\r\n${START}`],
		...prints.map((part): Happening => (typeof part === 'string' ? ['o', part] : part)),
		['o', `${END(status)}${PROMPT}`],
	]);
	const all: Happening[] = [['o', `\u001B[H\u001B[2J${END(0)}${PROMPT}`], ...happenings];
	return castOf(
		all.map((happening, index) => [index / 10, ...happening]),
		size,
	);
}
