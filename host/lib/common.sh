# What every part of the host shares: where its files are, and how it speaks. Sourced, never run.
# shellcheck shell=bash disable=SC2034  # the names are for the files that source this one

STATE=${CBE_HOST_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/containers-by-example/host}
mkdir -p "$STATE"
STATE=$(cd "$STATE" && pwd -P)
BASE=$STATE/base         # a link to the newest whole build
RUN=$STATE/run           # of the copy that is up
GIVEN=$STATE/given       # files handed to `build --image`, kept for the next build
KEY=$STATE/id            # opens the host's sshd
# Two hosts with different folders run side by side: what is global to the machine carries a name made from the folder.
HOST_ID=cbe-$(printf %s "$STATE" | sha256sum | cut -c1-8)
V1_CGROUPS="memory cpu cpuacct cpuset pids blkio freezer devices"
CGROUPS="unified systemd $V1_CGROUPS"

note() { printf 'host: %s\n' "$*" >&2; }
die() { printf 'host: %s\n' "$*" >&2; exit 1; }

need_root() { [ "$(id -u)" = 0 ] || die "'$1' needs root (it makes namespaces and mounts): run it with sudo"; }

# Install the packages of commands that are missing: need_commands COMMAND=PACKAGE...
need_commands() {
  local pair missing=()
  for pair; do command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}"); done
  [ ${#missing[@]} = 0 ] && return
  note "installing ${missing[*]}"
  { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$STATE/apt.log" 2>&1 ||
    die "could not install ${missing[*]}: see $STATE/apt.log"
}

# The start time of a process tells it from a later one that got the same number.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# Prints the number, on the machine, of the running host's first process; false when none runs.
host_pid() {
  local pid started
  read -r pid started 2>/dev/null <"$RUN/init.pid" || return 1
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ] && echo "$pid"
}

# ssh into the host with PID as its first process: host_ssh PID ARGUMENT...
host_ssh() {
  local pid=$1
  shift
  nsenter -t "$pid" -n ssh -F none -q -i "$KEY" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null -o ConnectTimeout=5 "$@"
}
