#!/bin/sh
# Tries the container image on an engine: that it becomes healthy as a reader would run it, answers with the headers and
# types that matter, cannot write, is not root, and ends when it is told to.
#
#   deploy/try-image.sh podman|docker [--build] [IMAGE]

# shellcheck disable=SC2317  # functions are called by name
set -eu

engine=$1
shift
build=
if [ "${1:-}" = --build ]; then
	build=1
	shift
fi
image=${1:-containers-by-example}
name=try-containers-by-example
port=${PORT:-18080}
root=http://127.0.0.1:$port
failed=0

check() { # WHAT COMMAND…: a line that says whether the command succeeds
	what=$1
	shift
	if "$@" >/dev/null 2>&1; then
		echo "ok      $what"
	else
		echo "NOT OK  $what"
		failed=1
	fi
}
says() { # ADDRESS PATTERN: whether the head of the answer has a line that fits
	curl --silent --head --max-time 10 --header 'Accept-Encoding: gzip' "$root$1" | tr -d '\r' | grep --quiet --extended-regexp --ignore-case "$2"
}
fails() { ! "$@"; }
inside() { "$engine" exec "$name" "$@"; }
seconds() { date +%s; }

if [ -n "$build" ]; then
	folder=$(dirname "$0")/..
	set -- --file "$folder/Containerfile" --tag "$image"
	# The OCI format, Podman's own choice, has no health check.
	[ "$engine" != podman ] || set -- "$@" --format docker
	"$engine" build "$@" "$folder"
fi

trap '"$engine" rm --force "$name" >/dev/null 2>&1' EXIT
"$engine" rm --force "$name" >/dev/null 2>&1 || true
"$engine" run --detach --name "$name" --publish "127.0.0.1:$port:8080" --read-only --cap-drop ALL \
	--security-opt no-new-privileges --user 12345:12345 "$image" >/dev/null

for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	# Podman is asked: where no systemd runs its timers, nobody else would.
	[ "$engine" != podman ] || podman healthcheck run "$name" >/dev/null 2>&1 || true
	health=$("$engine" inspect --format '{{.State.Health.Status}}' "$name")
	[ "$health" != healthy ] || break
	sleep 2
done
check "it is healthy ($health)" [ "$health" = healthy ]

page=/
cast=/$(curl --silent --compressed "$root/first-containers/" | grep --only-matching --extended-regexp '_astro/[^"?]*\.cast' | head -n 1)
check 'the first page is HTML' says $page '^content-type: text/html; charset=utf-8$'
check 'the first page is compressed' says $page '^content-encoding: gzip$'
check 'the first page is asked for again' says $page '^cache-control: no-cache$'
check 'a policy keeps everything else out' says $page "^content-security-policy: default-src 'none'"
check 'types are not guessed' says $page '^x-content-type-options: nosniff$'
check 'the version is not told' says $page '^server: nginx$'
check "a recording has its type ($cast)" says "$cast" '^content-type: application/x-asciicast$'
check 'a recording is kept for a year' says "$cast" '^cache-control: public, max-age=31536000, immutable$'
check 'a folder without its slash leads on' says /first-containers '^location: first-containers/$'
check 'what is not there is 404' says /no/such/page '^HTTP/1.1 404 '
check 'and has the page for lost readers' says /no/such/page '^content-length: [1-9][0-9]{3}'

check 'it is not root' [ "$(inside id -u)" = 12345 ]
check 'the files cannot be written' fails inside sh -c 'echo x >/srv/book/index.html'
check 'nor anything beside them' fails inside sh -c 'echo x >/etc/nginx/x || echo x >/var/cache/nginx/x || echo x >/srv/x'
check 'it writes its log to standard output' sh -c "$engine logs $name 2>&1 | grep --quiet '404 HEAD /no/such/page'"

before=$(seconds)
"$engine" kill --signal TERM "$name" >/dev/null
"$engine" wait "$name" >/dev/null
# Engines give up after 10. Most of what is measured here is the engine's own.
check "it ends when it is told to ($(($(seconds) - before)) s)" [ $(($(seconds) - before)) -le 5 ]
check 'and its end is no error' [ "$("$engine" inspect --format '{{.State.ExitCode}}' "$name")" = 0 ]
exit $failed
