"""What the index says of itself, and that it follows every change: text replaced with the same size and time, names that
are no text, how much can be found so far, a note that ends the service, a lock that nobody holds."""

import json
import os
import shutil
import subprocess
import time

import pytest

from harness import PATIENCE, NoAnswer, run_cli, wait_until
from vaults import write_many


def settled(server):
    server.wait_indexed()
    return server


def finds_nothing_new(server):
    """What changed just before a look is looked at once more."""
    wait_until(lambda: server.index()["notes_processed"] == 0, "a run finds nothing new")


# ---- text replaced with the same size and time ----


def replace_like(home, name, text):
    """Another text of the same size, by a file that takes the name and has the same time."""
    file = home.vault / name
    old = file.stat()
    assert len(text.encode()) == old.st_size
    other = home.root / "restored"
    other.write_text(text)
    os.utime(other, ns=(old.st_atime_ns, old.st_mtime_ns))
    shutil.move(other, file)
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (old.st_size, old.st_mtime_ns)


@pytest.fixture
def old_note(home):
    file = home.write_note("A.md", "The old text says quokka.\n")
    then = time.time() - 3600
    os.utime(file, (then, then))
    return file


@pytest.mark.parametrize("watch", ["auto", "poll", "off"])
def test_a_restored_version_is_found(make_server, home, old_note, watch):
    server = settled(make_server(watch=watch, sweep_interval=2).start())
    server.index()
    assert server.search("quokka") == ["A.md"]
    replace_like(home, "A.md", "The new text says wombat.\n")
    wait_until(lambda: server.search("wombat") == ["A.md"], "the new text is found")
    assert server.search("quokka") == []


