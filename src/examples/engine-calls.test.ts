import { expect, test } from 'vitest';
import { engineCallsIn, otherProgramsIn } from './engine-calls.ts';

test.each([
	['podman container run --rm alpine:3 ls -l', ['container run --rm']],
	['docker run -it --name web --publish=8080:80 nginx:1 nginx -g x', ['container run -it --name --publish']],
	['podman container run alpine:3 --rm hostname', ['container run']],
	['podman ps --all', ['container ls --all']],
	['docker image list -q', ['image ls -q']],
	[
		'docker container rm $(docker container ls --latest --quiet)',
		['container rm', 'container ls --latest --quiet'],
	],
	["podman container exec web sh -c 'podman --version'", ['container exec']],
	['docker compose --file a.yaml up --detach', ['compose up --detach']],
	[
		'echo pass | podman login --username me --password-stdin localhost:5000',
		['login --username --password-stdin'],
	],
	['sudo podman info --format "{{.Store}}" && podman version', ['system info --format', 'version']],
	["cat >Containerfile <<'END'\nRUN podman pull x\nEND\npodman build --tag a .", ['image build --tag']],
	['podman container run --detach \\\n  --name web \\\n  nginx:1', ['container run --detach --name']],
	['ls podman docker', []],
	['cat .config/podman/x', []],
])('%s', (command, calls) => {
	expect(engineCallsIn(command).map(({ name, options }) => [name, ...options].join(' '))).toEqual(calls);
});

test.each([
	['curl --silent http://localhost:8080 | grep title', ['curl']],
	["cat >a <<'END'\nopenssl\nEND\nskopeo inspect x", ['skopeo']],
	['podman save a | gzip >b; sudo LANG=C openssl x509', ['openssl']],
	["sh -c 'curl x'; time podman run x; x=$(kubectl get)", ['kubectl']],
	['echo done && cd /tmp', []],
	['echo ${version}; name=${x%:*} && echo', []],
])('%s starts %j', (command, programs) => {
	expect(otherProgramsIn(command)).toEqual(programs);
});
