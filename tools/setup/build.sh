#!/usr/bin/env bash
# Configures and builds a preset: build.sh PRESET [TARGET...]. Configures only when there is no build directory yet;
# after that CMake notices by itself what changed.
set -euo pipefail
cd "$(dirname "$0")/../.."
preset=$1
shift
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset"
cmake --build --preset "$preset" ${1:+--target "$@"}
