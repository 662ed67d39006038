#!/bin/bash
# host status: is a copy up, how was it made, and what is in it; and which copies are up.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root status
json=
while [ $# -gt 0 ]; do
  case $1 in
    --copy) [ $# -gt 1 ] || die "status: --copy needs a name"; use_copy "$2"; shift 2 ;;
    --copy=*) use_copy "${1#*=}"; shift ;;
    --json) json=1; shift ;;
    *) die "status: there is no '$1' (--copy NAME, --json)" ;;
  esac
done

# Asked of the programs themselves, in the running copy.
facts() {
  host_ssh "$1" learner -T bash -s <<'E'
word() { awk -v n="$1" 'NR == 1 { gsub(",", "", $n); print $n }'; }
os=$(. /etc/os-release && echo "$PRETTY_NAME")
jq -n '$ARGS.named' \
  --arg os "$os" \
  --arg kernel "$(uname -r)" \
  --arg podman "$(podman version --format '{{.Client.Version}}')" \
  --arg docker "$(docker version --format '{{.Server.Version}}')" \
  --arg dockerClient "$(docker version --format '{{.Client.Version}}')" \
  --arg buildah "$(buildah --version | word 3)" \
  --arg skopeo "$(skopeo --version | word 3)" \
  --arg crun "$(crun --version | word 3)" \
  --arg runc "$(runc --version | word 3)" \
  --arg conmon "$(conmon --version | word 3)" \
  --arg containerd "$(docker version --format '{{range .Server.Components}}{{if eq .Name "containerd"}}{{.Version}}{{end}}{{end}}')" \
  --arg netavark "$(/usr/lib/podman/netavark --version | word 2)" \
  --arg pasta "$(pasta --version | word 2)" \
  --arg buildx "$(docker buildx version | word 2)" \
  --arg compose "$(docker compose version --short)" \
  --arg systemd "$(systemctl --version | word 2)"
E
}

pid=$(host_pid) || pid=
known='{}'
kind=
if [ -n "$pid" ]; then
  kind=$(cat "$RUN/kind")
  known=$(facts "$pid") || die "$COPY is up but does not answer: 'host down$NAMED' and 'host up$NAMED' again; its console is in $RUN/console.log"
elif [ -f "$BASE/base.json" ]; then
  known=$(cat "$BASE/base.json")
fi
up=$([ -n "$pid" ] && echo true || echo false)
base=$(readlink "$BASE" || true)
running=$(for folder in "$COPIES"/*/; do
  [ -d "$folder" ] || continue
  use_copy "$(basename "$folder")"
  if host_pid >/dev/null; then echo "$COPY"; fi
done | jq -R . | jq -sc .)
all=$(jq -n --argjson up "$up" --arg copy "$COPY" --arg kind "$kind" --arg folder "$STATE" --arg base "$base" --argjson running "$running" \
  --argjson known "$known" 'def known: if . == "" then null else . end;
  {up: $up, copy: $copy, kind: ($kind | known), copies: $running, folder: $folder, base: ($base | known)} + $known')
if [ -n "$json" ]; then
  printf '%s\n' "$all"
else
  jq -r 'if .up then "up" elif .base then "down (host up boots it)" else "down, and there is no base yet (host build makes it)" end,
    (del(.up) | to_entries[] | select(.value != null) | "  \(.key): \(.value | if type == "array" then join(", ") else . end)")' <<<"$all"
fi
