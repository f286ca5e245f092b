#!/usr/bin/env bash
# Puts the built program where a shell finds it: install_program.sh BINARY PREFIX. Needs no root for a PREFIX of one's own.
set -euo pipefail
binary=$1 prefix=$2
program=$prefix/bin/secondbrain

# Written beside its place and renamed: one that runs goes on, and one that starts is whole.
mkdir -p "$prefix/bin"
draft=$(mktemp "$prefix/bin/.secondbrain-XXXXXX")
trap 'rm -f "$draft"' EXIT
cp "$binary" "$draft"
chmod 755 "$draft"
mv "$draft" "$program"
echo "Installed $program."

found=$(command -v secondbrain || true)
if [ -z "$found" ]; then
  echo "Your shell does not look into $prefix/bin yet. Log in again (most systems then do), or add this line to the"
  echo "start-up file of your shell: export PATH=\"$prefix/bin:\$PATH\""
elif [ ! "$found" -ef "$program" ]; then
  echo "Your shell finds another one first: $found."
fi
