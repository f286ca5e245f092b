"""What README.md and the guides print works as printed, in a new account, in the order of reading, and finds something.

The commands come from the documents themselves (tools/checks/document_commands.py). Three things are not as in an account
of one's own: `make run` and `make install` take the program that is tested instead of building one, another port than
8000 is used, and the model is one of this machine instead of 34 MB from the network, which `make run` does not fetch.
"""

import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

import tiny_model
from harness import PROGRAM, found_below
from ports import own_port

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "checks"))
from document_commands import STAND_INS, Failed, Newcomer, commands, lines_of  # noqa: E402

MAKE = f"""
case "$1" in
  run)
    for word in "$@"; do case "$word" in VAULT=*) VAULT=${{word#VAULT=}} ;; PORT=*) PORT=${{word#PORT=}} ;; esac; done
    exec {ROOT}/tools/setup/serve.sh {PROGRAM} "${{VAULT:-}}" "${{PORT:-}}" ;;
  install) exec {ROOT}/tools/setup/install_program.sh {PROGRAM} "$HOME/.local" ;;
  build) echo "built already" ;;
  *) exec {shutil.which("make")} -s binary={PROGRAM} "$@" ;;
esac
"""


def status_of_checkout():
    return subprocess.run(["git", "status", "--porcelain", "--", "examples/vault"], cwd=ROOT, capture_output=True,
                          text=True, check=False).stdout


@pytest.fixture
def account(tmp_path):
    """A person with a home, notes of their own in it, and nothing else."""
    home = tmp_path / "home"
    home.mkdir()
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, body in {**STAND_INS, "make": MAKE}.items():
        (tools / name).write_text(f"#!/bin/bash\n{body}", encoding="utf-8")
        (tools / name).chmod(0o755)
    shutil.copytree(ROOT / "examples" / "vault", home / "notes")
    renew(home / "notes", date.today())
    port = own_port()
    environment = {"HOME": str(home), "PATH": f"{home}/.local/bin:{tools}:/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8",
                   "SECONDBRAIN_PORT": str(port), "PYTHONDONTWRITEBYTECODE": "1", "MODEL": "none"}
    model = tiny_model.write(tmp_path / "model")
    said = []
    person = Newcomer(lambda line: ["bash", "-c", f"cd '{ROOT}' && {line}"], port=port, environment=environment, say=said.append,
                      instead={"secondbrain model install": f"secondbrain model install '{model}' --name tiny"})
    person.home = home
    yield person
    person.leave()
    print("\n".join(said))


def renew(copy, today):
    """The sample, as `make run` makes its copy on that day."""
    shutil.rmtree(copy, ignore_errors=True)
    subprocess.run([sys.executable, ROOT / "tools/setup/sample_notes.py", ROOT / "examples/vault", copy, "--today", str(today)],
                   check=True)


def test_every_command_of_the_documents_works_as_printed(account):
    before = status_of_checkout()
    account.run_all()
    assert status_of_checkout() == before
    assert not found_below(account.home, ".sync_failed"), "a sync that nobody ran has failed"
    assert ((account.home / ".config/secondbrain/.env").stat().st_mode & 0o777) == 0o600


def test_a_month_later_the_sample_is_alive_and_what_was_changed_is_kept(account):
    copy = account.home / ".local/share/secondbrain-sample-notes"
    renew(copy, date.today() - timedelta(days=31))
    edited = copy / "00_Daily" / f"{date.today() - timedelta(days=31)}.md"
    edited.write_text("my own words\n")
    account.type("make install")
    account.type("make run")
    assert edited.read_text() == "my own words\n"
    assert (copy / "00_Daily" / f"{date.today()}.md").exists()
    briefing = account.type("secondbrain briefing")
    assert "Events" in briefing and "Today" in briefing
    assert "Water the plants" in account.type("secondbrain tasks upcoming --days 14") + account.type("secondbrain tasks")
    assert account.type("secondbrain events")
    assert account.type("secondbrain search frost")


def test_a_line_that_fails_and_one_that_finds_nothing_are_noticed(account):
    account.type("make install")
    with pytest.raises(Failed, match="ended with 1"):
        account.type("secondbrain search garden")  # nothing serves
    account.type("make run")
    account.type("secondbrain search garden")
    with pytest.raises(Failed, match="finds nothing"):
        account.type("secondbrain search xylophone")
    with pytest.raises(Failed, match="ended with 2"):
        account.type("secondbrain dance")
    with pytest.raises(Failed, match="ended with 127"):
        account.type("secondbrian search garden")


def test_the_commands_are_those_of_the_documents():
    assert list(lines_of("text\n```sh\none  # why\n\n# no\ntwo \\\n  more\n```\n```yaml\nno: 1\n```\n")) == [
        "one  # why", "two    more"]
    lines = [line for _, line in commands()]
    assert any(line.startswith("make run") for line in lines)
    assert sum(line.startswith("secondbrain ") for line in lines) > 20
    assert os.access(PROGRAM, os.X_OK)
