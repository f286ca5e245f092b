#!/usr/bin/env bash
# Serves a vault in the foreground: serve.sh BINARY [VAULT] [PORT].
#
# Without VAULT it serves a copy of this repository's sample notes, renewed at each start so that its days are those of
# this week, under a profile of its own: nothing of it mixes with your notes and their index, and nothing is written
# into the repository. The copy is there to be changed, so the daily sync may write into it.
set -euo pipefail
binary=$1 vault=${2:-} port=${3:-}
here=$(cd "$(dirname "$0")" && pwd)

arguments=()
if [ -n "$vault" ]; then
  arguments+=(--vault "${vault/#\~\//$HOME/}")
else
  case $(uname) in
    Darwin) data="$HOME/Library/Application Support/SecondBrain/sample" ;;
    *) data="${XDG_DATA_HOME:-$HOME/.local/share}/secondbrain-sample" ;;
  esac
  python3 "$here/sample_notes.py" "$here/../../examples/vault" "$data-notes"
  arguments+=(--vault "$data-notes" --data "$data")
  export SECONDBRAIN_VAULT_UPKEEP="${SECONDBRAIN_VAULT_UPKEEP:-on}"
  echo "Serving a copy of the sample notes, $data-notes. Change anything; 'make run VAULT=~/notes' serves yours."
fi
[ -z "$port" ] || arguments+=(--port "$port")
exec "$binary" serve "${arguments[@]}"
