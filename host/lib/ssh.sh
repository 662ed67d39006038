#!/bin/bash
# host ssh: run a command in a copy, or log in to it.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root ssh
user=learner
terminal=-T
while [ $# -gt 0 ]; do
  case $1 in
    --copy) [ $# -gt 1 ] || die "ssh: --copy needs a name"; use_copy "$2"; shift 2 ;;
    --copy=*) use_copy "${1#*=}"; shift ;;
    --user) [ $# -gt 1 ] || die "ssh: --user needs a name"; user=$2; shift 2 ;;
    --user=*) user=${1#*=}; shift ;;
    --tty) terminal=-tt; shift ;;
    --) shift; break ;;
    -*) die "ssh: there is no '$1' (--copy NAME, --user learner|root, --tty)" ;;
    *) break ;;
  esac
done
case $user in learner | root) ;; *) die "ssh: the users are learner and root" ;; esac
pid=$(host_pid) || die "$COPY is not up: run 'host up$NAMED' first"
[ $# -gt 0 ] || terminal=-tt
host_ssh "$pid" "$user" "$terminal" "$@"
