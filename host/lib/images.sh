#!/bin/bash
# host images [--json]: the images the host serves, and where each comes from. Readable without the host being up.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
json=
while [ $# -gt 0 ]; do
  case $1 in
    --copy) [ $# -gt 1 ] || die "images: --copy needs a name"; use_copy "$2"; shift 2 ;;
    --copy=*) use_copy "${1#*=}"; shift ;;
    --json) json=1; shift ;;
    *) die "images: there is no '$1' (--copy NAME, --json)" ;;
  esac
done
# a running copy may have been booted from an older base than the newest
file=$BASE/images.json
if host_pid >/dev/null; then file=$RUN/images.json; fi
[ -f "$file" ] || die "there is no base yet: run 'host build' first"
if [ -n "$json" ]; then
  cat "$file"
else
  jq -r '.[] | "\(.name):\(.tags | join(", :"))  \(.origin)\(if .source then " (\(.source)" + (if (.packages // []) != [] then ": \(.packages | join(", "))" else "" end) + ")" else "" end)",
    "  \(.digest)  \([.platforms[].platform] | join(", "))"' "$file"
fi
