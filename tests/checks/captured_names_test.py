"""The check for names that a library could take over: what it stops, what it lets pass. Trees are written for each case."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "checks" / "captured_names.py"

OWN = "std::string {name}(std::string_view text) {{\n  return std::string{{text}};\n}}\n\n"
USE = "std::string twice(const std::string& text) {{\n  return {call};\n}}\n"


class CapturedNamesTest(unittest.TestCase):
    def offences(self, text, file="brain/text.cpp"):
        with tempfile.TemporaryDirectory() as root:
            target = Path(root, file)
            target.parent.mkdir(parents=True)
            target.write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
        lines = done.stdout.splitlines()
        self.assertEqual(done.returncode, 1 if lines[0].startswith(file) else 0)
        return [line for line in lines if line.startswith(file)]

    def test_a_call_that_a_newer_header_would_take_over_is_named_with_its_line(self):
        for name in ("quoted", "format", "print", "exchange", "byteswap"):
            found = self.offences(OWN.format(name=name) + USE.format(call=f"{name}(text)"))
            self.assertEqual([line.split(": ")[0] for line in found], ["brain/text.cpp:6"])
            self.assertIn(f"{name}()", found[0])

    def test_every_folder_is_looked_at_tests_included(self):
        text = OWN.format(name="quoted") + USE.format(call="quoted(text)")
        for file in ("cli/words.cpp", "tests/ops/words_test.cpp", "http/words.hpp"):
            self.assertEqual(len(self.offences(text, file)), 1, file)

    def test_a_call_that_says_whose_it_is_passes(self):
        for call in ("secondbrain::quoted(text)", "text.quoted(text)", "text->quoted(text)"):
            self.assertEqual(self.offences(OWN.format(name="quoted") + USE.format(call=call)), [], call)

    def test_a_name_that_is_ours_alone_passes(self):
        self.assertEqual(self.offences(OWN.format(name="in_quotes") + USE.format(call="in_quotes(text)")), [])

    def test_a_name_of_the_library_that_is_not_defined_here_passes(self):
        self.assertEqual(self.offences("void f(int& a) {\n  a = exchange(a);\n}\n"), [])


if __name__ == "__main__":
    unittest.main()
