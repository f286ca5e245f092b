"""What `make run` asks of the program: which vault, whose data directory, which port, and a model beside it. The program is
a pretended one."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "setup" / "serve.sh"
SAMPLE = ROOT / "examples" / "vault"

# Serving says what it was asked for; fetching a model takes until then, so that a start that waits for it never ends.
PROGRAM = """#!/bin/sh
if [ "$1" = model ]; then
  until [ -f "$HOME/serves" ]; do sleep 0.05; done
  echo "$@" >"$HOME/fetched"
  exit
fi
printf '%s' "$SECONDBRAIN_VAULT_UPKEEP" >"$HOME/upkeep"
printf '%s\\n' "$@"
touch "$HOME/serves"
"""


def is_running(process):
    """A process that has ended and that nobody has asked about yet does not run."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # it has just ended, or this system tells nothing there
        return Path("/proc/self").exists() is False


class ServeTest(unittest.TestCase):
    def setUp(self):
        self.home = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.home)
        self.program = self.home / "program"
        self.program.write_text(PROGRAM, encoding="utf-8")
        self.program.chmod(0o755)

    def arguments(self, *given, **environment):
        """The arguments that the program was started with, as {option: value}."""
        kept = {key: value for key, value in os.environ.items() if key not in ("XDG_DATA_HOME", "SECONDBRAIN_VAULT_UPKEEP")}
        done = subprocess.run(
            [SCRIPT, self.program, *given],
            env={**kept, "HOME": str(self.home), "MODEL": "none", **environment},
            cwd=self.home,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        words = done.stdout.splitlines()
        words = words[words.index("serve") + 1 :]
        return dict(zip(words[::2], words[1::2]))

    def test_the_sample_is_a_copy_with_a_profile_of_its_own(self):
        begun = date.today()
        asked = self.arguments("", "")
        vault = Path(asked["--vault"])
        self.assertTrue(vault.is_relative_to(self.home), vault)
        self.assertFalse(vault.is_relative_to(asked["--data"]), "notes do not lie in the data directory")
        self.assertEqual((vault / "10_Notes" / "Coffee.md").read_bytes(), (SAMPLE / "10_Notes" / "Coffee.md").read_bytes())
        today = {begun, date.today()}  # midnight may come in between
        self.assertTrue(any((vault / "00_Daily" / f"{day}.md").exists() for day in today))
        self.assertTrue(asked["--data"].startswith(str(self.home)), asked["--data"])
        self.assertIn("sample", asked["--data"])
        self.assertNotIn("--port", asked)

    def test_what_was_changed_in_the_copy_is_served_again(self):
        note = Path(self.arguments("", "")["--vault"]) / "10_Notes" / "Coffee.md"
        note.write_text("mine", encoding="utf-8")
        self.arguments("", "")
        self.assertEqual(note.read_text(encoding="utf-8"), "mine")

    @unittest.skipIf(os.uname().sysname == "Darwin", "macOS has no XDG directories")
    def test_the_sample_follows_the_user_s_data_directory(self):
        asked = self.arguments("", "", XDG_DATA_HOME=str(self.home / "elsewhere"))
        self.assertEqual(asked["--data"], str(self.home / "elsewhere" / "secondbrain-sample"))
        self.assertEqual(asked["--vault"], str(self.home / "elsewhere" / "secondbrain-sample-notes"))

    def test_a_vault_of_one_s_own_keeps_the_configured_data_directory(self):
        self.assertEqual(self.arguments("/notes of mine", ""), {"--vault": "/notes of mine"})

    def test_only_the_copy_of_the_sample_may_be_written_into(self):
        self.arguments("", "")
        self.assertEqual((self.home / "upkeep").read_text(encoding="utf-8"), "on")
        self.arguments("", "", SECONDBRAIN_VAULT_UPKEEP="off")
        self.assertEqual((self.home / "upkeep").read_text(encoding="utf-8"), "off")
        self.arguments("/notes of mine", "")
        self.assertEqual((self.home / "upkeep").read_text(encoding="utf-8"), "")

    def test_a_tilde_that_the_shell_left_alone_is_the_home(self):
        self.assertEqual(self.arguments("~/notes", "")["--vault"], f"{self.home}/notes")

    def test_a_model_is_fetched_beside_the_start(self):
        self.assertEqual(self.arguments("/notes", "", MODEL=""), {"--vault": "/notes"})
        self.assertEqual((self.home / "fetched").read_text(encoding="utf-8"), "model install --if-none\n")

    def test_a_model_of_one_s_choice_is_fetched(self):
        self.arguments("/notes", "", MODEL="all-minilm-l6-v2")
        self.assertEqual((self.home / "fetched").read_text(encoding="utf-8"), "model install all-minilm-l6-v2 --if-none\n")

    def test_nothing_is_fetched_for_someone_who_wants_none(self):
        self.arguments("/notes", "")
        self.assertFalse((self.home / "fetched").exists())

    def test_ctrl_c_ends_the_fetching_too(self):
        self.program.write_text('#!/bin/sh\n[ "$1" = model ] || exec sleep 600\necho $$ >"$HOME/draft"\nmv "$HOME/draft" "$HOME/pid"\nexec sleep 600\n', encoding="utf-8")
        served = subprocess.Popen([SCRIPT, self.program, "/notes"], cwd=self.home, start_new_session=True,
                                  env={**os.environ, "HOME": str(self.home), "MODEL": ""})
        pid = self.home / "pid"
        deadline = time.monotonic() + 60
        while not pid.exists():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)
        os.killpg(served.pid, signal.SIGINT)
        served.wait(60)
        fetching = int(pid.read_text(encoding="utf-8"))
        while is_running(fetching):
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.02)

    def test_the_port_is_passed_on(self):
        self.assertEqual(self.arguments("/notes", "8123")["--port"], "8123")


if __name__ == "__main__":
    unittest.main()
