#!/usr/bin/env python3
"""Says which tests of a ctest run were skipped and why.

    skipped_tests.py JUNIT_FILE     one line per skipped test, or that none was

A GoogleTest case gives its reason on the line after its place ("…_test.cpp:12: Skipped"); pytest gives a line
"SKIPPED [1] file:12: reason" in its summary, also in a run that passed as a whole.
"""

import re
import sys
import xml.etree.ElementTree as xml

GTEST = re.compile(r": Skipped\n(?P<reason>.*)")
PYTEST = re.compile(r"^SKIPPED \[\d+\] (?P<place>\S+): (?P<reason>.*)$", re.MULTILINE)


def skips(case):
    """(what, why) for everything skipped inside one ctest case."""
    name = case.get("name")
    output = case.findtext("system-out") or ""
    from_pytest = [(f"{name} ({match['place']})", match["reason"]) for match in PYTEST.finditer(output)]
    if from_pytest:
        return from_pytest
    if case.get("status") == "disabled":
        return [(name, "disabled in its CMakeLists.txt")]
    if case.find("skipped") is not None:
        reason = GTEST.search(output)
        return [(name, reason["reason"].strip() if reason else "it gave no reason")]
    return []


def main():
    try:
        cases = xml.parse(sys.argv[1]).getroot().iter("testcase")
    except (OSError, xml.ParseError) as trouble:
        print(f"no test report to read skips from: {trouble}")
        return 1
    skipped = [skip for case in cases for skip in skips(case)]
    if not skipped:
        print("Nothing was skipped.")
    else:
        print(f"Skipped, {len(skipped)} in all:")
        for what, why in sorted(skipped):
            print(f"  {what}: {why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
