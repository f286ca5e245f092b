"""Trigger file, HTTP and command line ask at once: one run writes, no request is lost. The lock file."""

import os
import subprocess
import threading
import time

import pytest

from harness import PATIENCE, run_cli, wait_until
from stores import assert_sound
from vaults import write_many

TRIGGER = ".reindex_needed"
LOCK = ".reindex_lock"
EPOCH = ".reindex_epoch"


@pytest.fixture
def quiet_server(make_server):
    """Indexes only when asked: no file events; a sweep far away."""
    server = make_server(watch="off", sweep_interval=3600).start()
    server.wait_indexed()
    return server


def test_all_at_once(quiet_server, home, tmp_path):
    server = quiet_server
    write_many(home, 400)
    overlapping = []
    done = threading.Event()

    def watch_the_lock():
        while not done.is_set():
            try:
                holder = (home.data / LOCK).read_text().strip()
            except FileNotFoundError:
                holder = ""
            if holder and holder != str(server.process.pid):
                overlapping.append(holder)
            time.sleep(0.005)

    failures = []

    def ask(what):
        try:
            what()
        except Exception as trouble:  # a thread's exception would be lost otherwise
            failures.append(trouble)

    def ask_cli():
        answer = run_cli(home, "index", server=server)
        assert answer.returncode == 0, answer.stderr

    watcher = threading.Thread(target=watch_the_lock)
    watcher.start()
    (home.data / TRIGGER).write_text(str(home.vault))
    askers = [threading.Thread(target=ask, args=(what,)) for what in [server.index] * 3 + [ask_cli] * 2]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    done.set()
    watcher.join()

    assert failures == []
    assert overlapping == []
    assert len(server.search("mark1x00399")) == 1
    wait_until(lambda: not (home.data / TRIGGER).exists(), "the trigger is served", 2 * PATIENCE)
    wait_until(lambda: not (home.data / LOCK).exists(), "the lock is given back")
    server.stop()
    assert_sound(home.data, tmp_path / "copy")


def test_a_request_during_a_run_covers_what_was_written_before_it(quiet_server, home):
    server = quiet_server
    write_many(home, 400)
    server.post("/api/v1/index", wait="false")
    home.write_note("late.md", "A latecomer: quokka.\n")
    server.index()
    assert server.search("quokka") == ["late.md"]


def test_a_flood_of_saves_is_heard_to_the_last(make_server, home):
    """Twice, since the second one meets a run that is under way; no sweep helps."""
    server = make_server(sweep_interval=3600).start()
    server.wait_indexed()
    for flood in (1, 2):
        marks = write_many(home, 1500, seed=flood, folder=f"flood{flood}")

        def heard():
            ledger = server.get("/api/v1/index/ledger", limit=1, state="indexed", q=f"flood{flood}/").json
            return ledger["total"] == len(marks)

        wait_until(heard, "every note of the flood is indexed", 4 * PATIENCE)


def test_a_trigger_is_served_at_start(make_server, home):
    home.data.mkdir(parents=True)
    (home.data / TRIGGER).write_text(str(home.vault))
    make_server().start().wait_indexed()
    wait_until(lambda: not (home.data / TRIGGER).exists(), "the trigger is served", 2 * PATIENCE)


def test_a_trigger_is_served_while_running(quiet_server, home):
    home.write_note("late.md", "A latecomer: quokka.\n")
    (home.data / TRIGGER).write_text(str(home.vault))
    wait_until(lambda: quiet_server.search("quokka") == ["late.md"], "the trigger is served", 2 * PATIENCE)
    wait_until(lambda: not (home.data / TRIGGER).exists(), "the trigger is gone")


def test_every_run_writes_the_epoch(quiet_server, home):
    an_hour_ago = time.time() - 3600
    os.utime(home.data / EPOCH, (an_hour_ago, an_hour_ago))
    home.write_note("late.md", "text\n")
    quiet_server.index()
    wait_until(lambda: (home.data / EPOCH).stat().st_mtime > an_hour_ago + 60, "the run has written it")


def test_the_sync_command_leaves_no_trigger_behind(quiet_server, home):
    home.write_note("late.md", "A latecomer: quokka.\n")
    answer = run_cli(home, "sync", "index", server=quiet_server)
    assert answer.returncode == 0, answer.stderr
    assert quiet_server.search("quokka") == ["late.md"]
    assert not (home.data / TRIGGER).exists()


def test_the_sync_command_leaves_a_trigger_for_the_next_server(make_server, home):
    answer = run_cli(home, "sync", "index", port=1)
    assert answer.returncode == 0, answer.stderr
    assert (home.data / TRIGGER).read_text() == str(home.vault)
    make_server().start().wait_indexed()
    wait_until(lambda: not (home.data / TRIGGER).exists(), "the trigger is served", 2 * PATIENCE)


# ---- the lock ----


def write_lock(home, pid, age_seconds=0):
    home.data.mkdir(parents=True, exist_ok=True)
    (home.data / LOCK).write_text(str(pid))
    then = time.time() - age_seconds
    os.utime(home.data / LOCK, (then, then))


def dead_pid():
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


@pytest.fixture
def bystander():
    """A living process that is not ours."""
    process = subprocess.Popen(["sleep", "3000"])
    yield process
    process.kill()
    process.wait()


def test_a_lock_of_a_dead_process_is_taken_over(make_server, home):
    write_lock(home, dead_pid())
    make_server().start().wait_indexed()
    wait_until(lambda: not (home.data / LOCK).exists(), "the lock is given back")


def test_a_lock_that_nobody_refreshed_is_taken_over(make_server, home, bystander):
    write_lock(home, bystander.pid, age_seconds=601)
    make_server().start().wait_indexed()


def test_a_lock_whose_owner_died_before_it_signed_is_taken_over(make_server, home):
    write_lock(home, "")
    make_server().start().wait_indexed()


def test_a_live_lock_is_respected_until_it_is_released(make_server, home, bystander):
    write_lock(home, bystander.pid)
    server = make_server().start()
    wait_until(lambda: server.get("/api/v1/index/progress").json["phase"] == "waiting_for_lock", "it waits")
    time.sleep(1)
    assert server.search("compost") == []
    assert (home.data / LOCK).read_text() == str(bystander.pid)
    (home.data / LOCK).unlink()
    server.wait_indexed()
    assert server.search("compost")
