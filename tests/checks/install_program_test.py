"""`make install`: where the program goes, and what is said about the PATH. The program is a pretended one."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "setup" / "install_program.sh"


class InstallProgramTest(unittest.TestCase):
    def setUp(self):
        self.home = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.home)
        self.built = self.home / "build" / "secondbrain"
        self.built.parent.mkdir()
        self.build("one")

    def build(self, version):
        self.built.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
        self.built.chmod(0o700)

    def install(self, prefix, path="/usr/bin:/bin"):
        done = subprocess.run(
            [SCRIPT, self.built, prefix], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=True
        )
        return done.stdout

    def test_the_program_is_in_its_place_and_can_be_run(self):
        prefix = self.home / ".local"
        said = self.install(prefix)
        program = prefix / "bin" / "secondbrain"
        self.assertIn(f"Installed {program}", said)
        self.assertEqual(subprocess.run([program], capture_output=True, text=True, check=True).stdout, "one\n")
        self.assertEqual(program.stat().st_mode & 0o777, 0o755)
        self.assertEqual([file.name for file in (prefix / "bin").iterdir()], ["secondbrain"])

    def test_a_folder_that_is_not_in_the_path_is_said_with_the_remedy(self):
        said = self.install(self.home / ".local")
        self.assertIn(f'export PATH="{self.home}/.local/bin:$PATH"', said)

    def test_nothing_more_is_said_when_the_shell_finds_it(self):
        prefix = self.home / "with a blank"
        self.assertEqual(len(self.install(prefix, f"{prefix}/bin:/usr/bin:/bin").splitlines()), 1)

    def test_another_one_that_comes_first_is_named(self):
        self.install(self.home / "old")
        said = self.install(self.home / "new", f"{self.home}/old/bin:{self.home}/new/bin:/usr/bin:/bin")
        self.assertIn(f"{self.home}/old/bin/secondbrain", said)

    def test_a_newer_one_replaces_it_while_the_old_one_runs(self):
        prefix = self.home / ".local"
        self.install(prefix)
        with open(prefix / "bin" / "secondbrain", "rb") as running:
            self.build("two")
            self.install(prefix)
            self.assertIn(b"one", running.read())
        self.assertIn("two", (prefix / "bin" / "secondbrain").read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
