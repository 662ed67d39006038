#!/bin/bash
# host down: end the host, and remove its control groups and its disk. With --leftovers (from up.sh) only clears what a killed run left.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root down
leftovers=
case ${1:-} in
  --leftovers) leftovers=1 ;;
  '') exec 9>"$STATE/lock"; flock 9 ;;
  *) die "'down' takes no arguments" ;;
esac

was_up=
if pid=$(host_pid); then
  was_up=1
  kill -KILL "$pid" # a first process: all others of its namespace go with it, and with them its mounts
fi
# The holder of its terminal ends by itself after that; it is killed if the host's first process was never there.
if read -r pid started 2>/dev/null <"$RUN/holder.pid" && [ -n "$started" ]; then
  [ -n "$was_up" ] || [ "$(start_time "$pid")" != "$started" ] || kill -KILL "$pid"
  for _ in $(seq 50); do [ "$(start_time "$pid")" = "$started" ] || break; sleep .1; done
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
if [ -n "$was_up" ]; then note "down"; elif [ -z "$leftovers" ]; then note "it was not up"; fi
