#!/usr/bin/env bash
# Runs the tests of a built preset and says at the end how many passed, failed and were skipped, and why: run_tests.sh PRESET [CTEST OPTION...].
set -euo pipefail
cd "$(dirname "$0")/../.."
preset=$1
shift
report=$PWD/build/$preset/tests.xml

# ThreadSanitizer cannot see the locks inside a library that was not built with it, and would report what they guard. Not a
# suppression: all that our own code reads and writes is judged as ever.
export TSAN_OPTIONS=${TSAN_OPTIONS:-ignore_noninstrumented_modules=1}

# Two more than there are cores: the end-to-end cases spend most of their time waiting for a server.
at_once=$(($(getconf _NPROCESSORS_ONLN) + 2))

outcome=0
ctest --preset "$preset" --parallel "$at_once" --no-tests=error \
  --test-output-size-passed 100000 --output-junit "$report" "$@" || outcome=$?
python3 tools/checks/test_summary.py "$report"
exit "$outcome"
