"""What `secondbrain restore` refuses and shows: a preview writes nothing, notes go into a folder of their own."""

import os

import pytest

from harness import Home, run_cli
from stores import seed_conversations
from vaults import write_sample


def back_up_twice(home):
    """Here and on a second disk."""
    seed_conversations(home.data, 5, version=1)
    home.write_note("note.md", "# A note")
    home.second = home.root / "second-disk"
    home.second.mkdir()
    done = run_cli(home, "backup", backup_copy_path=home.second)
    assert done.returncode == 0, done.stderr
    copied = run_cli(home, "elsewhere", "copy", backup_copy_path=home.second)
    assert copied.returncode == 0, copied.stderr
    return home


@pytest.fixture
def backed_up(home):
    return back_up_twice(home)


@pytest.fixture(scope="module")
def standing_backups(tmp_path_factory):
    """For tests that change nothing."""
    home = Home(tmp_path_factory.mktemp("home"))
    write_sample(home)
    return back_up_twice(home)


def everything(home):
    found = {}
    for top in (home.backups, home.second, home.vault, home.data):
        for path in [top, *top.rglob("*")]:
            if not path.name.startswith("api.log") and path.exists():
                found[path] = path.stat().st_mtime_ns if path.is_file() else None
    return found


def test_a_preview_of_a_copy_elsewhere_writes_nothing(backed_up):
    home = backed_up
    for snapshot in home.backups.glob("data-*"):
        snapshot.rename(home.root / "lost")
    before = everything(home)
    shown = run_cli(home, "restore", "--from", "directory", "--preview", backup_copy_path=home.second)
    assert shown.returncode == 0, shown.stderr
    assert "Nothing has been changed" in shown.stdout
    assert everything(home) == before


def test_a_preview_of_a_repository_says_what_to_do_first(standing_backups):
    refused = run_cli(standing_backups, "restore", "--from", "restic", "--preview")
    assert refused.returncode == 1 and "elsewhere fetch --from restic" in refused.stderr


def test_a_preview_of_notes_says_what_would_be_written(standing_backups):
    home = standing_backups
    target = home.root / "then"
    shown = run_cli(home, "restore", "--latest", "--preview", "--vault-to", str(target))
    assert shown.returncode == 0, shown.stderr
    count = sum(1 for each in home.vault.rglob("*") if each.is_file())
    assert f"Would write {count} files" in shown.stdout and str(target) in shown.stdout
    assert not target.exists()


@pytest.mark.parametrize("inside", ["vault", "vault/new", "data", "data/new", "backups", "backups/new", "second-disk/new"])
@pytest.mark.parametrize("more", [[], ["--preview"]])
def test_notes_are_not_written_into_what_is_ours(standing_backups, inside, more):
    home = standing_backups
    before = everything(home)
    refused = run_cli(home, "restore", "--latest", "--vault-to", str(home.root / inside), *more,
                      backup_copy_path=home.second)
    assert refused.returncode == 1
    assert "name a folder of its own for the notes" in refused.stderr
    assert everything(home) == before


def test_a_pipe_in_place_of_a_file_of_a_backup_is_told(backed_up):
    home = backed_up
    snapshot = next(home.backups.glob("data-*"))
    (snapshot / "manifest.json").unlink()
    os.mkfifo(snapshot / "manifest.json")
    shown = run_cli(home, "backups", "--verify")
    assert "is a pipe and no file" in shown.stdout + shown.stderr
    refused = run_cli(home, "restore", "--latest", "--yes")
    assert refused.returncode == 1 and "no sound backup" in refused.stderr
