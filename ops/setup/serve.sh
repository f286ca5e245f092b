#!/usr/bin/env bash
# Serves a vault in the foreground: serve.sh BINARY [VAULT] [PORT].
#
# Without VAULT it serves the sample notes of this repository under a profile of their own, so that they do not mix with
# the index of your notes. Both keep their data in a per-user place, never in the working directory.
set -euo pipefail
binary=$1 vault=${2:-} port=${3:-}

arguments=()
if [ -n "$vault" ]; then
  arguments+=(--vault "${vault/#\~\//$HOME/}")
else
  case $(uname) in
    Darwin) data="$HOME/Library/Application Support/SecondBrain/sample" ;;
    *) data="${XDG_DATA_HOME:-$HOME/.local/share}/secondbrain-sample" ;;
  esac
  arguments+=(--vault "$(cd "$(dirname "$0")/../sample-vault" && pwd)" --data "$data")
  echo "Serving the sample notes; 'make run VAULT=~/notes' serves yours."
fi
[ -z "$port" ] || arguments+=(--port "$port")
exec "$binary" serve "${arguments[@]}"
