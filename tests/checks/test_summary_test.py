"""The last lines of a test run: how many tests passed, failed and were skipped, and why each skip."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "checks" / "test_summary.py"

PASSED = '<testcase name="a" status="run"><system-out>ok</system-out></testcase>'
FAILED = '<testcase name="b" status="fail"><failure message=""/><system-out>no</system-out></testcase>'


class TestSummaryTest(unittest.TestCase):
    def lines_for(self, *cases):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "tests.xml")
            report.write_text(f"<testsuite>{''.join(cases)}</testsuite>", encoding="utf-8")
            done = subprocess.run([sys.executable, SCRIPT, report], capture_output=True, text=True, check=True)
        return done.stdout.splitlines()

    def test_a_run_without_skips_is_one_line(self):
        self.assertEqual(self.lines_for(PASSED, PASSED), ["2 tests: 2 passed, 0 failed, 0 skipped."])

    def test_failures_are_counted(self):
        self.assertEqual(self.lines_for(PASSED, FAILED), ["2 tests: 1 passed, 1 failed, 0 skipped."])

    def test_a_googletest_skip_gives_its_reason(self):
        skipped = (
            '<testcase name="stores_test.disk_full" status="notrun"><skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>'
            "<system-out>[ RUN      ] a.b\n/src/a_test.cpp:12: Skipped\nno quota here\n\n[  SKIPPED ] a.b</system-out></testcase>"
        )
        self.assertEqual(
            self.lines_for(skipped),
            ["1 test: 0 passed, 0 failed, 1 skipped.", "Skipped, and why:", "  stores_test.disk_full: no quota here"],
        )

    def test_the_tests_in_a_file_of_pytest_are_counted_one_by_one(self):
        passed = (
            '<testcase name="e2e.metrics" status="run"><system-out>..s\n'
            "SKIPPED [1] tests/e2e/test_metrics.py:9: promtool is not installed\n2 passed, 1 skipped in 4.52s\n"
            "</system-out></testcase>"
        )
        self.assertEqual(
            self.lines_for(PASSED, passed),
            [
                "4 tests: 3 passed, 0 failed, 1 skipped.",
                "Skipped, and why:",
                "  e2e.metrics (tests/e2e/test_metrics.py:9): promtool is not installed",
            ],
        )

    def test_a_long_run_of_pytest_is_counted_too(self):
        failed = (
            '<testcase name="e2e.kill" status="fail"><failure message=""/><system-out>'
            "1 failed, 3 passed, 2 errors in 92.10s (0:01:32)\n</system-out></testcase>"
        )
        self.assertEqual(self.lines_for(failed), ["6 tests: 3 passed, 3 failed, 0 skipped."])

    def test_a_file_of_pytest_that_was_cut_off_has_failed(self):
        ended = (
            '<testcase name="e2e.kill" status="fail"><failure message="Timeout"/><system-out>..</system-out></testcase>',
            '<testcase name="e2e.ask" status="fail"><failure message="SIGSEGV"/>'
            "<system-out>2 passed in 1.00s</system-out></testcase>",
        )
        self.assertEqual(self.lines_for(*ended), ["4 tests: 2 passed, 2 failed, 0 skipped."])

    def test_a_file_of_pytest_that_was_skipped_whole_counts_as_one(self):
        skipped = (
            '<testcase name="e2e.frontend" status="notrun"><skipped message="SKIP_RETURN_CODE=5"/><system-out>'
            "SKIPPED [1] tests/e2e/frontend.py:38: no frontend\n1 skipped in 0.02s\n</system-out></testcase>"
        )
        self.assertEqual(self.lines_for(skipped)[0], "1 test: 0 passed, 0 failed, 1 skipped.")

    def test_a_skip_without_reason_is_named_all_the_same(self):
        skipped = '<testcase name="a" status="notrun"><skipped message=""/><system-out/></testcase>'
        self.assertEqual(self.lines_for(skipped)[1:], ["Skipped, and why:", "  a: it gave no reason"])

    def test_a_missing_report_is_an_error(self):
        done = subprocess.run([sys.executable, SCRIPT, "/nowhere.xml"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("no test report", done.stdout)


if __name__ == "__main__":
    unittest.main()
