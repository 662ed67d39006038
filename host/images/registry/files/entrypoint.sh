#!/bin/sh
# A configuration file alone means: serve it. Anything else is a command of its own.
set -e
case ${1:-} in
  *.yml | *.yaml) set -- registry serve "$@" ;;
  serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
