# The host's root file system: Debian packages, the files of guest/ over them, users, certificates, the registry's content. Sourced by build.sh.
# shellcheck shell=bash

# forky: the newest Podman and Docker that Debian has
GUEST_SUITE=forky

make_guest() { # FOLDER
  local guest=$1 names unit
  debian_root "$GUEST_SUITE" "$guest" --include="$(sed '/^#/d' "$HOST_SRC/packages" | tr -s ' \n' ',' | sed 's/,$//')"
  echo box >"$guest/etc/hostname"
  printf '127.0.0.1\tlocalhost\n127.0.1.1\tbox\n::1\tlocalhost ip6-localhost ip6-loopback\n' >"$guest/etc/hosts"
  cp -R --no-preserve=mode,ownership "$HOST_SRC/guest/." "$guest/"
  chmod 440 "$guest/etc/sudoers.d/learner"
  # short names without an alias, as distributions that name a registry set it
  echo 'unqualified-search-registries = ["docker.io"]' >>"$guest/etc/containers/registries.conf"

  in_root "$guest" useradd -m -s /bin/bash -u 1000 learner >>"$LOG" 2>&1
  in_root "$guest" usermod -aG docker,sudo learner
  for file in subuid subgid; do
    grep -q '^learner:' "$guest/etc/$file" || echo 'learner:100000:65536' >>"$guest/etc/$file"
  done
  mkdir -p "$guest/var/lib/systemd/linger"
  touch "$guest/var/lib/systemd/linger/learner"
  for home in root home/learner; do
    install -d -m 700 "$guest/$home/.ssh"
    install -m 600 "$KEY.pub" "$guest/$home/.ssh/authorized_keys"
  done
  touch "$guest/home/learner/.hushlogin" "$guest/root/.hushlogin" # no banner at an interactive login
  in_root "$guest" chown -R learner:learner /home/learner
  # systemd's marks around each prompt and command, for terminals that follow them: a recording would be full of them
  rm -f "$guest/etc/profile.d/80-systemd-osc-context.sh"
  mkdir -p "$guest/etc/tmpfiles.d"
  ln -s /dev/null "$guest/etc/tmpfiles.d/20-systemd-osc-context.conf"

  names=$(sed '/^#/d' "$HOST_SRC/registry-names" | xargs)
  make_certificate "$guest" "$names"
  {
    echo 'no-resolv'
    echo 'no-hosts'
    echo 'listen-address=10.0.2.3'
    echo 'bind-interfaces'
    echo 'user=root'
    echo 'local=/#/'
    for name in $names; do echo "host-record=$name,10.0.2.2"; done
    echo 'host-record=nfs.example.com,10.0.2.2'
  } >"$guest/etc/outside-dns.conf"

  in_root "$guest" systemctl enable ssh docker docker-registry outside outside-dns uml uml-network >>"$LOG" 2>&1
  # These would act on the machine's devices, settings and clock, or on a network that is not there.
  for unit in systemd-networkd.service systemd-networkd.socket systemd-networkd-wait-online.service systemd-udevd.service \
    systemd-udev-trigger.service systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udevd-varlink.socket systemd-sysctl.service \
    systemd-modules-load.service systemd-random-seed.service console-getty.service e2scrub_reap.service e2scrub_all.timer \
    getty@tty1.service fstrim.timer apt-daily.timer apt-daily-upgrade.timer \
    nfs-client.target nfs-server.service nfs-blkmap.service nfs-idmapd.service rpcbind.service rpcbind.socket rpc_pipefs.target \
    run-rpc_pipefs.mount proc-fs-nfsd.mount rpc-gssd.service rpc-statd.service rpc-statd-notify.service auth-rpcgss-module.service; do
    ln -sf /dev/null "$guest/etc/systemd/system/$unit"
  done
}

