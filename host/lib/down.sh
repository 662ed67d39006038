#!/bin/bash
# host down: end a copy, and remove its control groups and its disk. With --leftovers (from up.sh) only clears what a killed one left.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root down
leftovers=
all=
while [ $# -gt 0 ]; do
  case $1 in
    --copy) [ $# -gt 1 ] || die "down: --copy needs a name"; use_copy "$2"; shift 2 ;;
    --copy=*) use_copy "${1#*=}"; shift ;;
    --all) all=1; shift ;;
    --leftovers) leftovers=1; shift ;;
    *) die "down: there is no '$1' (--copy NAME, --all)" ;;
  esac
done

if [ -n "$all" ]; then
  failed=
  for folder in "$COPIES"/*/; do
    [ -d "$folder" ] || continue
    "$0" --copy "$(basename "$folder")" || failed=1
  done
  [ -z "$failed" ] || die "not every copy could be ended: see above"
  exit 0
fi

if [ -z "$leftovers" ]; then
  mkdir -p "$STATE/locks"
  exec 9>"$LOCK"
  flock 9
fi

was_up=
if pid=$(host_pid); then
  was_up=1
  kill -KILL "$pid" # a first process: all others of its namespace go with it, and with them its mounts
fi
# The holder of its terminal ends by itself after that; it is killed if the copy's first process was never there.
if pid=$(remembered "$RUN/holder.pid"); then
  [ -n "$was_up" ] || kill -KILL "$pid"
  for _ in $(seq 50); do remembered "$RUN/holder.pid" >/dev/null || break; sleep .1; done
fi

left=
for name in $CGROUPS; do
  group=/sys/fs/cgroup/$name/$HOST_ID
  for _ in $(seq 50); do # processes leave a group a moment after their end
    [ -d "$group" ] || break
    find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || sleep .1
  done
  [ ! -d "$group" ] || left="$left $group"
done
rm -rf "$RUN"
[ -z "$left" ] || die "these control groups still hold processes and were left:$left"
if [ -n "$was_up" ]; then note "$COPY is down"; elif [ -z "$leftovers" ]; then note "$COPY was not up"; fi
