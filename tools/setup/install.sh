#!/usr/bin/env bash
# Installs the packages of the named groups (build, test, check) that this machine lacks.
#
# Debian and Ubuntu (apt) or macOS (Homebrew). Asks for root only when something is missing; a second run does nothing.
# The lists are packages/<manager>-<group>.txt, one package a line: `a | b` takes the first that can be had, `?a` is
# left out with a notice where it cannot be had.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

say() { printf 'setup: %s\n' "$*"; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "packages are missing and need root to install; run as root: $*"
  fi
}

apt_installed() { [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
apt_available() { [[ $(apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [^\(] ]]; }
apt_refresh() { as_root apt-get update -qq; }
apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
  # Wanted for promtool, a scrape and an alert in tests, not as services of this machine.
  for service in prometheus prometheus-alertmanager; do
    if [[ " $* " == *" $service "* ]] && [ -d /run/systemd/system ]; then
      as_root systemctl disable --now "$service"
    fi
  done
}

brew_installed() { brew list --versions "$1" >/dev/null 2>&1; }
brew_available() { brew info "$1" >/dev/null 2>&1; }
brew_refresh() { :; }
brew_install() { brew install --quiet "$@"; }

if command -v apt-get >/dev/null; then manager=apt
elif command -v brew >/dev/null; then manager=brew
else die "neither apt nor Homebrew found; install by hand what $here/packages lists, then build with cmake --preset release"
fi

# One entry a line, comments removed.
entries() { sed -e 's/#.*//' -e 's/[[:space:]]*|[[:space:]]*/|/g' -e '/^[[:space:]]*$/d' "$here/packages/$manager-$1.txt"; }

# True when one of the alternatives of an entry is there.
satisfied() {
  local name
  for name in $(tr '|' ' ' <<<"${1#\?}"); do
    if "${manager}_installed" "$name"; then return 0; fi
  done
  return 1
}

# The first alternative of an entry that can be had.
choose() {
  local name
  for name in $(tr '|' ' ' <<<"${1#\?}"); do
    if "${manager}_available" "$name"; then echo "$name"; return 0; fi
  done
  return 1
}

# Packages of Python's index that are only programs: unpacked below build/, for the tests to run.
pip_install() {
  local list=$here/packages/pip-$1.txt place=$here/../../build/python entry name mark
  [ -f "$list" ] || return 0
  while read -r entry; do
    name=${entry#\?}
    mark=$place/.${name//[^A-Za-z0-9.]/_}
    [ -e "$mark" ] && continue
    say "installing $name into build/python"
    if python3 -m pip install --quiet --root-user-action=ignore --no-deps --only-binary :all: --upgrade --target "$place" "$name"
    then touch "$mark"
    elif [[ $entry == \?* ]]; then say "cannot be had: $name; the tests that need it will be skipped"
    else die "no package $name in Python's index, or no pip"
    fi
  done < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$list")
}

[ $# -gt 0 ] || die "name what to install for: build, test, check"
missing=()
for group in "$@"; do
  [ -f "$here/packages/$manager-$group.txt" ] || die "unknown group '$group'; there are build, test, check"
  while read -r entry; do
    satisfied "$entry" || missing+=("$entry")
  done < <(entries "$group")
done
if [ ${#missing[@]} -eq 0 ]; then
  for group in "$@"; do pip_install "$group"; done
  say "everything for $* is installed"
  exit 0
fi

say "missing for $*: ${missing[*]}"
"${manager}_refresh"
wanted=()
for entry in "${missing[@]}"; do
  if name=$(choose "$entry"); then wanted+=("$name")
  elif [[ $entry == \?* ]]; then say "not carried by this system: ${entry#\?}; the tests that need it will be skipped"
  else die "no package '$entry' here; Debian 12 or 13, Ubuntu 24.04 and Homebrew have it"
  fi
done
if [ ${#wanted[@]} -gt 0 ]; then
  say "installing: ${wanted[*]}"
  "${manager}_install" "${wanted[@]}"
fi
for group in "$@"; do pip_install "$group"; done
say "ready"
