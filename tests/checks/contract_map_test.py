"""The map of the acceptance list: what it lets pass, what it stops, and what it says about it. Maps are written for each case."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "checks" / "contract_map.py"

SOURCES = {
    "tests/brain/note_test.cpp": "TEST(note, has_a_title) {\n}\nTEST_F(note_of_the_day,\n       has_tasks) {\n}\n// TEST(note, is_gone) {\n",
    "tests/e2e/test_health.py": "import os\n\n\ndef test_all_is_well(server):\n    pass\n",
}
ROW_1 = "| HLT-1 | health | `note.has_a_title`, `test_health.py::test_all_is_well` |"
ROW_2 = "| HLT-2 | root | `note_of_the_day.has_tasks`; **deviation:** it is a page, which people read. |"
ROW_3 = "| HLT-3 | time | **deviation:** nothing is timed. |"


def map_of(*rows, total=None, heading="## A1. Health: {} lines", count=None):
    return "\n".join(
        [
            f"An acceptance list of {total if total is not None else len(rows)} lines.",
            heading.format(count if count is not None else len(rows)),
            "| Id | Asks for | Shown by |",
            "| --- | --- | --- |",
            *rows,
        ]
    )


class ContractMapTest(unittest.TestCase):
    def run_on(self, text):
        """The exit code and lines of the script for a tree with the map `text`."""
        with tempfile.TemporaryDirectory() as root:
            for path, content in {**SOURCES, "docs/contract.md": text}.items():
                target = Path(root, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content, encoding="utf-8")
            done = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    def assert_offence(self, text, what):
        code, lines = self.run_on(text)
        self.assertEqual(code, 1, lines)
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith("docs/contract.md: "), lines[0])
        self.assertIn(what, lines[0])

    def test_tests_that_exist_and_deviations_pass(self):
        self.assertEqual(self.run_on(map_of(ROW_1, ROW_2, ROW_3)), (0, ["contract map: 3 lines are mapped"]))

    def test_a_test_that_does_not_exist(self):
        for name in ("note.has_a_titel", "note.is_gone", "test_health.py::test_all_is_worse", "note.has_a_title and more"):
            self.assert_offence(map_of(f"| HLT-1 | health | `{name}` |"), f"HLT-1: there is no test `{name}`")

    def test_a_name_that_is_not_marked_as_one(self):
        self.assert_offence(map_of("| HLT-1 | health | note.has_a_title |"), "there is no test note.has_a_title")

    def test_a_line_mapped_to_nothing(self):
        self.assert_offence(map_of("| HLT-1 | health |  |"), "HLT-1: mapped to nothing")

    def test_a_deviation_without_a_sentence(self):
        self.assert_offence(map_of("| HLT-1 | health | **deviation:** |"), "HLT-1: the deviation is no sentence")
        self.assert_offence(map_of("| HLT-1 | health | **deviation:** none |"), "HLT-1: the deviation is no sentence")

    def test_a_gap(self):
        self.assert_offence(map_of(ROW_1, ROW_3, total=2, count=3), "missing ['HLT-2']")

    def test_a_line_too_many_or_twice_or_of_another_series(self):
        self.assert_offence(map_of(ROW_1, ROW_2, count=1), "too many ['HLT-2']")
        self.assert_offence(map_of(ROW_1, ROW_1, count=1), "section A1")
        self.assert_offence(map_of(ROW_1, ROW_2.replace("HLT", "OPS")), "too many ['OPS-2']")

    def test_a_section_that_is_missing_as_a_whole(self):
        self.assert_offence(map_of(ROW_1, ROW_2, total=5), "promises 5 lines, the tables hold 2")

    def test_a_heading_without_a_count(self):
        code, lines = self.run_on(map_of(ROW_1, heading="## A1. Health"))
        self.assertEqual(code, 1)
        self.assertIn("docs/contract.md: a heading without a count: ## A1. Health", lines)

    def test_a_row_that_cannot_be_read(self):
        self.assert_offence(map_of(ROW_1, "| HLT-x | root | `note.has_a_title` |", total=1, count=1), "cannot be read")


if __name__ == "__main__":
    unittest.main()
