#!/bin/bash
# host build: make the base (a Debian root file system with Podman, Docker and a registry) with the images in its registry.
set -euo pipefail
# shellcheck source=common.sh
. "$HOST_SRC/lib/common.sh"
need_root build

if [ "${1:-}" != --inside ]; then
  # shellcheck source=given.sh
  . "$HOST_SRC/lib/given.sh"
  keep_given "$@"
  need_commands mmdebstrap=mmdebstrap mke2fs=e2fsprogs ssh-keygen=openssh-client jq=jq node=nodejs xz=xz-utils ip=iproute2
  exec 9>"$STATE/build.lock"
  flock -n 9 || die "another build is at work on $STATE: wait for it"
  # In namespaces of its own: whatever a package's script starts or mounts ends with the build, however that ends.
  exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc "$0" --inside
fi

# shellcheck source=debian.sh
. "$HOST_SRC/lib/debian.sh"
# shellcheck source=make-images.sh
. "$HOST_SRC/lib/make-images.sh"
# shellcheck source=guest.sh
. "$HOST_SRC/lib/guest.sh"
WORK=$STATE/build
LOG=$STATE/build.log
NOW=$(date -u +%Y-%m-%dT%H:%M:%SZ)
finish() {
  local code=$?
  trap - EXIT INT TERM HUP
  rm -rf "$WORK"
  [ "$code" = 0 ] || note "the build did not finish; the base from before, if any, is as it was. Its log is $LOG"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
rm -rf "$WORK"
mkdir -p "$WORK/layouts" "$WORK/new"
: >"$LOG"
[ -f "$KEY" ] || ssh-keygen -q -t ed25519 -N '' -C host -f "$KEY"

number=0   # of images made so far
missing=() # images that could not be
: >"$WORK/images.jsonl"
while read -r -u 3 name tag; do
  make_image "$name" "$tag"
done 3< <(wanted_images)

note "making the host's root file system"
make_guest "$WORK/guest"
note "filling its registry"
fill_registry "$WORK/guest"
jq -s '[.[] | del(.layout, .path)]' "$WORK/images.jsonl" >"$WORK/new/images.json"
package_versions "$WORK/guest" >"$WORK/new/base.json"

note "making its User-Mode Linux"
make_uml "$WORK/new/uml"

note "writing the disk"
rmdir "$WORK/guest/mnt" 2>/dev/null || true
mkdir -p "$WORK/guest/mnt"
truncate -s 12G "$WORK/new/base.raw"
mke2fs -q -F -t ext4 -O ^has_journal -m 0 -L root -d "$WORK/guest" "$WORK/new/base.raw" >>"$LOG" 2>&1

# The one moment that changes what `up` boots: a link is replaced by another.
old=$(readlink "$BASE" || true)
new=base-$(date -u +%Y%m%dT%H%M%SZ)
rm -rf "${STATE:?}/$new"
mv "$WORK/new" "$STATE/$new"
ln -s "$new" "$BASE.new"
mv -T "$BASE.new" "$BASE"
[ -z "$old" ] || [ "$old" = "$new" ] || rm -rf "${STATE:?}/$old"

note "the base is ready: $(du -h --apparent-size "$BASE/base.raw" | cut -f1) disk, $(du -h "$BASE/base.raw" | cut -f1) used"
for image in "${missing[@]}"; do
  note "$image is NOT served: it has no stand-in from Debian packages. Give upstream's root file system or an OCI archive:"
  note "  host build --image $image=FILE"
done
