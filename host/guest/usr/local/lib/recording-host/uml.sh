#!/bin/sh
# On a User-Mode Linux only: its modules, which lie beside it and not on this disk, its devices, and the settings in uml/.
set -e
mkdir -p /usr/lib/modules
mount -t hostfs -o ro,hostfs=/usr/lib/uml/modules none /usr/lib/modules
modprobe -a overlay fuse tun veth bridge loop
chmod 666 /dev/fuse /dev/net/tun
# without their modes and owners, which are those of whoever built the base
cp -R --no-preserve=mode,ownership /usr/local/lib/recording-host/uml/. /
systemctl daemon-reload --no-block
