#!/bin/bash
# Run by up.sh on a terminal of its own: makes control groups and namespaces for a copy, and hands over to the script that boots it in
# them (boot-namespaces.sh or boot-uml.sh).
set -euo pipefail
: "${HOST_RUN:?run by up.sh}" "${HOST_ID:?}" "${HOST_CGROUPS:?}"

# Into control groups of our own, so that the cgroup namespace made next has them as its roots.
for name in $HOST_CGROUPS; do
  group=/sys/fs/cgroup/$name/$HOST_ID
  [ -d "/sys/fs/cgroup/$name" ] || continue
  mkdir -p "$group"
  if [ "$name" = cpuset ]; then # takes no process before it has these
    cat /sys/fs/cgroup/cpuset/cpuset.cpus >"$group/cpuset.cpus"
    cat /sys/fs/cgroup/cpuset/cpuset.mems >"$group/cpuset.mems"
    echo 1 >"$group/cgroup.clone_children"
  fi
  echo $$ >"$group/cgroup.procs"
done
exec unshare --mount --propagation private --pid --fork --kill-child --net --uts --ipc --cgroup "$1"
