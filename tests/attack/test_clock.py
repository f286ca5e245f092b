"""A wall clock that is a year ahead at the start, is put right, and jumps by hours to and fro: nothing stands still,
nothing is lost, and what was made under a wrong date does not outlive what is newer."""

import os
import threading
import time

import pytest

from harness import run_cli, wait_until
from wall_clock import HOUR, YEAR, WallClock

JUMPS = 400 if os.environ.get("ATTACK_LONG") else 40


@pytest.fixture
def clock(tmp_path_factory):
    with WallClock(tmp_path_factory.mktemp("clock")) as clock:
        yield clock


def back_up(server):
    return server.back_up()["id"]


def listed(server):
    return [backup["id"] for backup in server.get("/api/v1/admin/backups").json["backups"]]


def test_the_clock_is_really_in_our_hands(clock, make_server):
    clock.set(YEAR)
    server = make_server().start()
    before = time.time()
    year = back_up(server)[5:9]
    assert year in {str(time.localtime(then + YEAR).tm_year) for then in (before, time.time())}


def test_a_backup_of_next_year_neither_stops_nor_outlives_those_of_today(clock, make_server, home):
    clock.set(YEAR)
    server = make_server(backup_keep=3).start()
    of_next_year = back_up(server)
    clock.set(0)
    today = [back_up(server)]
    assert of_next_year in listed(server)
    today += [back_up(server) for _ in range(2)]
    assert sorted(listed(server)) == sorted(today), "the oldest goes, whatever its date says"
    assert server.stop() == 0
    restored = run_cli(home, "restore", "--latest", "--yes")
    assert restored.returncode == 0, restored.stderr
    assert today[-1] in restored.stdout


def test_what_was_made_last_is_restored_although_its_date_is_the_oldest(clock, make_server, home):
    server = make_server().start()
    back_up(server)
    clock.set(-YEAR)
    last = back_up(server)
    assert server.stop() == 0
    restored = run_cli(home, "restore", "--latest", "--yes")
    assert last in restored.stdout, restored.stdout + restored.stderr


def test_a_year_ahead_at_the_start_and_then_put_right(clock, make_server, home):
    clock.set(YEAR)
    server = make_server(hang_deadline=300).start()
    server.wait_indexed()
    clock.set(0)
    home.write_note("10_Notes/Later.md", "# Later\n\nA zeppelin passes.\n")
    server.index()
    assert server.search("zeppelin") == ["10_Notes/Later.md"]
    wait_until(lambda: server.health()["status"] == "ok", lambda: f"all is well: {server.health()}")
    assert server.stop() == 0


def test_a_clock_that_jumps_does_not_disturb_the_work(clock, make_server, home):
    server = make_server(hang_deadline=300).start()
    server.wait_indexed()
    stop = threading.Event()
    trouble = []

    def keep_asking():
        while not stop.is_set():
            for path, query in [("/api/v1/search", {"q": "compost"}), ("/health", {}), ("/api/v1/admin/actors", {})]:
                answer = server.get(path, **query)
                if answer.status != 200:
                    trouble.append((path, answer.status, answer.body))

    client = threading.Thread(target=keep_asking)
    client.start()
    try:
        for jump in range(JUMPS):
            clock.set((-1) ** jump * (1 + jump % 12) * HOUR)
            home.write_note("10_Notes/Moving.md", f"# Moving\n\nThe mark jump{jump}x stands here.\n")
            server.index()
            assert server.search(f"jump{jump}x") == ["10_Notes/Moving.md"]
    finally:
        stop.set()
        client.join()
    assert trouble == []
    assert [actor["name"] for actor in server.actors().values() if actor["restarts"]] == []
    wait_until(lambda: all(actor["state"] == "running" for actor in server.actors().values()), "nobody counts as hung")
    clock.set(0)
    assert server.stop() == 0


def test_a_lock_of_tomorrow_holds_nothing_up(clock, make_server, home):
    """The process dies while its clock is ahead; the next one, with the right time, is not kept waiting by what it left."""
    clock.set(24 * HOUR)
    server = make_server().start()
    server.wait_indexed()
    server.kill()
    clock.set(0)
    server.start()
    home.write_note("10_Notes/Later.md", "# Later\n\nA zeppelin passes.\n")
    server.index()
    wait_until(lambda: server.search("zeppelin"), "the note is found")
    assert server.stop() == 0
