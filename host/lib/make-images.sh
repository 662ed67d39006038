# How each image is made: from files given by hand, or as a stand-in from Debian packages. Sourced by build.sh.
# shellcheck shell=bash

# Every image becomes a layout $WORK/layouts/N and a line in $WORK/images.jsonl that says what it is and where it comes from.
SUITE=trixie # Debian stable

# The name as the registry has it: alpine → library/alpine, quay.io/podman/hello → podman/hello
registry_path() {
  local name=$1
  case ${name%%/*} in *.*) name=${name#*/} ;; esac
  case $name in */*) echo "$name" ;; *) echo "library/$name" ;; esac
}

# The architecture of a program, from its ELF header; nothing for any other file.
elf_architecture() {
  [ "$(od -An -N4 -tx1 "$1" | tr -d ' ')" = 7f454c46 ] || return 0
  case $(od -An -j18 -N2 -tu2 "$1" | tr -d ' ') in
    62) echo amd64 ;; 183) echo arm64 ;; 40) echo arm ;; 3) echo 386 ;; 243) echo riscv64 ;; 21) echo ppc64le ;; 22) echo s390x ;;
  esac
}

# kind_of FILE: oci, root or program
kind_of() {
  if [ -n "$(elf_architecture "$1")" ]; then echo program
  elif tar -tf "$1" oci-layout >/dev/null 2>&1 || tar -tf "$1" ./oci-layout >/dev/null 2>&1; then echo oci
  elif tar -tf "$1" >/dev/null 2>&1; then echo root
  else die "$1 is neither a tar file nor a program"; fi
}

newest_date() { find "$@" -type f -printf '%TY-%Tm-%TdT%TH:%TM:%.2TSZ\n' | sort | tail -1; }

# given_image DEFINITION FILE FOLDER: prints the description of one platform, made from a file given by hand.
given_image() {
  local definition=$1 file=$2 folder=$3 architecture='' candidate kind add program
  local layer=$file
  add="ADD $(basename "$file") / "
  mkdir -p "$folder/root"
  kind=$(kind_of "$file")
  case $kind in
    oci)
      tar -xf "$file" -C "$folder/root"
      jq -n --arg layout "$folder/root" '{layout: $layout}'
      return ;;
    program)
      architecture=$(elf_architecture "$file")
      program=$(basename "$(jq -r '.config.Cmd[0]' <<<"$definition")")
      install -m 755 -p "$file" "$folder/root/$program"
      touch -r "$file" "$folder/root" # the same file makes the same image each time
      add="COPY $program / "
      layer=$folder/layer.tar
      tar_root "$folder/root" "$layer" ;;
    root)
      tar -xf "$file" -C "$folder/root"
      while read -r candidate; do
        architecture=$(elf_architecture "$candidate")
        [ -z "$architecture" ] || break
      done < <(find "$folder/root" -type f -perm /111)
      [ -n "$architecture" ] || die "found no program in $file that would tell its architecture"
      case $file in *.xz) layer=$folder/layer.tar; xz -dc "$file" >"$layer" ;; esac ;;
  esac
  jq -n --argjson definition "$definition" --arg architecture "$architecture" --arg created "$(newest_date "$folder/root")" \
    --arg layer "$layer" --arg add "$add" '{
      architecture: $architecture, created: $created, config: $definition.config, layers: [$layer],
      history: [$definition.steps[] | if .add then {created_by: $add} else . + {empty_layer: true} end]
    }'
}

# The Debian root file system that is the image debian:stable-slim and the lowest layer of the other stand-ins.
debian_layer() {
  [ ! -f "$WORK/debian.tar" ] || return 0
  note "making a Debian $SUITE root file system"
  debian_root "$SUITE" "$WORK/debian"
  tar_root "$WORK/debian" "$WORK/debian.tar"
}

stand_in_debian() { # DEFINITION FOLDER
  debian_layer
  jq -n --argjson definition "$1" --arg layer "$WORK/debian.tar" --arg now "$NOW" --arg suite "$SUITE" '{
    architecture: "amd64", created: $now, config: $definition.config, layers: [$layer],
    history: [{created_by: "mmdebstrap --variant=minbase \($suite)"}]
  }'
}

stand_in_busybox() { # DEFINITION FOLDER
  local folder=$2
  debian_layer
  add_packages "$WORK/debian" "$folder/upper" "" busybox-static
  package_version busybox-static "$folder/upper" >"$folder/packages"
  mkdir -p "$folder/root"/{bin,dev,etc,home,proc,sys,usr/bin,var/spool/mail}
  mkdir -m 1777 "$folder/root/tmp"
  mkdir -m 700 "$folder/root/root"
  cp "$folder/upper/usr/bin/busybox" "$folder/root/bin/busybox"
  chroot "$folder/root" /bin/busybox --install /bin
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n' >"$folder/root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$folder/root/etc/group"
  tar_root "$folder/root" "$folder/layer.tar"
  jq -n --argjson definition "$1" --arg layer "$folder/layer.tar" --arg now "$NOW" '{
    architecture: "amd64", created: $now, config: $definition.config, layers: [$layer],
    history: [{created_by: "ADD busybox-static / "}]
  }'
}

# package_version PACKAGE FOLDER: "nginx 1.26.3-3" from the package database in FOLDER
package_version() {
  dpkg-query --admindir="$2/var/lib/dpkg" -W -f '${Package} ${Version}\n' "$1"
}

stand_in_packages() { # DEFINITION FOLDER: Debian, packages over it, and files over them where a step copies some
  local definition=$1 folder=$2 step packages upstream
  local layers=("$WORK/debian.tar" "$folder/packages.tar")
  debian_layer
  : >"$folder/packages"
  packages=$(jq -r '[.steps[].packages // empty | .[]] | join(" ")' <<<"$definition")
  # shellcheck disable=SC2086  # a list of words
  add_packages "$WORK/debian" "$folder/upper" "$folder/definition/setup" $packages
  # shellcheck disable=SC2086
  for step in $packages; do
    package_version "$step" "$folder/upper" >>"$folder/packages"
    upstream=$(package_version "$step" "$folder/upper" | sed -E 's/^[^ ]+ ([0-9]+:)?//; s/-[^-]*$//; s/[+~].*//')
    definition=${definition//"{$step}"/$upstream}
  done
  tar_root "$folder/upper" "$folder/packages.tar"
  if jq -e 'any(.steps[]; .copy)' <<<"$definition" >/dev/null; then
    tar_root "$folder/definition/files" "$folder/files.tar" --owner=0 --group=0 --mode=u=rwX,go=rX
    layers+=("$folder/files.tar")
  fi
  jq -n --argjson definition "$definition" --arg now "$NOW" --arg suite "$SUITE" '{
      architecture: "amd64", created: $now, config: $definition.config, layers: $ARGS.positional,
      history: [$definition.steps[] |
        if .from then {created_by: "mmdebstrap --variant=minbase \($suite)"}
        elif .packages then {created_by: "RUN apt-get update && apt-get install -y --no-install-recommends \(.packages | join(" ")) && rm -rf /var/lib/apt/lists/*"}
        elif .copy then {created_by: "COPY \(.copy) / "}
        else . + {empty_layer: true} end]
    }' --args "${layers[@]}"
}

