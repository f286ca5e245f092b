"""The data directory knows its vault: an empty folder in its place, another vault, a folder that is not there and none at
all are told from it, nothing is written or answered wrongly, and every message names the way out."""

import os
import shutil
import subprocess

import pytest

from harness import run_cli, wait_until

CAPTURE = "/api/v1/capture"
QUESTION = {"query": "Where is the wombat?"}


@pytest.fixture
def known(make_server, home):
    """A server that has indexed its vault and remembers it."""
    for number in range(12):
        home.write_note(f"notes/{number}.md", f"# Note {number}\n\nThe wombat number{number} sleeps.\n")
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    server.wait_vault_remembered()
    return server


def restart(server, vault, ready=True):
    assert server.stop() == 0
    server.home.vault = vault
    return server.start(ready=ready)


def vault_of(server):
    return server.get("/api/v1/vault").json


def everything_below(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def make_other(home):
    other = home.root / "other"
    other.mkdir()
    (other / "mine.md").write_text("# Mine\n\nA quokka.\n")
    return other


def test_an_empty_folder_in_its_place_is_not_written_to(known, home):
    home.vault.rename(home.root / "elsewhere")
    home.vault.mkdir()
    answer = known.request("POST", CAPTURE, body={"text": "a thought"})
    assert answer.status == 503, answer.body
    assert "notes that were in it are gone" in answer.json["detail"]
    for step in ("inbox", "tasks", "projects", "weekly"):
        known.post("/api/v1/sync", step=step)
    assert everything_below(home.vault) == []
    told = run_cli(home, "capture", "another", "thought", server=known)
    assert told.returncode != 0 and "The text is kept in " in told.stderr, told.stderr
    kept = list((home.data / "not_captured").glob("*.md"))
    assert [file.read_text() for file in kept] == ["another thought"] and str(kept[0]) in told.stderr
    wait_until(lambda: any("are gone" in check["message"] for check in known.health()["checks"]), "health says so")

    home.vault.rmdir()
    (home.root / "elsewhere").rename(home.vault)
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 200


@pytest.mark.parametrize("away", ["emptied", "another", "missing"])
@pytest.mark.parametrize("served", [True, False])
def test_what_is_not_the_vault_is_neither_enabled_nor_listed(known, home, away, served):
    home.vault.rename(home.root / "elsewhere")
    if away != "missing":
        home.vault.mkdir()
    if away == "another":
        (home.vault / "00_Daily").mkdir()
        home.write_note("00_Daily/2026-11-27.md", "# D\n\n## Tasks\n\n### Work\n\n- [ ] theirs\n")
    message = vault_of(known)["message"]
    assert message
    if served:
        month = {"start": "2026-11-01", "end": "2026-11-30"}
        for path, asked in (("tasks", {}), ("tasks/upcoming", {}), ("tasks/categories", {}), ("briefing", {}),
                            ("captures", {}), ("vault/upkeep/preview", {}), ("events", month)):
            answer = known.get("/api/v1/" + path, **asked)
            assert answer.status == 503 and message in answer.json["detail"], (path, answer.body)
            assert answer.json["detail"].count("Vault path") <= 1 and "configured or missing" not in answer.json["detail"]
        answer = known.request("POST", "/api/v1/vault/upkeep", body={"allowed": True})
        assert answer.status == 503 and message in answer.json["detail"], answer.body
        for words in (["tasks"], ["briefing"], ["events"], ["captures"]):
            told = run_cli(home, *words, server=known)
            assert told.returncode == 1 and message in told.stderr, (words, told)
    else:
        assert known.stop() == 0
    for words in (["vault", "enable"], ["vault", "preview"]):
        told = run_cli(home, *words, server=known)
        assert told.returncode == 1 and message in told.stderr, (words, told)
    assert run_cli(home, "vault", "disable", server=known).returncode == 0, "a no is always taken"


def test_an_empty_folder_at_the_first_start_is_asked_about(make_server, home):
    shutil.rmtree(home.vault)
    home.vault.mkdir()
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    wait_until(lambda: server.health()["status"] == "warning" and "is empty" in server.health()["summary"], "health asks")
    home.write_note("first.md", "A first note.\n")
    wait_until(lambda: server.health()["status"] == "ok", "the first note settles it")


def test_a_vault_without_notes_is_missed_too(make_server, home):
    shutil.rmtree(home.vault)
    home.vault.mkdir()
    (home.vault / "picture.png").write_bytes(b"x")
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    server.wait_vault_remembered()
    home.vault.rename(home.root / "elsewhere")
    home.vault.mkdir()
    assert vault_of(server)["state"] == "emptied"
    assert server.request("POST", CAPTURE, body={"text": "a thought"}).status == 503
    assert everything_below(home.vault) == []


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="needs root and setpriv (util-linux)")
def test_a_vault_that_may_not_be_read_is_not_called_empty(make_server, home, monkeypatch):
    """Root reads everything, so the server runs without the right to override permissions."""
    for number in range(12):
        home.write_note(f"notes/{number}.md", f"# Note {number}\n\nThe wombat number{number} sleeps.\n")
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    started = subprocess.Popen
    with monkeypatch.context() as patched:
        patched.setattr(subprocess, "Popen", lambda command, **rest: started([*drop, *command], **rest))
        server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    server.wait_vault_remembered()
    home.vault.chmod(0o000)
    try:
        assert vault_of(server)["state"] == "unreadable"
        answer = server.request("POST", CAPTURE, body={"text": "a thought"})
        assert answer.status == 503 and "cannot be read; check its permissions" in answer.json["detail"], answer.body
        told = run_cli(home, "vault", "adopt", server=server)
        assert told.returncode == 1 and "cannot be read" in told.stderr, told
        assert server.search("number3") == ["notes/3.md"], "the index is kept"
    finally:
        home.vault.chmod(0o755)
    assert vault_of(server)["state"] == "itself"
    assert server.request("POST", CAPTURE, body={"text": "a thought"}).status == 200


