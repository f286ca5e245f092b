"""The installer against a pretended apt: what it asks for, what it leaves out, and when it stays silent."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "tools" / "setup" / "install.sh"

# Each pretended program answers from two files: the packages that are installed, and those that could be.
PROGRAMS = {
    "dpkg-query": 'grep -qx "${@: -1}" "$FAKE/installed" && echo installed',
    "apt-cache": 'grep -qx "$2" "$FAKE/available" && echo "  Candidate: 1.0" || echo "  Candidate: (none)"',
    "apt-get": 'echo "$*" >> "$FAKE/calls"; for name in "$@"; do echo "$name"; done >> "$FAKE/installed"',
    "id": "echo 0",
    "systemctl": 'echo "systemctl $*" >> "$FAKE/calls"',
}


class InstallTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        (self.root / "packages").mkdir()
        (self.root / "bin").mkdir()
        shutil.copy(SCRIPT, self.root / "install.sh")
        for name, body in PROGRAMS.items():
            program = self.root / "bin" / name
            program.write_text(f"#!/usr/bin/env bash\n{body}\n", encoding="utf-8")
            program.chmod(0o755)

    def install(self, listed, installed=(), available=(), group="build"):
        (self.root / "packages" / "apt-build.txt").write_text(listed, encoding="utf-8")
        self.write("installed", installed)
        self.write("available", available)
        self.write("calls", ())
        return self.run_again(group)

    def run_again(self, group="build"):
        environment = {**os.environ, "FAKE": str(self.root), "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}"}
        return subprocess.run(
            [self.root / "install.sh", group], env=environment, capture_output=True, text=True, check=False
        )

    def write(self, name, lines):
        (self.root / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def installs(self):
        """The packages asked of apt, in order."""
        calls = [c.split() for c in (self.root / "calls").read_text(encoding="utf-8").splitlines()]
        return [word for call in calls if call[0] == "install" for word in call[1:] if not word.startswith("-")]

    def test_installs_only_what_is_missing(self):
        done = self.install("# why\nninja\ncmake\n", installed=["cmake"], available=["ninja", "cmake"])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.installs(), ["ninja"])

    def test_a_second_run_asks_for_nothing(self):
        self.install("ninja\n", available=["ninja"])
        self.write("calls", ())
        done = self.run_again()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.root / "calls").read_text(encoding="utf-8"), "")
        self.assertIn("is installed", done.stdout)

    def test_takes_the_alternative_that_the_system_carries(self):
        self.install("json-dev | json1.81-dev\n", available=["json1.81-dev"])
        self.assertEqual(self.installs(), ["json1.81-dev"])

    def test_an_installed_alternative_is_enough(self):
        self.install("json-dev | json1.81-dev\n", installed=["json1.81-dev"], available=["json-dev"])
        self.assertEqual(self.installs(), [])

    def test_leaves_an_optional_package_out_and_says_so(self):
        done = self.install("?chromium\nninja\n", available=["ninja"])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.installs(), ["ninja"])
        self.assertIn("chromium; the tests that need it will be skipped", done.stdout)

    def test_stops_when_a_needed_package_cannot_be_had(self):
        done = self.install("ninja\n")
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.installs(), [])
        self.assertIn("no package 'ninja'", done.stderr)

    def test_an_unknown_group_is_named(self):
        done = self.install("ninja\n", group="everything")
        self.assertEqual(done.returncode, 1)
        self.assertIn("unknown group 'everything'", done.stderr)


class PipTest(unittest.TestCase):
    """What comes from Python's index, into the tree."""

    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.setup = self.root / "tools" / "setup"
        (self.setup / "packages").mkdir(parents=True)
        (self.root / "bin").mkdir()
        shutil.copy(SCRIPT, self.setup / "install.sh")
        (self.setup / "packages" / "apt-test.txt").write_text("", encoding="utf-8")
        python = self.root / "bin" / "python3"
        python.write_text('#!/usr/bin/env bash\n[ "${@: -1}" = gone==1.0 ] && exit 1\necho "$*" >> "$CALLS"\n'
                          'for word in "$@"; do [ "$previous" = --target ] && mkdir -p "$word"; previous=$word; done\n',
                          encoding="utf-8")
        python.chmod(0o755)
        (self.root / "bin" / "apt-get").symlink_to("/bin/true")

    def install(self, listed):
        (self.setup / "packages" / "pip-test.txt").write_text(listed, encoding="utf-8")
        environment = {**os.environ, "CALLS": str(self.root / "calls"), "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}"}
        return subprocess.run([self.setup / "install.sh", "test"], env=environment, capture_output=True, text=True, check=False)

    def installs(self):
        calls = self.root / "calls"
        return [line.split()[-1] for line in calls.read_text(encoding="utf-8").splitlines()] if calls.exists() else []

    def test_is_installed_once(self):
        for _ in range(2):
            done = self.install("# why\n?server==1.0  # what it is\n")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.installs(), ["server==1.0"])
        self.install("?server==1.1\n")
        self.assertEqual(self.installs(), ["server==1.0", "server==1.1"])

    def test_is_left_out_with_a_notice_where_it_cannot_be_had(self):
        done = self.install("?gone==1.0\n?server==1.0\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("cannot be had: gone==1.0", done.stdout)
        self.assertEqual(self.installs(), ["server==1.0"])
        self.assertNotEqual(self.install("gone==1.0\n").returncode, 0)


if __name__ == "__main__":
    unittest.main()
