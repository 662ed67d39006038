/**
 * What a command is called aloud, on buttons and over outputs: its first line. A heredoc read out to its end would be no
 * name any more.
 */
export function calledAloud(command: string): string {
	const [first, ...more] = command.split('\n');
	return more.length === 0 ? first! : `${first!.replace(/\s*\\$/u, '')} …`;
}
