#!/bin/bash
# host status [--json]: is the host up, and what is in it.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root status
json=
case ${1:-} in --json) json=1 ;; '') ;; *) die "status: there is no '$1' (--json)" ;; esac

# Asked of the programs themselves, in the running host.
facts() {
  host_ssh "$1" -T learner@127.0.0.1 bash -s <<'E'
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
if [ -n "$pid" ]; then
  known=$(facts "$pid") || die "it is up but does not answer: 'host down' and 'host up' again; its console is in $RUN/console.log"
elif [ -f "$BASE/base.json" ]; then
  known=$(cat "$BASE/base.json")
fi
up=$([ -n "$pid" ] && echo true || echo false)
base=$(readlink "$BASE" || true)
all=$(jq -n --argjson up "$up" --arg folder "$STATE" --arg base "$base" --argjson known "$known" \
  '{up: $up, folder: $folder, base: (if $base == "" then null else $base end)} + $known')
if [ -n "$json" ]; then
  printf '%s\n' "$all"
else
  jq -r 'if .up then "up" elif .base then "down (host up boots it)" else "down, and there is no base yet (host build makes it)" end,
    (del(.up) | to_entries[] | select(.value != null) | "  \(.key): \(.value | if type == "array" then join(", ") else . end)")' <<<"$all"
fi
