#!/bin/bash
# host ssh: run a command in the host, or log in to it.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root ssh
user=learner
options=(-T)
while [ $# -gt 0 ]; do
  case $1 in
    --user) [ $# -gt 1 ] || die "ssh: --user needs a name"; user=$2; shift 2 ;;
    --user=*) user=${1#*=}; shift ;;
    --tty) options=(-tt); shift ;;
    --) shift; break ;;
    -*) die "ssh: there is no '$1' (--user learner|root, --tty)" ;;
    *) break ;;
  esac
done
case $user in learner | root) ;; *) die "ssh: the users are learner and root" ;; esac
pid=$(host_pid) || die "it is not up: run 'host up' first"
[ $# -gt 0 ] || options=(-tt)
host_ssh "$pid" "${options[@]}" "$user@127.0.0.1" "$@"
