/** A command as it can be run where there is no terminal, or why it cannot. */
export type WithoutTerminal = { command: string } | { cannot: string };

const LONG_OPTION = / --tty(?:=true)?(?= )/gu;
/** `-it`, `-ti`, `-dit`, `-t`, before any quotation mark: what comes after one belongs to the program inside. */
const SHORT_OPTIONS = /(?<= )-(?<letters>[dit]*t[dit]*)(?= )/gu;

/**
 * Takes away the option that asks for a terminal: without one, the engine would refuse. The lines of a session
 * are then piped into the program.
 *
 * @param command what the reader types, with `$CR` or with an engine’s name in its place
 * @param lines what is typed into the program
 */
export function withoutTerminal(command: string, lines: readonly string[]): WithoutTerminal {
	if (/--detach-keys|\sattach\s/u.test(command) || lines.some((line) => /\p{Cc}/u.test(line)))
		return { cannot: 'needs a terminal, for keys that only a terminal has' };
	return { command: withoutTtyOption(command) };
}

/** An image's builder takes `-t` for a tag; those that have a terminal are these. */
const RUNS = /^(?<call>.*?(?:\$CR|\bpodman|\bdocker) (?:container )?(?:run|exec|create) )(?<rest>[\s\S]*)$/u;

function withoutTtyOption(command: string): string {
	const groups = RUNS.exec(command)?.groups;
	if (!groups) return command;
	// A detached container may have its terminal: nobody sits at it.
	const { call, rest } = groups as { call: string; rest: string };
	if (/(?:^| )(?:--detach|-[a-z]*d[a-z]*)(?= )/u.test(rest)) return command;
	// Up to the first word that is no option and no option's value there is no telling without a list of options;
	// the first quotation mark or the first `-c` ends what is looked at.
	const end = rest.search(/["'`$]|(?<= )-c /u);
	const options = ` ${end < 0 ? rest : rest.slice(0, end)}`;
	const kept = options.replace(LONG_OPTION, '').replace(SHORT_OPTIONS, (_all, letters: string) => {
		const others = letters.replace('t', '');
		return others === '' ? '' : `-${others}`;
	});
	return call + kept.replace(/ {2,}/gu, ' ').replace(/^ /u, '') + (end < 0 ? '' : rest.slice(end));
}
