#!/usr/bin/env bash
# Checks (--check) or repairs (--fix) the layout of the C++ sources.
#
# Versions of clang-format disagree in details, so one version decides. With another one --check says that it cannot
# tell and passes; --fix refuses.
set -euo pipefail
cd "$(dirname "$0")/../.."
deciding_version=14

find_formatter() {
  local candidate
  for candidate in "clang-format-$deciding_version" clang-format; do
    if [[ $("$candidate" --version 2>/dev/null) == *"version $deciding_version."* ]]; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

if ! formatter=$(find_formatter); then
  echo "format: clang-format $deciding_version decides and is not here ($(clang-format --version 2>/dev/null || echo none)); layout not checked"
  [ "$1" = --check ]
  exit
fi

case $1 in
  --check) options=(--dry-run -Werror) ;;
  --fix) options=(-i) ;;
  *) echo "format: --check or --fix" >&2; exit 2 ;;
esac
git ls-files -z '*.hpp' '*.cpp' | xargs -0 -n 50 "$formatter" "${options[@]}"
[ "$1" = --fix ] || echo "format: all files are laid out as .clang-format says"