def test_it_is_known_over_a_restart(known, home):
    home.vault.rename(home.root / "elsewhere")
    home.vault.mkdir()
    restart(known, home.vault)
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 503
    assert everything_below(home.vault) == []


def test_a_moved_vault_is_recognised_without_a_question(known, home):
    moved = home.vault.rename(home.root / "moved")
    restart(known, moved)
    known.wait_indexed()
    assert vault_of(known)["state"] == "itself" and vault_of(known)["belongs_to"] == str(moved)
    assert known.search("number3") == ["notes/3.md"]
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 200


def test_a_copy_on_another_disk_is_recognised(known, home):
    copy = shutil.copytree(home.vault, home.root / "copy")
    restart(known, copy)
    assert vault_of(known)["state"] == "itself"
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 200


def test_another_vault_is_asked_about_and_can_be_taken(known, home):
    other = make_other(home)
    first = home.vault
    restart(known, other)
    said = vault_of(known)
    assert said["state"] == "another" and said["belongs_to"] == str(first)
    assert f"This data belongs to the vault {first}: index {other} instead?" in said["message"]
    assert "secondbrain vault adopt" in said["message"]
    wait_until(lambda: said["message"] in known.health()["summary"], "the verdict asks")
    assert said["message"] in run_cli(home, "vault", server=known).stdout

    for answer in (known.get("/api/v1/search", q="wombat"), known.request("POST", "/api/v1/ask", body=QUESTION),
                   known.request("POST", "/api/v1/ask/stream", body=QUESTION)):
        assert answer.status == 503 and "This data belongs to" in answer.json["detail"], answer.body
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 503
    known.post("/api/v1/index", full="true")
    assert everything_below(other) == ["mine.md"]
    restart(known, first)
    assert known.search("number3") == ["notes/3.md"], "asking has cost nothing"

    restart(known, other)
    adopted = run_cli(home, "vault", "adopt", server=known)
    assert adopted.returncode == 0, adopted.stderr
    wait_until(lambda: known.search("quokka") == ["mine.md"], "the other vault is indexed")
    assert known.search("wombat") == []
    assert vault_of(known)["state"] == "itself" and vault_of(known)["message"] == ""
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 200


def test_a_mistyped_folder_is_named(known, home):
    first = home.vault
    restart(known, home.root / "vaullt")
    said = vault_of(known)
    assert said["state"] == "mistaken"
    assert f"There is no folder {home.root / 'vaullt'}" in said["message"] and str(first) in said["message"]
    assert known.get("/api/v1/search", q="wombat").status == 503
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 503
    assert not (home.root / "vaullt").exists()


def test_without_a_vault_nothing_is_found_because_there_is_none(make_server, home):
    home.vault = None
    server = make_server().start()
    assert vault_of(server)["state"] == "not_configured"
    for answer in (server.get("/api/v1/search", q="wombat"), server.request("POST", "/api/v1/ask", body=QUESTION)):
        assert answer.status == 503 and "choose the folder of your notes" in answer.json["detail"], answer.body
    assert "SECONDBRAIN_" not in server.health()["summary"]


def test_the_index_may_forget_notes_that_were_deleted_on_purpose(known, home):
    for entry in home.vault.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 503
    assert run_cli(home, "vault", "adopt", server=known).returncode == 0
    home.write_note("new.md", "A new beginning: numbat.\n")
    wait_until(lambda: known.search("numbat") == ["new.md"], "the new beginning is indexed")
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 200


def test_notes_that_were_replaced_on_purpose_are_followed_after_a_word(known, home):
    shutil.rmtree(home.vault / "notes")
    home.write_note("new.md", "A new beginning: numbat.\n")
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 200, "it is the same folder"
    assert run_cli(home, "vault", "adopt", server=known).returncode == 0
    wait_until(lambda: known.search("wombat") == [] and known.search("numbat") == ["new.md"], "the index follows")


def test_the_owner_of_one_note_who_deletes_it_is_not_locked_out(make_server, home):
    for name in home.vault.iterdir():
        shutil.rmtree(name) if name.is_dir() else name.unlink()
    home.write_note("only.md", "The only one: bilby.\n")
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    server.wait_vault_remembered()
    (home.vault / "only.md").unlink()
    assert vault_of(server)["state"] == "itself"
    assert server.request("POST", CAPTURE, body={"text": "a thought"}).status == 200
    wait_until(lambda: server.search("bilby") == [], "the index follows")


@pytest.mark.parametrize("away", ["emptied", "another"])
def test_data_from_before_vaults_were_remembered_refuse_too(known, home, away):
    assert known.stop() == 0
    (home.data / "vault_identity.json").unlink()
    home.vault.rename(home.root / "elsewhere")
    home.vault.mkdir()
    if away == "another":
        home.write_note("mine.md", "A quokka.\n")
    before = everything_below(home.vault)
    known.start()
    assert vault_of(known)["state"] == away
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 503
    known.post("/api/v1/sync", step="inbox")
    assert everything_below(home.vault) == before

    assert known.stop() == 0
    shutil.rmtree(home.vault)
    (home.root / "elsewhere").rename(home.vault)
    known.start()
    assert vault_of(known)["state"] == "itself"
    assert known.request("POST", CAPTURE, body={"text": "a thought"}).status == 200
