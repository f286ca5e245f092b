"""What the comparison of two runs of the bench prints."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "bench" / "compare_figures.py"


def called(*files):
    return subprocess.run([sys.executable, SCRIPT, *files], capture_output=True, text=True, check=False)


class CompareFiguresTest(unittest.TestCase):
    def compared(self, before, after):
        """The columns of each line below the heading."""
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for name, figures in (("before", before), ("after", after)):
                files.append(Path(folder, name))
                lines = (json.dumps({"name": what, "value": value, "unit": "ms"}) + "\n" for what, value in figures)
                files[-1].write_text("".join(lines), encoding="utf-8")
            return [line.split() for line in called(*files).stdout.splitlines()[1:]]

    def test_a_figure_of_both_runs_has_a_ratio_of_their_medians(self):
        self.assertEqual(
            self.compared([("query", 10), ("query", 30), ("query", 20), ("gone", 5)], [("query", 5), ("new", 0)]),
            [
                ["query", "20.00", "5.00", "0.25", "ms"],
                ["gone", "5.00", "-", "-", "ms"],
                ["new", "-", "0.00", "-", "ms"],
            ],
        )

    def test_a_figure_that_was_nothing_has_no_ratio(self):
        self.assertEqual(self.compared([("query", 0)], [("query", 0)]), [["query", "0.00", "0.00", "-", "ms"]])

    def test_without_two_files_it_says_how_it_is_called(self):
        without = called()
        self.assertNotEqual(without.returncode, 0)
        self.assertIn("compare_figures.py BEFORE AFTER", without.stderr)


if __name__ == "__main__":
    unittest.main()
