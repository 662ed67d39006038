/**
 * What a reader may type, and what the book writes in its place: it uses long options and the full names of commands.
 * A test holds the right side against the examples, so that no name leads nowhere.
 */
export const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
	'-a': ['--all'],
	'-d': ['--detach'],
	'-e': ['--env'],
	'-f': ['--force', '--file', '--filter', '--follow'],
	'-h': ['--hostname'],
	'-i': ['--interactive'],
	'-m': ['--memory'],
	'-p': ['--publish'],
	'-q': ['--quiet'],
	'-t': ['--tag'],
	'-u': ['--user'],
	'-v': ['--volume'],
	'docker-compose': ['compose'],
	'podman-compose': ['compose'],
	dockerfile: ['Containerfile'],
	ps: ['container ls'],
	rmi: ['image rm'],
};
