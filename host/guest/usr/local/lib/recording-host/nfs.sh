#!/bin/sh
# Run in the network namespace `outside`. Version 4 alone: it needs one port and none of the helpers that version 3 does.
set -e
export=/var/lib/recording-host/books
modprobe -a nfsd nfs nfsv4
mkdir -p "$export" /export/books /var/lib/nfs/nfsdcld /run/rpc_pipefs
mount --bind "$export" /export/books
mount -t rpc_pipefs rpc_pipefs /run/rpc_pipefs
mount -t nfsd nfsd /proc/fs/nfsd
# remembers clients; without it, the server could not tell that none was there before it started
nfsdcld
# No layouts for parallel access: a client would look for data servers other than this one.
# clients may come from any port: the engines' own mount calls do
exportfs -o rw,sync,insecure,no_root_squash,no_subtree_check,no_pnfs '*:/export/books'
rpc.nfsd --no-nfs-version 3 --tcp 2
exec rpc.mountd --foreground --no-nfs-version 3
