#!/bin/bash
# Run by up.sh on a terminal of its own: makes the namespaces, the mounts and the devices, and becomes the host's first process.
set -euo pipefail
: "${HOST_RUN:?run by up.sh}" "${HOST_ID:?}" "${HOST_CGROUPS:?}" "${HOST_SRC:?}" "${HOST_LIMITS=}"

# Outside: into control groups of our own, so that the cgroup namespace made next has them as its roots.
if [ "${1:-}" != inside ]; then
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
  exec unshare --mount --propagation private --pid --fork --kill-child --net --uts --ipc --cgroup "$0" inside
fi

# Inside: /proc is still the machine's, and tells which number and start time this process has there.
read -r pid rest </proc/self/stat
read -ra fields <<<"${rest##*) }"
printf '%s %s\n' "$pid" "${fields[19]}" >"$HOST_RUN/init.tmp"
mv "$HOST_RUN/init.tmp" "$HOST_RUN/init.pid"
trap '' HUP
terminal=$(tty)
root=$HOST_RUN/root

mount -o loop,noatime "$HOST_RUN/disk.raw" "$root"
hostname "$(cat "$root/etc/hostname")"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"

# `up --limits`: a machine whose controllers are bound to version 1 hierarchies has none for the version 2 tree above. These are laid
# over it for root's engines alone (see limits/), which gives them real limits and figures.
if [ -n "$HOST_LIMITS" ]; then
  groups=$root/run/cgroup-v1
  mkdir "$groups"
  mount -t tmpfs -o mode=755 tmpfs "$groups"
  for name in systemd $HOST_LIMITS; do
    [ -d "/sys/fs/cgroup/$name" ] || continue
    mkdir "$groups/$name"
    case $name in systemd) options=none,name=systemd ;; *) options=$name ;; esac
    mount -t cgroup -o "$options" cgroup "$groups/$name"
  done
  cp -R --no-preserve=mode,ownership "$HOST_SRC/limits/." "$root/"
fi

dev=$root/dev
mount -t tmpfs -o mode=755 tmpfs "$dev"
mkdir -p "$dev/pts" "$dev/shm" "$dev/mqueue" "$dev/net"
while read -r name major minor; do mknod -m 666 "$dev/$name" c "$major" "$minor"; done <<'E'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
fuse 10 229
net/tun 10 200
E
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$dev/shm"
ln -s pts/ptmx "$dev/ptmx"
ln -s /proc/self/fd "$dev/fd"
ln -s fd/0 "$dev/stdin"
ln -s fd/1 "$dev/stdout"
ln -s fd/2 "$dev/stderr"
touch "$dev/console"
mount --bind "$terminal" "$dev/console"

cd "$root"
mkdir -p oldroot
pivot_root . oldroot
cd /
umount -l /oldroot
rmdir /oldroot
mount --make-rshared /
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=linux /sbin/init
