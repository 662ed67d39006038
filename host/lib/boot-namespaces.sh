#!/bin/bash
# Run by boot.sh: makes the mounts and the devices of a copy that runs on the machine's kernel, and becomes its first process.
set -euo pipefail
# shellcheck source=boot-common.sh
. "$(dirname "$0")/boot-common.sh"
terminal=$(tty)
root=$HOST_RUN/root

mount -o loop,noatime "$HOST_RUN/disk.raw" "$root"
hostname "$(cat "$root/etc/hostname")"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"

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
