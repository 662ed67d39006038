#!/bin/bash
# host up: boot a pristine copy of the base in namespaces of its own, and wait until it can be used.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root up
limits=
case ${1:-} in --limits) limits=1 ;; '') ;; *) die "up: there is no '$1' (--limits)" ;; esac
[ -f "$BASE/base.raw" ] || die "there is no base yet: run 'host build' first"

exec 9>"$STATE/lock"
flock -n 9 || die "another 'up' or 'down' is at work on $STATE: wait for it"
if host_pid >/dev/null; then die "it is up already: end it with 'host down' first"; fi

# systemd as a first process raises these for the whole machine; they are put back once it has.
SYSCTLS="fs.nr_open fs.file-max kernel.core_pattern"
restore_sysctls() {
  local name value
  [ -s "$RUN/sysctls" ] || return 0
  while IFS='=' read -r name value; do
    [ "$(sysctl -n "$name")" = "$value" ] || sysctl -q -w "$name=$value" || true
  done <"$RUN/sysctls"
}

# Whatever goes wrong or interrupts from here on, nothing is left behind but the log.
finish() {
  local code=$?
  trap - EXIT INT TERM HUP
  if [ "$code" != 0 ]; then
    cp -f "$RUN/console.log" "$STATE/console.log" 2>/dev/null || true
    restore_sysctls
    flock -u 9
    "$HOST_SRC/lib/down.sh" || true
  fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

"$HOST_SRC/lib/down.sh" --leftovers
mkdir -p "$RUN/root"
# One boot at a time on a machine: a second would take the raised values for the machine's own.
exec 8>"/run/lock/containers-by-example.sysctls"
flock 8
for name in $SYSCTLS; do printf '%s=%s\n' "$name" "$(sysctl -n "$name")"; done >"$RUN/sysctls"
cp --sparse=always "$BASE/base.raw" "$RUN/disk.raw"
cp "$BASE/images.json" "$RUN/"

# `script` lends the console a terminal and keeps what is written to it; setsid keeps Ctrl-C here from reaching the host.
HOST_RUN=$RUN HOST_ID=$HOST_ID HOST_CGROUPS=$CGROUPS HOST_LIMITS=${limits:+$V1_CGROUPS} setsid \
  script -qfc "exec '$HOST_SRC/lib/boot.sh'" "$RUN/console.log" </dev/null >/dev/null 2>&1 8>&- 9>&- &
holder=$!
printf '%s %s\n' "$holder" "$(start_time "$holder")" >"$RUN/holder.pid"

deadline=$((SECONDS + 90))
until pid=$(host_pid) && host_ssh "$pid" root@127.0.0.1 true 2>/dev/null; do
  kill -0 "$holder" 2>/dev/null || die "the host ended while it booted: see $STATE/console.log"
  [ $SECONDS -lt $deadline ] || die "the host did not let anyone in within 90 s: see $STATE/console.log"
  sleep .1
done
state=$(host_ssh "$pid" root@127.0.0.1 timeout 60 systemctl is-system-running --wait || true)
if [ "$state" != running ]; then
  host_ssh "$pid" root@127.0.0.1 'systemctl --no-pager --no-legend --failed; journalctl --no-pager -b -p warning | tail -50' \
    >"$STATE/failed.log" 2>&1 || true
  die "the host came up '$state' instead of 'running': see $STATE/failed.log"
fi
restore_sysctls
note "up${limits:+ with limits}: 'host ssh' logs in, 'host down' ends it"
