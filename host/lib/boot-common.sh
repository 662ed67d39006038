# The first steps of either kind of boot, as the first process of the copy's namespaces. Sourced by boot-*.sh.
# shellcheck shell=bash
: "${HOST_RUN:?run by up.sh}"
# /proc is still the machine's, and tells which number and start time this process has there.
read -r pid rest </proc/self/stat
read -ra fields <<<"${rest##*) }"
printf '%s %s\n' "$pid" "${fields[19]}" >"$HOST_RUN/init.tmp"
mv "$HOST_RUN/init.tmp" "$HOST_RUN/init.pid"
trap '' HUP
