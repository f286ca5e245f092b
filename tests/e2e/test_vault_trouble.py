"""The vault disappears, is emptied, becomes unreadable, or loses many notes at once: nothing is deleted from the index,
health says so, and it recovers by itself."""

import os
import shutil
import subprocess

import pytest

from harness import wait_until
from vaults import write_many


@pytest.fixture
def many(make_server, home):
    """A server over 50 notes that looks at the vault often."""
    home.tokens = write_many(home, 50)
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    assert everything_is_found(server)
    return server


def everything_is_found(server):
    tokens = server.home.tokens
    return all(server.search(token) == [path] for path, token in list(tokens.items())[::7])


def expect_frozen(server, *words):
    """Health turns bad and says why, and the index still holds every note, also after being asked to index."""

    def complains():
        health = server.health()
        said = str([check for check in health["checks"] if check["status"] != "ok"]) + health["summary"]
        return health["status"] != "ok" and any(word in said for word in words)

    wait_until(complains, lambda: f"health says what is wrong with the vault: {server.health()}")
    server.post("/api/v1/index")
    wait_until(complains, lambda: f"health still says it: {server.health()}")
    assert everything_is_found(server)
    assert server.get("/api/v1/index/stats").json["lexical_count"] >= 50


def expect_recovered(server):
    wait_until(lambda: all(check["status"] == "ok" for check in server.health()["checks"] if check["name"] in
                           ("vault", "index")), lambda: f"health is well again: {server.health()['checks']}")
    assert everything_is_found(server)
    server.home.write_note("after.md", "After the trouble: wombat.\n")
    wait_until(lambda: server.search("wombat") == ["after.md"], "new notes are indexed again")


def test_it_disappears(many, home):
    home.vault.rename(home.root / "elsewhere")
    expect_frozen(many, "missing", "not there", "does not exist", "vault")
    (home.root / "elsewhere").rename(home.vault)
    expect_recovered(many)


def test_it_is_emptied(many, home):
    home.vault.rename(home.root / "elsewhere")
    home.vault.mkdir()
    expect_frozen(many, "empty", "gone", "vanished")
    home.vault.rmdir()
    (home.root / "elsewhere").rename(home.vault)
    expect_recovered(many)


def test_it_becomes_a_dangling_link(many, home):
    home.vault.rename(home.root / "elsewhere")
    home.vault.symlink_to(home.root / "unplugged-disk")
    expect_frozen(many, "vault")
    home.vault.unlink()
    (home.root / "elsewhere").rename(home.vault)
    expect_recovered(many)


def test_it_becomes_a_file(many, home):
    home.vault.rename(home.root / "elsewhere")
    home.vault.write_text("not a directory")
    expect_frozen(many, "vault")
    home.vault.unlink()
    (home.root / "elsewhere").rename(home.vault)
    expect_recovered(many)


def test_a_folder_in_it_becomes_a_dangling_link(many, home):
    """The notes below it are not deleted notes."""
    (home.vault / "bulk").rename(home.root / "bulk")
    (home.vault / "bulk").symlink_to(home.root / "unplugged-disk")
    expect_frozen(many, "gone", "vanished", "unreadable", "missing")
    (home.vault / "bulk").unlink()
    (home.root / "bulk").rename(home.vault / "bulk")
    expect_recovered(many)


def test_it_loses_more_than_its_share_at_once(many, home):
    bulk, whole, rest = home.vault / "bulk", home.root / "whole", home.root / "rest"
    shutil.copytree(bulk, rest)
    for note in sorted(rest.rglob("*.md"))[:25]:
        note.unlink()
    # Exchanged as a whole: of notes that go one after the other, the first few would be simply deleted.
    bulk.rename(whole)
    rest.rename(bulk)
    expect_frozen(many, "gone", "vanished", "missing", "deleted")
    bulk.rename(rest)
    whole.rename(bulk)
    expect_recovered(many)


def test_a_few_deleted_notes_are_simply_deleted(many, home):
    gone = sorted((home.vault / "bulk").rglob("*.md"))[:3]
    tokens = [home.tokens.pop(str(note.relative_to(home.vault))) for note in gone]
    for note in gone:
        note.unlink()
    many.index()
    assert [many.search(token) for token in tokens] == [[], [], []]
    assert everything_is_found(many)


def test_an_unreadable_note_is_not_a_deleted_note(many, home):
    note = sorted((home.vault / "bulk").rglob("*.md"))[0]
    token = home.tokens[str(note.relative_to(home.vault))]
    text = note.read_text()
    note.unlink()
    note.symlink_to(home.vault / "nothing-here")
    many.index()
    note.unlink()
    note.write_text(text)
    many.index()
    assert many.search(token) == [str(note.relative_to(home.vault))]


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root and setpriv (util-linux)")
def test_it_becomes_unreadable(make_server, home, monkeypatch):
    """Root reads everything, so the server runs without the right to override permissions."""
    home.tokens = write_many(home, 50)
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    started = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **rest: started([*drop, *command], **rest))
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    home.vault.chmod(0o000)
    try:
        expect_frozen(server, "unreadable", "cannot be read", "permission", "Permission")
    finally:
        home.vault.chmod(0o755)
    expect_recovered(server)


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root and setpriv (util-linux)")
@pytest.mark.parametrize("closed", ["bulk/closed", "bulk/closed/one.md"])
def test_what_cannot_be_read_is_said_until_it_can(make_server, home, monkeypatch, closed):
    write_many(home, 50)
    home.write_note("bulk/closed/one.md", "A wallaby.\n")
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    started = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **rest: started([*drop, *command], **rest))
    (home.vault / closed).chmod(0o000)

    def coverage(server):
        return server.get("/api/v1/search", q="wallaby").json["coverage"]

    try:
        server = make_server(sweep_interval=1).start()
        server.await_check("index", "warning", closed, "ermission")
        assert "All is well" not in server.health()["summary"]
        assert coverage(server)["complete"] is False
    finally:
        (home.vault / closed).chmod(0o755)
    server.await_check("index", "ok")
    wait_until(lambda: coverage(server)["complete"], "nothing is missing any more")
    assert server.search("wallaby") == ["bulk/closed/one.md"]
