#!/bin/bash
# host up: boot a pristine copy of the base, and wait until it can be used.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root up
purpose=
while [ $# -gt 0 ]; do
  case $1 in
    --copy) [ $# -gt 1 ] || die "up: --copy needs a name"; use_copy "$2"; shift 2 ;;
    --copy=*) use_copy "${1#*=}"; shift ;;
    --for) [ $# -gt 1 ] || die "up: --for needs a purpose: limits or nfs"; purpose=$2; shift 2 ;;
    --for=*) purpose=${1#*=}; shift ;;
    *) die "up: there is no '$1' (--copy NAME, --for limits|nfs)" ;;
  esac
done
case $purpose in
  '') kind=namespaces boot=boot-namespaces.sh seconds=90 ;;
  limits | nfs) kind='User-Mode Linux' boot=boot-uml.sh seconds=240 ;;
  *) die "up: a copy can be for limits or nfs, not for '$purpose'" ;;
esac
[ -f "$BASE/base.raw" ] || die "there is no base yet: run 'host build' first"
[ "$boot" != boot-uml.sh ] || [ -x "$BASE/uml/usr/bin/linux.uml" ] ||
  die "the base was built without a User-Mode Linux: run 'host build' again"

# Who asked for this copy: the nearest caller that is neither npm nor the shell npm starts, since those end at once.
starter() {
  local pid=$PPID name
  while [ "$pid" -gt 1 ]; do
    name=$(cat "/proc/$pid/comm" 2>/dev/null) || break
    case $name in npm* | sh) ;; *) break ;; esac
    pid=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f2) || break
  done
  echo "${pid:-1}"
}

mkdir -p "$STATE/locks" "$COPIES"
exec 9>"$LOCK"
flock -n 9 || die "another 'up' or 'down' is at work on $COPY: wait for it"
if host_pid >/dev/null && remembered "$RUN/starter.pid" >/dev/null; then
  die "$COPY is up already: end it with 'host down$NAMED' first"
fi

# systemd as a first process raises these for the whole machine; they are put back once it has. What they were is kept outside of any
# copy: whoever boots after an `up` that was killed halfway puts them back first.
SYSCTLS="fs.nr_open fs.file-max kernel.core_pattern"
SAVED=/run/containers-by-example.sysctls
restore_sysctls() {
  local name value
  [ -s "$SAVED" ] || return 0
  while IFS='=' read -r name value; do
    [ "$(sysctl -n "$name")" = "$value" ] || sysctl -q -w "$name=$value" || true
  done <"$SAVED"
  rm -f "$SAVED"
}
save_sysctls() {
  local name
  for name in $SYSCTLS; do printf '%s=%s\n' "$name" "$(sysctl -n "$name")"; done >"$SAVED.new"
  mv "$SAVED.new" "$SAVED"
}

# Whatever goes wrong or interrupts from here on, nothing is left behind but the log.
locked=
finish() {
  local code=$?
  trap - EXIT INT TERM HUP
  if [ "$code" != 0 ]; then
    cp -f "$RUN/console.log" "$CONSOLE_LOG" 2>/dev/null || true
    "$HOST_SRC/lib/down.sh" --leftovers --copy "$COPY" || true
    [ -z "$locked" ] || restore_sysctls
  fi
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# What a killed copy left, or one that is up still though whoever asked for it has ended.
"$HOST_SRC/lib/down.sh" --leftovers --copy "$COPY"
mkdir -p "$RUN"
remember "$(starter)" "$RUN/starter.pid"
echo "$kind" >"$RUN/kind"
cp "$BASE/images.json" "$RUN/"
if [ "$boot" = boot-namespaces.sh ]; then
  mkdir "$RUN/root"
  cp --sparse=always "$BASE/base.raw" "$RUN/disk.raw"
  # One boot at a time on a machine: a second would take the raised values for the machine's own.
  exec 8>"/run/lock/containers-by-example.sysctls"
  flock 8
  locked=1
  restore_sysctls
  save_sysctls
else
  # Other names for the same files: they stay when a newer base takes this one's place. What is written goes into a file beside them.
  cp -al "$BASE/uml" "$RUN/uml"
  ln "$BASE/base.raw" "$RUN/base.raw"
  echo 10.0.2.15 >"$RUN/address"
fi

# `script` lends the console a terminal and keeps what is written to it; setsid keeps Ctrl-C here from reaching the copy.
HOST_RUN=$RUN HOST_ID=$HOST_ID HOST_CGROUPS=$CGROUPS HOST_PURPOSE=$purpose setsid \
  script -qfc "exec '$HOST_SRC/lib/boot.sh' '$HOST_SRC/lib/$boot'" "$RUN/console.log" </dev/null >/dev/null 2>&1 8>&- 9>&- &
holder=$!
remember "$holder" "$RUN/holder.pid"

deadline=$((SECONDS + seconds))
until pid=$(host_pid) && host_ssh "$pid" root -T true 2>/dev/null; do
  kill -0 "$holder" 2>/dev/null || die "$COPY ended while it booted: see $CONSOLE_LOG"
  [ $SECONDS -lt $deadline ] || die "$COPY did not let anyone in within $seconds s: see $CONSOLE_LOG"
  sleep .1
done
state=$(host_ssh "$pid" root -T timeout "$seconds" systemctl is-system-running --wait || true)
if [ "$state" != running ]; then
  host_ssh "$pid" root -T 'systemctl --no-pager --no-legend --failed; journalctl --no-pager -b -p warning | tail -50' \
    >"$FAILED_LOG" 2>&1 || true
  die "$COPY came up '$state' instead of 'running': see $FAILED_LOG"
fi
[ -z "$locked" ] || restore_sysctls
note "$COPY is up${purpose:+, for $purpose}: 'host ssh$NAMED' logs in, 'host down$NAMED' ends it"
