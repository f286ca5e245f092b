"""The list of skipped tests at the end of a run: every skip is named with its reason, nothing else is."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "checks" / "skipped_tests.py"


class SkippedTestsTest(unittest.TestCase):
    def lines_for(self, cases):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "tests.xml")
            report.write_text(f"<testsuite>{cases}</testsuite>", encoding="utf-8")
            done = subprocess.run([sys.executable, SCRIPT, report], capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    def test_a_run_without_skips_says_so(self):
        passed = '<testcase name="a" status="run"><system-out>ok</system-out></testcase>'
        self.assertEqual(self.lines_for(passed), ["Nothing was skipped."])

    def test_a_googletest_skip_gives_its_reason(self):
        skipped = (
            '<testcase name="stores_test.disk_full" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>'
            "<system-out>[ RUN      ] a.b\n/src/a_test.cpp:12: Skipped\nno quota here\n\n[  SKIPPED ] a.b</system-out></testcase>"
        )
        self.assertEqual(self.lines_for(skipped), ["Skipped, 1 in all:", "  stores_test.disk_full: no quota here"])

    def test_a_skip_inside_a_passing_pytest_run_is_found(self):
        passed = (
            '<testcase name="e2e.metrics" status="run"><system-out>2 passed, 1 skipped\n'
            "SKIPPED [1] tests/e2e/test_metrics.py:9: promtool is not installed\n</system-out></testcase>"
        )
        self.assertEqual(
            self.lines_for(passed),
            ["Skipped, 1 in all:", "  e2e.metrics (tests/e2e/test_metrics.py:9): promtool is not installed"],
        )

    def test_a_skip_without_reason_is_named_all_the_same(self):
        skipped = '<testcase name="a" status="notrun"><skipped message=""/><system-out/></testcase>'
        self.assertEqual(self.lines_for(skipped), ["Skipped, 1 in all:", "  a: it gave no reason"])

    def test_a_missing_report_is_an_error(self):
        done = subprocess.run([sys.executable, SCRIPT, "/nowhere.xml"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no test report", done.stdout)


if __name__ == "__main__":
    unittest.main()