def test_asking_for_a_run_finds_what_was_rewritten_in_place(make_server, home, old_note):
    server = settled(make_server(watch="off", sweep_interval=3600).start())
    finds_nothing_new(server)
    old = old_note.stat()
    old_note.write_text("The new text says wombat.\n")
    os.utime(old_note, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert server.index()["notes_processed"] == 1
    assert server.search("wombat") == ["A.md"]


def test_two_notes_that_swap_names_are_followed(make_server, home):
    for name, word in (("A.md", "quokka"), ("B.md", "wombat")):
        file = home.write_note(name, f"This one says {word}.\n")
        os.utime(file, (1_700_000_000, 1_700_000_000))
    server = settled(make_server(watch="off", sweep_interval=3600).start())
    os.rename(home.vault / "A.md", home.vault / "C")
    os.rename(home.vault / "B.md", home.vault / "A.md")
    os.rename(home.vault / "C", home.vault / "B.md")
    server.index()
    assert server.search("quokka") == ["B.md"]
    assert server.search("wombat") == ["A.md"]


def test_a_run_that_finds_nothing_new_writes_nothing(make_server):
    server = settled(make_server(watch="off", sweep_interval=3600).start())
    finds_nothing_new(server)
    before = server.get("/api/v1/index/progress").json
    assert server.index()["notes_processed"] == 0
    assert server.get("/api/v1/index/progress").json["chunks_created"] == 0
    assert before["files_total"] > 0


# ---- names that are no text ----

RAW = b"caf\xe9.md"
SHOWN = "caf\\xE9.md"


@pytest.fixture
def latin_home(home):
    vault = os.fsencode(home.vault)
    with open(os.path.join(vault, RAW), "wb") as note:
        note.write(b"# Roasting\n\nThe roastery sells arabica.\n")
    os.mkdir(os.path.join(vault, b"alt\xf6"))
    with open(os.path.join(vault, b"alt\xf6", b"n.md"), "wb") as note:
        note.write(b"Within an old folder: arabica beans.\n")
    return home


def test_a_name_that_is_no_text_is_readable_everywhere(make_server, latin_home):
    server = settled(make_server().start())
    assert sorted(server.search("arabica")) == ["alt\\xF6/n.md", SHOWN]
    for path, query in (("/api/v1/search", {"q": "arabica", "folder": "alt\\xF6"}), ("/api/v1/index/ledger", {}),
                        ("/health", {}), ("/api/v1/index/progress", {})):
        assert json.loads(server.get(path, **query).body.decode("utf-8")) is not None
    ledger = server.get("/api/v1/index/ledger").json["entries"]
    assert {"alt\\xF6/n.md", SHOWN} <= {entry["path"] for entry in ledger}
    asked = server.request("POST", "/api/v1/ask", body={"query": "Who sells arabica?"})
    assert asked.status == 200 and SHOWN in {one["note_path"] for one in asked.json["citations"]}


def test_the_command_line_works_and_a_capture_is_kept_once(make_server, latin_home):
    server = settled(make_server().start())
    found = run_cli(latin_home, "search", "arabica", "--json", server=server)
    assert found.returncode == 0, found.stderr
    assert SHOWN in {hit["note_path"] for hit in json.loads(found.stdout)["results"]}
    kept = run_cli(latin_home, "capture", "Buy arabica at the roastery", server=server)
    assert kept.returncode == 0, kept.stderr
    assert "Captured to Inbox/" in kept.stdout
    assert run_cli(latin_home, "status", server=server).returncode == 0


def test_such_a_note_is_followed_as_it_changes_and_goes(make_server, latin_home):
    server = settled(make_server().start())
    raw = os.path.join(os.fsencode(latin_home.vault), RAW)
    with open(raw, "ab") as note:
        note.write(b"And robusta.\n")
    wait_until(lambda: server.search("robusta") == [SHOWN], "the change is found")
    os.unlink(raw)
    wait_until(lambda: server.search("robusta") == [], "it is gone")


# ---- how much can be found so far ----


@pytest.fixture
def held_index(home):
    """The index is kept from being written, by a process that is there, until the file is removed."""
    holder = subprocess.Popen(["sleep", "600"])
    home.data.mkdir(parents=True, exist_ok=True)
    lock = home.data / ".reindex_lock"
    lock.write_text(str(holder.pid))
    yield lock
    holder.kill()
    holder.wait()


def test_every_answer_says_how_much_of_the_vault_it_is_from(make_server, home, held_index):
    write_many(home, 2000)
    server = make_server().start()
    seen = []

    def finished():
        answer = server.get("/api/v1/search", q="compost").json
        seen.append(answer["coverage"])
        return answer["coverage"]["complete"]

    assert not finished() and seen[0]["message"]
    held_index.unlink()
    wait_until(finished, "the first index is complete", 2 * PATIENCE)
    counted = [one for one in seen if one["total"] is not None]
    assert [one["searchable"] for one in counted] == sorted(one["searchable"] for one in counted)
    last = seen[-1]
    assert last["state"] == "complete" and last["message"] == "" and last["searchable"] == last["total"] >= 2000
    wait_until(lambda: server.health()["coverage"]["complete"], "health says so, too")


def test_the_verdict_is_not_that_all_is_well_before_all_can_be_found(make_server, home, held_index):
    server = make_server().start()
    wait_until(lambda: server.get("/api/v1/index/progress").json["phase"] == "waiting_for_lock", "it waits")
    health = server.health()
    assert health["summary"] != "All is well."
    assert health["coverage"]["state"] == "waiting" and not health["coverage"]["complete"]
    nothing = run_cli(home, "search", "compost", server=server)
    assert "Another process is writing the index" in nothing.stdout
    kept = server.request("POST", "/api/v1/capture", body={"text": "A thought about compost"}).json
    assert kept["coverage"]["complete"] is False
    asked = server.request("POST", "/api/v1/ask", body={"query": "compost?"}).json
    assert asked["coverage"]["complete"] is False
    held_index.unlink()
    server.wait_indexed()
    assert server.search("compost")


def test_an_empty_vault_says_that_it_is_empty(make_server, home):
    shutil.rmtree(home.vault)
    home.vault.mkdir()
    server = settled(make_server().start())
    coverage = server.get("/api/v1/search", q="compost").json["coverage"]
    assert coverage["state"] == "empty" and coverage["total"] == 0
    assert "no notes yet" in coverage["message"]


# ---- a note that ends the service ----


def live(server):
    """Starts it; true when it lives on until its index run has ended, false when that ended it."""
    server.start(ready=False)

    def over():
        if server.process.poll() is not None:
            return "dead"
        try:
            return server._is_ready() and server.get("/api/v1/index/progress").json["phase"] == "finished"
        except (NoAnswer, AssertionError):
            return server.process.poll() is not None and "dead"

    return wait_until(over, "the run ends, one way or the other", 2 * PATIENCE) != "dead"


@pytest.mark.parametrize("how", ["kill", "abort"])
def test_a_note_that_ends_the_service_is_set_aside_until_it_changes(make_server, home, how):
    write_many(home, 200)
    home.write_note("bad.md", f"chaos: {how}\n")
    server = make_server(chaos=1, watch="off", sweep_interval=3600)
    deaths = 0
    while not live(server):
        deaths += 1
        assert deaths <= 3, "it ends again and again"
    assert deaths > 0, "the note does not do what this test needs"
    entry = next(e for e in server.get("/api/v1/index/ledger", q="bad.md").json["entries"] if e["path"] == "bad.md")
    assert entry["state"] == "skipped" and "ended the service" in entry["reason"]
    assert server.search("compost")
    server.await_check("index", "warning", "left out")
    server.stop()
    assert live(server), "it is left out by the next start, too"
    home.write_note("bad.md", "Harmless now: quokka.\n")
    server.index()
    assert server.search("quokka") == ["bad.md"]
    server.await_check("index", "ok")


def test_a_note_that_cannot_be_prepared_costs_nothing_but_itself(make_server, home):
    home.write_note("bad.md", "chaos: throw\n")
    server = settled(make_server(chaos=1, watch="off").start())
    assert server.search("compost")
    entry = server.get("/api/v1/index/ledger", q="bad.md").json["entries"][0]
    assert entry["state"] == "skipped" and "left out" in entry["reason"]


def test_a_note_that_hangs_the_service_is_set_aside(make_server, home):
    home.write_note("bad.md", "chaos: hang\n")
    server = make_server(chaos=1, watch="off", sweep_interval=3600, hang_deadline=1, hang_limit=3)
    deaths = 0
    while not live(server):
        deaths += 1
        assert deaths <= 8, "it ends again and again"  # some of them because the machine is busy
    assert deaths > 0 and server.search("compost")


def test_a_stop_in_the_middle_of_a_run_suspects_nobody(make_server, home):
    write_many(home, 2000)
    server = make_server().start()
    server.stop()
    journal = home.data / "index_journal.json"
    assert not journal.exists() or json.loads(journal.read_text())["under_way"] == []


def test_kills_during_a_run_cost_no_note(make_server, home):
    write_many(home, 500)
    server = make_server(watch="off", sweep_interval=3600)
    for pause in (0, 0.2, 0.5):
        server.start()
        time.sleep(pause)
        server.kill()
    server.start().wait_indexed(10 * PATIENCE)  # note by note, each written down before
    ledger = server.get("/api/v1/index/ledger", state="skipped").json
    assert ledger["total"] == 0
    assert server.get("/api/v1/search", q="compost").json["coverage"]["complete"]
