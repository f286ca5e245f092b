"""Tasks, events and the briefing are never older than what was saved, and are not sent twice."""

import http.client
import mmap
import threading
import urllib.parse
from contextlib import contextmanager

import pytest

from daily_notes import day, write_daily_notes
from harness import PATIENCE, wait_until
from pages import complaints, says

PATH = "/api/v1/tasks"
LISTS = [PATH, PATH + "/upcoming", PATH + "/categories", "/api/v1/briefing",
         f"/api/v1/events?start={day(-1)}&end={day(1)}"]


@pytest.fixture
def planned(make_server, home):
    write_daily_notes(home)
    server = make_server().start()
    server.wait_indexed()  # a list may change until then
    return server


def ask(server, path, **headers):
    """On a connection of its own; answers status, headers and body as they came."""
    connection = http.client.HTTPConnection(urllib.parse.urlparse(server.url).netloc, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        reply = connection.getresponse()
        return reply.status, reply.headers, reply.read()
    finally:
        connection.close()


def texts(server, **query):
    answer = server.get(PATH, **query)
    assert answer.status == 200, answer.body
    return [task["text"] for task in answer.json]


def metric(server, name):
    lines = server.get("/metrics").body.decode().splitlines()
    return float(next(line for line in lines if line.startswith(name + " ")).split()[1])


@contextmanager
def saving(home, names):
    """Other notes are saved all the time, as by programs that nobody waits for."""
    over = threading.Event()

    def save(name):
        for number in range(1_000_000):
            home.write_note(name, f"## Tasks\n- [ ] Save {number}\n")
            if over.wait(0.002):
                return

    threads = [threading.Thread(target=save, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_not_sent_to_whoever_has_it(planned, home, path):
    status, headers, body = ask(planned, path)
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert ask(planned, path, If_None_Match=headers["ETag"])[::2] == (304, b"")
    packed = ask(planned, path, Accept_Encoding="gzip")
    assert ask(planned, path, Accept_Encoding="gzip", If_None_Match=packed[1]["ETag"])[0] == 304
    home.write_note(f"00_Daily/{day()}.md", f"## Events\n- 8:00 — Tea\n## Tasks\n- [ ] Sow (due: {day()})\n")
    status, changed, now = ask(planned, path, If_None_Match=headers["ETag"])
    assert status == 200
    assert now != body and changed["ETag"] != headers["ETag"]


def test_a_list_that_did_not_change_is_kept(planned):
    before = metric(planned, "secondbrain_lists_made_total")
    answers = {planned.get(PATH).body for _ in range(5)}
    assert len(answers) == 1
    assert metric(planned, "secondbrain_lists_made_total") <= before + 1
    assert metric(planned, "secondbrain_lists_kept_total") >= 4


def test_a_change_that_nobody_was_told_of_is_found_by_the_sweep(make_server, home):
    write_daily_notes(home)
    note = home.vault / f"00_Daily/{day()}.md"
    server = make_server(sweep_interval=2).start()
    server.wait_indexed()
    assert "Water the plants" in texts(server)
    # No system tells of what is written through memory that a file is mapped into, for as long as it is.
    with open(note, "r+b") as file:
        mapped = mmap.mmap(file.fileno(), 0)
    texts(server)
    at = mapped.find(b"Water the plants")
    mapped[at:at + 5] = b"Paint"
    mapped.flush()
    wait_until(lambda: "Paint the plants" in texts(server), "the sweep has found the change")
    mapped.close()


def test_a_folder_that_is_renamed_or_removed_shows_at_once(planned, home):
    assert texts(planned)
    for _ in range(20):
        (home.vault / "00_Daily").rename(home.vault / ".Days")  # under a name that can be seen they are notes with tasks
        assert texts(planned) == []
        (home.vault / ".Days").rename(home.vault / "00_Daily")
        assert len(texts(planned)) == 5
    for note in (home.vault / "00_Daily").iterdir():
        note.unlink()
    assert texts(planned) == []
    (home.vault / "00_Daily").rmdir()
    assert texts(planned) == []
    write_daily_notes(home)
    assert len(texts(planned)) == 5


def test_an_edit_in_place_shows_at_once(planned, home):
    with open(home.vault / f"00_Daily/{day()}.md", "r+b", buffering=0) as note:  # stays open
        at = note.read().find(b"Water")
        for number in range(200):
            word = b"Water" if number % 2 else b"Paint"
            note.seek(at)
            note.write(word)
            assert f"{word.decode()} the plants" in texts(planned)


def test_an_update_shows_in_the_next_list_on_any_connection(planned, home):
    """1,000 rounds, while other notes are saved without end."""
    stale = []
    with saving(home, [f"00_Daily/{day(-3)}.md", f"00_Daily/{day(-4)}.md", "Notes/other.md"]):
        for number in range(1_000):
            wanted = "done" if number % 2 == 0 else "open"
            answer = planned.request("PATCH", PATH + "/update", body={
                "text": "Order seeds", "category": "Home", "sub_project": "Garden", "status": wanted})
            assert answer.status == 200, answer.body
            done = "Order seeds" in texts(planned, completed="true")
            overdue = [task["text"] for task in planned.get("/api/v1/briefing").json["overdue_tasks"]]
            if done != (wanted == "done") or ("Order seeds" in overdue) == done:
                stale.append(number)
    assert stale == []


def test_what_a_sync_carries_over_shows_in_the_next_list(make_server, home):
    write_daily_notes(home)
    server = make_server(vault_upkeep="on").start()
    listed = home.vault / "Tasks/All Tasks.md"
    assert server.post("/api/v1/admin/sync", step="tasks").json["status"] == "success"
    for number in range(5):
        assert f"Round {number}" not in texts(server)
        listed.write_text(listed.read_text(encoding="utf-8") + f"\n- [ ] Round {number}\n", encoding="utf-8")
        assert server.post("/api/v1/admin/sync", step="tasks").json["status"] == "success"
        assert f"Round {number}" in texts(server)


def test_lists_survive_the_loss_of_planner_and_watcher(make_server, home):
    write_daily_notes(home)
    server = make_server(chaos=1, max_restarts=100).start()
    server.wait_indexed()
    for number, actor in enumerate(["root/vault/planner", "root/index/watcher", "root/index/reindexer"] * 3):
        wait_until(lambda actor=actor: server.crash(actor).status < 300, f"{actor} runs and is crashed")
        home.write_note(f"00_Daily/{day(-1)}.md", f"## Tasks\n- [ ] Life {number}\n")
        assert f"Life {number}" in texts(server)


def test_a_browser_asks_whether_what_it_has_is_still_good(page, server, home):
    write_daily_notes(home)
    page.refresh()
    says(page, "#day-groups", "Order seeds")
    before = metric(server, "secondbrain_lists_unchanged_total")
    page.refresh()
    says(page, "#day-groups", "Order seeds")
    wait_until(lambda: metric(server, "secondbrain_lists_unchanged_total") > before, "the browser is told so")
    home.write_note(f"00_Daily/{day(-1)}.md", f"## Tasks\n- [ ] Mend the gate (due: {day(-1)})\n")
    page.refresh()
    says(page, "#day-groups", "Mend the gate")
    assert complaints(page) == []
