# What every part of the host shares: where its files are, and how it speaks. Sourced, never run.
# shellcheck shell=bash disable=SC2034  # the names are for the files that source this one

STATE=${CBE_HOST_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/containers-by-example/host}
mkdir -p "$STATE"
STATE=$(cd "$STATE" && pwd -P)
BASE=$STATE/base         # a link to the newest whole build
COPIES=$STATE/copies     # a folder for each copy that is up
GIVEN=$STATE/given       # files handed to `build --image`, kept for the next build
KEY=$STATE/id            # opens the host's sshd
# Hosts with different folders run side by side: what is global to the machine carries a name made from the folder.
STATE_ID=cbe-$(printf %s "$STATE" | sha256sum | cut -c1-8)
CGROUPS="unified systemd memory cpu cpuacct cpuset pids blkio freezer devices"

note() { printf 'host: %s\n' "$*" >&2; }
die() { printf 'host: %s\n' "$*" >&2; exit 1; }

need_root() { [ "$(id -u)" = 0 ] || die "'$1' needs root (it makes namespaces and mounts): run it with sudo"; }

# Which copy of the base is meant: whatever belongs to one alone carries its name.
use_copy() {
  [[ $1 =~ ^[a-z0-9-]{1,40}$ ]] || die "'$1' cannot be a copy's name: take 1 to 40 of a-z, 0-9 and -"
  COPY=$1
  RUN=$COPIES/$COPY
  LOCK=$STATE/locks/$COPY
  HOST_ID=$STATE_ID-$COPY # of its control groups
  CONSOLE_LOG=$STATE/console-$COPY.log # what it printed while it booted, when that failed
  FAILED_LOG=$STATE/failed-$COPY.log
  # for messages: the option that names this copy
  NAMED=
  [ "$COPY" = main ] || NAMED=" --copy $COPY"
}
use_copy main

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

# remember PID FILE, and later: prints the number that FILE remembers; false when that process has ended.
remember() { printf '%s %s\n' "$1" "$(start_time "$1")" >"$2"; }
remembered() {
  local pid started
  read -r pid started 2>/dev/null <"$1" || return 1
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ] && echo "$pid"
}

# Prints the number, on the machine, of the running copy's first process; false when none runs.
host_pid() { remembered "$RUN/init.pid"; }

# ssh into the copy with PID as its first process: host_ssh PID USER OPTION COMMAND...
host_ssh() {
  local pid=$1 user=$2 address=127.0.0.1
  shift 2
  # a kernel of its own has no loopback in common with this one
  [ ! -s "$RUN/address" ] || address=$(cat "$RUN/address")
  nsenter -t "$pid" -n ssh -F none -q -i "$KEY" -o IdentitiesOnly=yes -o StrictHostKeyChecking=no \
    -o UserKnownHostsFile=/dev/null -o ConnectTimeout=5 "$1" "$user@$address" "${@:2}"
}
