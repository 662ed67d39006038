#!/bin/bash
# host images [--json]: the images the host serves, and where each comes from. Readable without the host being up.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
# a running host may have been booted from an older base than the newest
file=$BASE/images.json
if host_pid >/dev/null; then file=$RUN/images.json; fi
[ -f "$file" ] || die "there is no base yet: run 'host build' first"
case ${1:-} in
  --json) cat "$file" ;;
  '') jq -r '.[] | "\(.name):\(.tags | join(", :"))  \(.origin)\(if .source then " (\(.source)" + (if (.packages // []) != [] then ": \(.packages | join(", "))" else "" end) + ")" else "" end)",
      "  \(.digest)  \([.platforms[].platform] | join(", "))"' "$file" ;;
  *) die "images: there is no '$1' (--json)" ;;
esac
