#!/bin/bash
# Run by boot.sh: becomes a User-Mode Linux, a kernel of the copy's own that is an ordinary program on this one, with the base as its disk.
set -euo pipefail
# shellcheck source=boot-common.sh
. "$(dirname "$0")/boot-common.sh"
root=$HOST_RUN/uml

# It sees no more of the machine than this.
mkdir -p "$root/proc" "$root/dev" "$root/disk" "$root/tmp"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/net" "$root/dev/shm"
while read -r name major minor; do mknod -m 666 "$root/dev/$name" c "$major" "$minor"; done <<'E'
null 1 3
zero 1 5
random 1 8
urandom 1 9
net/tun 10 200
E
mount -t tmpfs -o mode=1777,size=5G tmpfs "$root/dev/shm" # its memory, taken as it is used
mount --bind "$HOST_RUN" "$root/disk"

# Its one cable: from the namespace `outside` within (uml-network.sh there) to here, for `host ssh`.
ip link set lo up
ip tuntap add dev outside mode tap
ip addr add 10.0.3.1/24 dev outside
ip link set outside up
ip route add 10.0.2.0/24 via 10.0.3.2

wants=()
[ "${HOST_PURPOSE:-}" != nfs ] || wants=(systemd.wants=outside-nfs.service)

# seccomp=on: twice as fast as the other way of catching system calls, ptrace. The disk is a file with what differs from the base.
exec env -i HOME=/tmp TMPDIR=/dev/shm PATH=/usr/bin:/usr/sbin chroot "$root" /usr/bin/linux.uml umid=host uml_dir=/tmp/ seccomp=on \
  mem=4G ubd0=/disk/disk.cow,/disk/base.raw root=/dev/ubda rw con0=fd:0,fd:1 con=null ssl=null vec0:transport=tap,ifname=outside,depth=128,gro=1 \
  quiet "${wants[@]}"
