"""The check for names that two sources of a folder share: what it stops, what it lets pass. Trees are written for each case."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "checks" / "unity_names.py"

SOURCE = "// A comment, with {{ in it.\n#include <string>\n\nnamespace secondbrain::{space} {{\nnamespace {{\n\n{own}\n}}  // namespace\n\n{public}\n}}  // namespace\n"


def source(own, space="vault", public="void work() {\n}\n"):
    return SOURCE.format(own=own, space=space, public=public)


class UnityNamesTest(unittest.TestCase):
    def offences(self, files):
        with tempfile.TemporaryDirectory() as root:
            for name, text in files.items():
                target = Path(root, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, SCRIPT, root], capture_output=True, text=True, check=False)
        self.assertEqual(done.stderr, "")
        lines = [line for line in done.stdout.splitlines() if not line.startswith("unity_names:")]
        self.assertEqual(done.returncode, 1 if lines else 0)
        return lines

    def pair(self, one, other, **how):
        return self.offences({"brain/a.cpp": source(one), "brain/b.cpp": source(other, **how)})

    def test_what_is_called_the_same_in_two_sources_is_named_with_both_places(self):
        for one, other in (
            ("constexpr int most = 3;\n", "constexpr int most = 4;\n"),
            ("constexpr std::string_view start = \"https://\";\n", "constexpr std::string_view start = \"smtp://\";\n"),
            ("constexpr int longest = 1'000'000;\n", "constexpr auto longest = 24h;\n"),
            ("const std::array<int, 2> sizes{1, 2};\n", "const auto sizes =\n    sizes_of({1, 2});\n"),
            ("bool is_digit(char a) {\n  return a == '{';\n}\n", "constexpr bool is_digit(char byte) noexcept {\n  return true;\n}\n"),
            ("struct options {\n  int a = 0;\n};\n", "enum class options { one, two };\n"),
            ("using kind = one::kind;\n", "using kind = other::kind;\n"),
            ("template <class T>\nclass keeper {\n};\n", "class keeper final : public base {\n};\n"),
            ("std::string row(int a) {\n  return {};\n}\n", "const std::string row = R\"(})\";\n"),
        ):
            found = self.pair(one, other)
            self.assertEqual(len(found), 1, other)
            self.assertTrue(found[0].startswith("brain/b.cpp:7: "), found[0])
            self.assertIn("is also in a.cpp:7", found[0])

    def test_functions_with_different_parameters_pass(self):
        texts = "std::string text_of(const std::vector<{}>& all) {{\n  return {{}};\n}}\n"
        self.assertEqual(self.pair(texts.format("task"), texts.format("event")), [])

    def test_functions_whose_parameters_are_only_called_otherwise_do_not_pass(self):
        texts = "std::string text_of(const std::vector<task>& {}, int most{}) {{\n  return {{}};\n}}\n"
        self.assertEqual(len(self.pair(texts.format("all", ""), texts.format("tasks", " = 3"))), 1)

    def test_the_same_alias_passes(self):
        self.assertEqual(self.pair("namespace fs = std::filesystem;\n", "namespace fs = std::filesystem;\n"), [])

    def test_another_namespace_another_folder_and_what_is_not_anonymous_pass(self):
        own = "constexpr int most = 3;\n"
        self.assertEqual(self.pair(own, own, space="sync"), [])
        self.assertEqual(self.offences({"brain/a.cpp": source(own), "ops/a.cpp": source(own)}), [])
        self.assertEqual(self.pair(own, "", public=own), [])

    def test_a_name_within_a_function_or_a_text_passes(self):
        inside = "void f() {\n  constexpr int most = 3;\n}\n\nconst char* text = R\"(\nconstexpr int most = 3;\n)\";\n"
        self.assertEqual(self.pair("constexpr int most = 3;\n", inside), [])


if __name__ == "__main__":
    unittest.main()
