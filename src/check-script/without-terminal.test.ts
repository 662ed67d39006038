import { expect, test } from 'vitest';
import { withoutTerminal } from './without-terminal.ts';

test.each([
	['$CR container exec -it web /bin/sh', '$CR container exec -i web /bin/sh'],
	['$CR run --rm -ti alpine:3', '$CR run --rm -i alpine:3'],
	['$CR run --interactive --tty --name a alpine:3', '$CR run --interactive --name a alpine:3'],
	['$CR run -t alpine:3', '$CR run alpine:3'],
	['$CR run -dit alpine:3', '$CR run -dit alpine:3'],
	['$CR run --detach -it alpine:3', '$CR run --detach -it alpine:3'],
	["$CR run -it alpine:3 sh -c 'ls -t '", "$CR run -i alpine:3 sh -c 'ls -t '"],
	['$CR build -t mine .', '$CR build -t mine .'],
	['podman run -it alpine:3', 'podman run -i alpine:3'],
	['docker container exec -ti web sh', 'docker container exec -i web sh'],
	['ls -t .', 'ls -t .'],
])('%s', (command, expected) => {
	expect(withoutTerminal(command, [])).toEqual({ command: expected });
});

test.each([
	['$CR container attach web', ['ls']],
	['$CR run -it --detach-keys=ctrl-x a', ['ls']],
	['$CR run -it a', ['\u0010\u0011']],
])('%s cannot be run without one', (command, lines) => {
	expect(withoutTerminal(command, lines)).toHaveProperty('cannot');
});
