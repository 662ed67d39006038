# Debian root file systems from the packages of the machine's own mirror. Sourced by build.sh.
# shellcheck shell=bash

debian_mirror() {
  local mirror
  mirror=$(awk '/^URIs:/ {print $2; exit} /^deb / {sub(/\[[^]]*\]/, ""); print $2; exit}' \
    /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null)
  [ -n "$mirror" ] || die "found no Debian mirror in this machine's apt sources"
  echo "$mirror"
}

# debian_root SUITE FOLDER OPTION...
debian_root() {
  local suite=$1 folder=$2 mirror signed="[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
  shift 2
  mirror=$(debian_mirror)
  rm -rf "$folder"
  # No manuals, documents and translations, as in the slim images: they would double the size and no recording shows them.
  mmdebstrap --quiet --mode=root --variant=minbase \
    --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-include=/usr/share/locale/locale.alias' "$@" \
    "$suite" "$folder" "deb $signed $mirror $suite main" "deb $signed $mirror $suite-updates main" >>"$LOG" 2>&1 ||
    die "could not make a Debian $suite root file system: see $LOG"
  rm -f "$folder/etc/hostname" "$folder/etc/resolv.conf" "$folder/etc/apt/apt.conf.d/99mmdebstrap" "$folder/etc/apt/sources.list"
  cat >"$folder/etc/apt/sources.list.d/debian.sources" <<E
Types: deb
URIs: $mirror
Suites: $suite $suite-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
E
}

# in_root FOLDER COMMAND...: run a command of that root file system in it.
in_root() {
  local folder=$1
  shift
  chroot "$folder" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 "$@"
}

# tar_root FOLDER FILE OPTION...: as a layer of an image
tar_root() {
  tar -C "$1" --sort=name --numeric-owner --xattrs --xattrs-include='security.*' --exclude='./dev/*' "${@:3}" -cf "$2" .
}

# add_packages LOWER UPPER SETUP PACKAGE...: install packages over LOWER and run the script SETUP there (a file; may be missing),
# leaving in UPPER what that changes, ready to be a layer. In namespaces of its own, so that no service a package starts can outlive this or be reached.
add_packages() {
  local lower=$1 upper=$2 setup=$3
  shift 3
  mkdir -p "$upper" "$upper.work" "$upper.root"
  unshare --mount --propagation private --pid --fork --kill-child bash -s "$lower" "$upper" "$setup" "$@" >>"$LOG" 2>&1 <<'E' ||
set -euo pipefail
lower=$1 upper=$2 root=$2.root setup=$3
shift 3
mount -t overlay -o "lowerdir=$lower,upperdir=$upper,workdir=$upper.work" overlay "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/tmp"
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8 "$@"; }
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
in_root apt-get -o Acquire::Check-Valid-Until=false update
in_root apt-get install -y --no-install-recommends "$@"
if [ -f "$setup" ]; then in_root sh -eux <"$setup"; fi
in_root apt-get clean
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/log/apt "$root"/var/log/*.log "$root"/var/cache/ldconfig/* \
  "$root/etc/resolv.conf" "$root/usr/sbin/policy-rc.d"
E
    die "could not install $*: see $LOG"
  # what was removed: overlayfs marks it with a device 0:0, a layer with a name
  find "$upper" -type c | while read -r gone; do
    rm "$gone"
    : >"${gone%/*}/.wh.${gone##*/}"
  done
}
