#!/usr/bin/env python3
"""Says how many tests of a ctest run passed, failed and were skipped, and why each of the latter was.

    test_summary.py JUNIT_FILE     one line of counts, then one for each skipped test

A ctest case is one test, but a file of pytest counts as the tests in it. A GoogleTest case gives its reason on the line
after its place ("…_test.cpp:12: Skipped"); pytest gives a line "SKIPPED [1] file:12: reason" in its summary, also in a
run that passed as a whole.
"""

import re
import sys
import xml.etree.ElementTree as xml
from collections import Counter

GTEST = re.compile(r": Skipped\n(?P<reason>.*)")
PYTEST = re.compile(r"^SKIPPED \[\d+\] (?P<place>\S+): (?P<reason>.*)$", re.MULTILINE)
PYTEST_COUNTS = re.compile(r"^(?:=+ )?(?P<counts>\d+ (?:passed|failed|skipped|errors?|xfailed|xpassed)\b.*) in [\d.]+s", re.MULTILINE)
OUTCOMES = {"passed": "passed", "xfailed": "passed", "failed": "failed", "xpassed": "failed",
            "error": "failed", "errors": "failed", "skipped": "skipped"}


def output_of(case):
    return case.findtext("system-out") or ""


def is_skipped(case):
    return case.get("status") == "disabled" or case.find("skipped") is not None


def outcome_of(case):
    if is_skipped(case):
        return "skipped"
    return "failed" if case.get("status") == "fail" or case.find("failure") is not None else "passed"


def counts_of(case):
    """How many tests there are in one ctest case, by outcome."""
    summaries = list(PYTEST_COUNTS.finditer(output_of(case)))
    if not summaries:
        return Counter([outcome_of(case)])
    counts = Counter()
    for number, word in re.findall(r"(\d+) (\w+)", summaries[-1]["counts"]):
        if word in OUTCOMES:
            counts[OUTCOMES[word]] += int(number)
    if outcome_of(case) == "failed" and not counts["failed"]:  # it ended in time or by a signal
        counts["failed"] = 1
    return counts


def skips_of(case):
    """(what, why) for everything skipped inside one ctest case."""
    name = case.get("name")
    from_pytest = [(f"{name} ({match['place']})", match["reason"]) for match in PYTEST.finditer(output_of(case))]
    if from_pytest:
        return from_pytest
    if case.get("status") == "disabled":
        return [(name, "disabled in its CMakeLists.txt")]
    if is_skipped(case):
        reason = GTEST.search(output_of(case))
        return [(name, reason["reason"].strip() if reason else "it gave no reason")]
    return []


def main():
    try:
        cases = list(xml.parse(sys.argv[1]).getroot().iter("testcase"))
    except (OSError, xml.ParseError) as trouble:
        print(f"There is no test report to count from: {trouble}")
        return 1
    counts = sum(map(counts_of, cases), Counter())
    total = sum(counts.values())
    print(f"{total} test{'' if total == 1 else 's'}: {counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped.")
    skipped = sorted(skip for case in cases for skip in skips_of(case))
    if skipped:
        print("Skipped, and why:")
    for what, why in skipped:
        print(f"  {what}: {why}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
