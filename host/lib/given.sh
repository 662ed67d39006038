# Files given by hand: `build --image NAME:TAG=FILE` keeps a copy in the state folder, so that the next build has it too. Sourced by build.sh.
# shellcheck shell=bash

# given_folder NAME:TAG
given_folder() {
  local name=${1%:*} tag=${1##*:}
  case $1 in *:*) ;; *) die "'$1' has no tag: write NAME:TAG, such as alpine:3" ;; esac
  case ${name%%/*} in *.*) name=${name#*/} ;; esac
  case $name in */*) ;; *) name=library/$name ;; esac
  echo "$GIVEN/${name//\//_}_$tag"
}

# keep_given --image NAME:TAG=FILE... --source NAME:TAG=TEXT... --rebuilt NAME:TAG=TEXT...
keep_given() {
  local name folder word option='' fresh=' '
  for word; do # all of them are looked at before anything kept is replaced
    if [ "$option" = --image ]; then
      [ "${word%%=*}" != "$word" ] || die "build: '$word' is not NAME:TAG=FILE"
      [ -f "${word#*=}" ] || die "build: there is no file ${word#*=}"
    fi
    option=$word
  done
  while [ $# -gt 0 ]; do
    [ $# -gt 1 ] || die "build: $1 needs NAME:TAG=..."
    case $1 in
      --image)
        name=${2%%=*}
        folder=$(given_folder "$name")
        # the first file for a name replaces what an earlier build was given; further ones are other architectures
        case $fresh in *" $name "*) ;; *) rm -rf "$folder" ;; esac
        fresh="$fresh$name "
        mkdir -p "$folder"
        echo "$name" >"$folder/.name"
        cp -p "${2#*=}" "$folder/" ;;
      --source | --rebuilt)
        name=${2%%=*}
        folder=$(given_folder "$name")
        [ -d "$folder" ] || die "build: $1 for $name, but no --image was given for it"
        rm -f "$folder/.source" "$folder/.rebuilt"
        echo "${2#*=}" >"$folder/.${1#--}" ;;
      *) die "build: there is no '$1' (--image NAME:TAG=FILE, --source NAME:TAG=TEXT, --rebuilt NAME:TAG=TEXT)" ;;
    esac
    shift 2
  done
}