# A kernel that is a program (`up --for`), with its modules and the libraries it needs: the root directory that it runs in.
make_uml() { # FOLDER
  debian_root "$GUEST_SUITE" "$1" --variant=extract --include=user-mode-linux,libc6
  rm -rf "${1:?}/var" "${1:?}/etc" "${1:?}/usr/share" "${1:?}/dev" "${1:?}/proc" "${1:?}/sys"
  [ -x "$1/usr/bin/linux.uml" ] || die "the package user-mode-linux has no /usr/bin/linux.uml any more"
  # as in any Debian, and not part of the packages
  [ -e "$1/lib" ] || ln -s usr/lib "$1/lib"
  [ -e "$1/lib64" ] || ln -s usr/lib64 "$1/lib64"
}

# The registry speaks for names that are not its own: an authority made for this base alone signs that, and its key is thrown away.
make_certificate() { # FOLDER NAMES
  local guest=$1 folder=$WORK/certificate name alternatives=''
  mkdir -p "$folder"
  for name in $2; do alternatives="$alternatives,DNS:$name"; done
  {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj '/CN=Recording host' \
      -addext 'keyUsage=critical,keyCertSign' -keyout "$folder/ca.key" -out "$folder/ca.crt"
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=registry' -keyout "$folder/server.key" -out "$folder/server.csr"
    openssl x509 -req -in "$folder/server.csr" -CA "$folder/ca.crt" -CAkey "$folder/ca.key" -CAcreateserial -days 3650 \
      -extfile <(echo "subjectAltName=${alternatives#,}") -out "$folder/server.crt"
  } >>"$LOG" 2>&1 || die "could not make the registry's certificate: see $LOG"
  install -D -m 644 "$folder/ca.crt" "$guest/usr/local/share/ca-certificates/recording-host.crt"
  in_root "$guest" update-ca-certificates >>"$LOG" 2>&1
  install -m 644 "$folder/server.crt" "$guest/etc/docker/registry/server.crt"
  install -m 600 "$folder/server.key" "$guest/etc/docker/registry/server.key"
  in_root "$guest" chown docker-registry /etc/docker/registry/server.key
}

# Push every layout into the guest's own registry, run for that in a network of its own, and check what it then serves.
fill_registry() { # FOLDER
  local guest=$1
  jq -r '. as $i | .tags[] | "\($i.layout) \($i.path):\(.) \($i.digest)"' "$WORK/images.jsonl" >"$WORK/pushes"
  unshare --mount --propagation private --pid --fork --kill-child --net bash -s "$guest" "$WORK" >>"$LOG" 2>&1 <<'E' ||
set -euo pipefail
guest=$1 work=$2
ip link set lo up
mount -t proc proc "$guest/proc"
mount -t tmpfs tmpfs "$guest/tmp"
mount -t tmpfs tmpfs "$guest/run"
mount --bind "$work/layouts" "$guest/mnt"
cat >"$guest/tmp/registry.yml" <<'Y'
version: 0.1
storage: {filesystem: {rootdirectory: /var/lib/docker-registry}}
http: {addr: "127.0.0.1:5000"}
Y
chroot "$guest" docker-registry serve /tmp/registry.yml &
for _ in $(seq 100); do chroot "$guest" curl -fs http://127.0.0.1:5000/v2/ >/dev/null && break; sleep .1; done
while read -r layout name digest; do
  chroot "$guest" env HOME=/root TMPDIR=/tmp skopeo copy --quiet --all --preserve-digests --dest-tls-verify=false "oci:/mnt/$layout" "docker://127.0.0.1:5000/$name"
  served=sha256:$(chroot "$guest" skopeo inspect --raw --tls-verify=false "docker://127.0.0.1:5000/$name" | sha256sum | cut -d' ' -f1)
  echo "$name $served"
  [ "$served" = "$digest" ]
done <"$work/pushes"
chroot "$guest" chown -R docker-registry: /var/lib/docker-registry
E
    die "could not fill the registry: see $LOG"
}

# What `status` can tell while the host is down.
package_versions() { # FOLDER
  jq -n --arg os "$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' "$1/usr/lib/os-release")" --arg built "$NOW" --rawfile packages \
    <(dpkg-query --admindir="$1/var/lib/dpkg" -W -f '${Package} ${Version}\n' podman docker.io crun runc buildah skopeo netavark) \
    '{built: $built, os: $os, packages: ($packages | split("\n") | map(select(. != "")))}'
}