# make_image NAME TAG: from files in $GIVEN, or a stand-in; leaves the layout, and a line in images.jsonl. When there is neither, the
# image is put among those that are missing. (Never called where `set -e` is off, as in a condition.)
make_image() {
  local name=$1 tag=$2 path definition folder files description kind origin
  path=$(registry_path "$name")
  number=$((number + 1))
  folder=$WORK/image.$number
  mkdir -p "$folder"
  definition='{"tags": [], "config": {"Cmd": ["/bin/sh"]}, "steps": [{"add": "root"}]}'
  if [ -f "$HOST_SRC/images/${path#library/}/image.json" ]; then
    ln -s "$HOST_SRC/images/${path#library/}" "$folder/definition"
    definition=$(cat "$folder/definition/image.json")
  fi
  files=$GIVEN/${path//\//_}_$tag
  if [ -d "$files" ]; then
    note "making $name:$tag from $(cd "$files" && find . -type f ! -name '.*' -printf '%f ')"
    find "$files" -type f ! -name '.*' | sort | while read -r file; do
      given_image "$definition" "$file" "$folder/$(basename "$file").d"
    done | jq -s '{images: .}' >"$folder/description.json"
    origin=$(jq -n --arg source "$(cat "$files/.source" 2>/dev/null || true)" --arg rebuilt "$(cat "$files/.rebuilt" 2>/dev/null || true)" '
      if $rebuilt != "" then {origin: "rebuilt", source: $rebuilt}
      elif $source != "" then {origin: "upstream", source: $source}
      else {origin: "upstream"} end')
  else
    kind=$(jq -r '.standIn // empty' <<<"$definition")
    if [ -z "$kind" ]; then missing+=("$name:$tag"); return; fi
    note "making $name:$tag from Debian packages"
    "stand_in_$kind" "$definition" "$folder" | jq '{images: [.]}' >"$folder/description.json"
    origin=$(jq -n --arg suite "Debian $(cat "$WORK/debian/etc/debian_version") ($SUITE)" --rawfile packages <(cat "$folder/packages" 2>/dev/null) \
      '{origin: "rebuilt", source: $suite, packages: ($packages | split("\n") | map(select(. != "")))}')
  fi
  description=$(jq --arg out "$WORK/layouts/$number" '. + {out: $out}' "$folder/description.json" | node "$HOST_SRC/lib/oci.mjs")
  # all tags of the definition name the same image; a tag it does not know is an image of its own
  jq -nc --argjson definition "$definition" --argjson made "$description" --argjson origin "$origin" \
    --arg name "$name" --arg path "$path" --arg tag "$tag" --arg layout "$number" '
    {name: $name, path: $path, layout: $layout,
     tags: (if $definition.tags | index($tag) then $definition.tags else [$tag] end)} + $made + $origin' >>"$WORK/images.jsonl"
}

# NAME TAG of every image to make: those given by hand, and those of images/ that none was given for.
wanted_images() {
  local file definition name
  for file in "$GIVEN"/*/.name; do
    [ -f "$file" ] || continue
    name=$(cat "$file")
    echo "${name%:*} ${name##*:}"
  done
  for definition in "$HOST_SRC"/images/*/image.json; do
    name=$(basename "$(dirname "$definition")")
    jq -r '.tags[]' "$definition" | while read -r tag; do
      if [ -d "$GIVEN/library_${name}_$tag" ]; then echo given; fi
    done | grep -q given || echo "$name $(jq -r '.tags[0]' "$definition")"
  done
}
