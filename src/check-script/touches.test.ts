import { expect, test } from 'vitest';
import { touchesOf, type Touches } from './touches.ts';

const NOTHING: Touches = { actsOnAll: [], lists: [], removesImages: [], publishes: [], cannot: undefined };

test.each<[string, Partial<Touches>]>([
	['$CR container rm web', {}],
	['$CR container start -a web', {}],
	['$CR container rm $($CR container ls --latest --quiet)', { actsOnAll: ['containers'] }],
	['$CR stop $($CR ps -q)', { actsOnAll: ['containers'] }],
	['$CR rm -fa', { actsOnAll: ['containers'] }],
	['$CR container stop --all', { actsOnAll: ['containers'] }],
	['$CR volume prune --force', { actsOnAll: ['volumes'] }],
	['$CR rmi $($CR images -q)', { actsOnAll: ['images'] }],
	['$CR system prune', { actsOnAll: ['containers', 'images', 'volumes', 'networks', 'pods'] }],
	['$CR ps --all', { lists: ['containers'] }],
	['$CR container ls --filter name=web', {}],
	['$CR image ls | wc -l', { lists: ['images'] }],
	['$CR container stats --no-stream busy', {}],
	['$CR container stats --no-stream', { lists: ['containers'] }],
	['$CR image rm --force alpine:3 mine', { removesImages: ['alpine:3', 'mine'] }],
	['$CR rmi alpine:3', { removesImages: ['alpine:3'] }],
	['$CR run -p 8080:80 --publish 127.0.0.1:5000:5000 a', { publishes: [8080, 5000] }],
	['curl -d \'{"PortBindings": {"80/tcp": [{"HostPort": "8080"}]}}\' x', { publishes: [8080] }],
	[
		"cat >compose.yaml <<'END'\nports:\n  - '127.0.0.1:8080:80'\n  - 5000:5000\nEND",
		{ publishes: [8080, 5000] },
	],
	['sudo ls', { cannot: 'needs root’s rights, for which this script does not ask' }],
	['$CR login quay.io', { cannot: 'changes with whom you are logged in' }],
	['ls ~/.config', { cannot: 'works in your home folder' }],
	['echo "$HOME"', { cannot: 'works in your home folder' }],
])('%s', (command, touches) => {
	expect(touchesOf(command)).toEqual({ ...NOTHING, ...touches });
});
