#!/usr/bin/env bash
# Serves a vault in the foreground: serve.sh BINARY [VAULT] [PORT].
#
# Without VAULT it serves a copy of this repository's sample notes, renewed at each start so that its days are those of
# this week, under a profile of its own: nothing of it mixes with your notes and their index, and nothing is written
# into the repository. The copy is there to be changed, so the daily sync may write into it.
#
# A model that finds notes by their meaning is fetched beside the start where there is none, that which fits the
# languages of the notes; MODEL names another, and with MODEL=none there is no fetching.
set -euo pipefail
binary=$1 vault=${2:-} port=${3:-}
here=$(cd "$(dirname "$0")" && pwd)

arguments=()
if [ -n "$vault" ]; then
  served=${vault/#\~\//$HOME/}
  arguments+=(--vault "$served")
else
  case $(uname) in
    Darwin) data="$HOME/Library/Application Support/SecondBrain/sample" ;;
    *) data="${XDG_DATA_HOME:-$HOME/.local/share}/secondbrain-sample" ;;
  esac
  python3 "$here/sample_notes.py" "$here/../../examples/vault" "$data-notes"
  served=$data-notes
  arguments+=(--vault "$served" --data "$data")
  export SECONDBRAIN_VAULT_UPKEEP="${SECONDBRAIN_VAULT_UPKEEP:-on}"
  echo "Serving a copy of the sample notes, $data-notes. Change anything; 'make run VAULT=~/notes' serves yours."
fi
# Nothing waits for it: search goes by words until the service finds the model installed. Ctrl-C ends it, too, which a
# shell's background process would not take notice of without Python.
if [ "${MODEL:-}" != none ]; then
  [[ $served = /* ]] || served=$PWD/$served
  (SECONDBRAIN_VAULT_PATH=$served python3 -c 'import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$binary" model install ${MODEL:+"$MODEL"} --if-none </dev/null &)
fi
[ -z "$port" ] || arguments+=(--port "$port")
exec "$binary" serve "${arguments[@]}"
