#!/bin/sh
# An engine for the tests of check.sh: everything that it has is a file in $FAKE_ENGINE, with what it has to say of it inside.
cd "$FAKE_ENGINE" || exit 125
noun=$1 verb=$2
case $noun in
	--version) echo 'fake version 1' && exit ;;
	info) echo '[]' && exit ;;
esac
shift 2

name='' format='' quiet='' rest=''
while [ $# -gt 0 ]; do
	case $1 in
		--name) name=$2 && shift ;;
		--publish) shift ;;
		--format) format=$2 && shift ;;
		--quiet) quiet=yes ;;
		-*) ;;
		*) rest=yes && break ;;
	esac
	shift
done

case $noun-$verb in
	container-run)
		image=$1
		shift
		[ ! -e "container/$name" ] || { echo "the name $name is in use" >&2 && exit 125; }
		echo "$image" >"container/$name"
		echo "sha-$image" >"image/$image"
		sh -c "$*"
		;;
	container-inspect) cat "container/$1" ;;
	*-ls)
		for file in "$noun"/*; do
			[ -e "$file" ] || continue
			case $format in
				'') echo "${file#*/}" ;;
				*ID*) echo "${file#*/} $(cat "$file")" ;;
				*) echo "$noun ${file#*/}" ;;
			esac
		done
		;;
	*-create) echo "$1" >"$noun/$1" ;;
	*-rm) rm "$noun/$1" && echo "$1" ;;
	*-prune) rm -f "$noun"/* ;;
	image-tag) echo "$1" >"image/$2" ;;
	container-kill) ;;
	*) echo "unknown: $noun $verb $quiet $rest" >&2 && exit 125 ;;
esac
