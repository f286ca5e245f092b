#!/usr/bin/env bash
# Runs clang-tidy (.clang-tidy: warnings are errors) on the sources that changed, or on all with CHECK_ALL=1.
#
# Changed means: against CHECK_BASE, else against where this branch left origin/main, else against the commit before. Of
# a change that is very large only the last commit counts, and a line says so.
# A changed header is looked at through the source of the same name, or through the first one that includes it.
set -euo pipefail
cd "$(dirname "$0")/../.."
if command -v brew >/dev/null; then PATH="$PATH:$(brew --prefix llvm)/bin"; fi  # Homebrew keeps llvm off the path
# Configured for this alone: what GCC has precompiled clang cannot read, and each source is to be looked at by itself.
build=build/tidy
cmake --preset release -B "$build" -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON -DSB_UNITY=OFF >/dev/null

base() {
  local fork
  if [ -n "${CHECK_BASE:-}" ]; then echo "$CHECK_BASE"; return; fi
  fork=$(git merge-base HEAD origin/main 2>/dev/null || true)
  if [ -n "$fork" ] && [ "$fork" != "$(git rev-parse HEAD)" ]; then echo "$fork"; return; fi
  git rev-parse --quiet --verify HEAD~1 || git hash-object -t tree /dev/null
}

# The sources that show a changed file to the compiler.
sources_of() {
  case $1 in
    *.cpp) echo "$1" ;;
    *.hpp)
      if [ -f "${1%.hpp}.cpp" ]; then echo "${1%.hpp}.cpp"
      else git grep -l -F "\"$1\"" -- '*.cpp' | awk 'NR == 1'
      fi ;;
  esac
}

# What this platform does not build it cannot read either: FSEvents on Linux, inotify on macOS.
only_built() {
  local file
  while read -r file; do
    if grep -q -F "\"file\": \"$PWD/$file\"" "$build/compile_commands.json"; then echo "$file"; fi
  done
}

if [ "${CHECK_ALL:-}" = 1 ]; then
  changed=$(git ls-files '*.cpp')
else
  changed=$(git diff --name-only --diff-filter=d "$(base)" -- '*.cpp' '*.hpp')
fi
sources() { for file in $1; do sources_of "$file"; done | sort -u | only_built; }
files=$(sources "$changed")

# A change of the whole tree would take longer than everything else together: then the last commit is looked at, and who
# made the change looks at the rest.
most=60
if [ "${CHECK_ALL:-}" != 1 ] && [ -z "${CHECK_BASE:-}" ] && [ "$(wc -l <<<"$files")" -gt "$most" ]; then
  echo "clang-tidy: $(wc -l <<<"$files") files changed, more than $most: only those of the last commit; CHECK_ALL=1 takes all"
  files=$(sources "$(git diff --name-only --diff-filter=d HEAD~1 -- '*.cpp' '*.hpp')")
fi
if [ -z "$files" ]; then
  echo "clang-tidy: no source changed"
  exit 0
fi

echo "clang-tidy: $(wc -l <<<"$files") files"
# The build is GCC's, so some of its options are unknown to clang.
xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" \
  clang-tidy -p "$build" --quiet --extra-arg=-Wno-unknown-warning-option <<<"$files" 2> >(grep -v 'warnings\? generated' >&2)
echo "clang-tidy: nothing found"
