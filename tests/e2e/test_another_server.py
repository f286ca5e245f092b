"""A server at the configured port that serves another vault than the settings name."""

import pytest

from daily_notes import write_daily_notes
from harness import Home, run_cli
from vaults import write_sample


@pytest.fixture
def mine(tmp_path):
    home = Home(tmp_path / "mine")
    home.write_note("Mine.md", "# Mine\n")
    return home


@pytest.fixture
def theirs(tmp_path, make_server):
    home = Home(tmp_path / "theirs")
    write_sample(home)
    write_daily_notes(home)
    server = make_server(home).start()
    server.wait_indexed()
    return server


def everything(folder):
    """Notes and their text; the data of a running server changes by itself."""
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


WRITES = [
    ("capture", "for", "my", "own", "vault"),
    ("sync",),
    ("sync", "weekly"),
    ("sync", "index"),
    ("weekly",),
    ("vault", "enable"),
    ("vault", "disable"),
    ("vault", "adopt"),
    ("vault", "stop-sending"),
    ("vault", "allow-sending", "--yes"),
    ("backup",),
    ("index",),
    ("tasks", "update", "Order seeds", "--status", "done"),
    ("captures", "file", "Inbox/a.md", "--tasks"),
]
READS = [("search", "compost"), ("status",), ("tasks",), ("captures",), ("vault",), ("briefing",), ("events",), ("costs",)]


@pytest.mark.parametrize("words", WRITES, ids=" ".join)
def test_what_writes_is_refused_and_names_both(theirs, mine, words):
    before, record = everything(theirs.home.vault), theirs.get("/api/v1/vault").json
    done = run_cli(mine, *words, server=theirs)
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert "Nothing was done." in done.stderr
    assert str(theirs.home.vault) in done.stderr and str(mine.vault) in done.stderr
    assert everything(theirs.home.vault) == before
    assert theirs.get("/api/v1/vault").json == record
    assert not list(theirs.home.backups.glob("data-*")) and not mine.backups.exists()
    assert [file.name for file in mine.vault.rglob("*")] == ["Mine.md"]
    assert not (mine.data / ".reindex_needed").exists()


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_what_reads_says_whose_answer_it_is(theirs, mine, words):
    told = run_cli(mine, *words, server=theirs)
    assert told.stderr.count(f"serves the vault {theirs.home.vault}; your settings name {mine.vault}") == 1, told.stderr


def test_a_capture_that_is_refused_is_kept_for_its_own_server(theirs, mine, make_server):
    refused = run_cli(mine, "capture", "for my own vault", server=theirs)
    assert "The text is kept" in refused.stderr
    own = make_server(mine).start()
    assert "1 text could not be captured" in run_cli(mine, "status", server=own).stdout
    assert run_cli(mine, "capture", "--kept", server=own).returncode == 0
    assert "for my own vault" in [file.read_text() for file in (mine.vault / "Inbox").glob("*.md")]


def test_the_settings_file_names_a_vault_as_well(theirs, mine):
    (mine.root / ".env").write_text(f"SECONDBRAIN_VAULT_PATH={mine.vault}\n")
    done = run_cli(mine, "capture", "a", server=theirs, vault_path=None, data_path=None)
    assert done.returncode == 1 and str(mine.vault) in done.stderr, done.stderr


def test_another_data_directory_of_the_same_vault_is_another(theirs, mine):
    mine.vault = theirs.home.vault
    done = run_cli(mine, "vault", "enable", server=theirs)
    assert done.returncode == 1
    assert str(mine.data) in done.stderr and str(theirs.home.data) in done.stderr


def test_without_any_setting_the_server_that_is_there_is_used(theirs, mine):
    found = run_cli(mine, "search", "compost", server=theirs, vault_path=None, data_path=None)
    assert found.returncode == 0 and found.stderr == "" and "Compost" in found.stdout
    done = run_cli(mine, "capture", "a", "thought", server=theirs, vault_path=None, data_path=None)
    assert done.returncode == 0, done.stderr


def test_a_vault_by_another_spelling_is_the_same(theirs, mine):
    link = mine.root / "link with ü and %20"
    link.symlink_to(theirs.home.vault)
    mine.vault, mine.data = f"{link}/", theirs.home.data
    done = run_cli(mine, "capture", "a", "thought", server=theirs)
    assert done.returncode == 0 and done.stderr == "", done.stderr
