"""Supervisors are crashed, again and again and under load: no part goes on working beside its successor, whatever was
acknowledged is kept, and the end of the root is the end of the process, at once and with 70."""

import os
import threading
import time

import pytest

from harness import EXIT_GAVE_UP, NoAnswer, wait_until
from process_census import census, descriptors
from stores import conversations_in, seed_conversations

ROUNDS = 100 if os.environ.get("ATTACK_LONG") else 8
BRANCHES = ["stores", "index", "search", "vault", "answers", "sync", "keeper"]


def settled(server):
    return all(actor["state"] == "running" for actor in server.actors().values())


def no_more_than(before, now):
    """Databases are opened again by the first request that needs them: there may be fewer descriptors, for a while. Of a
    database that others of the process have locked SQLite keeps the descriptor of a connection that was closed, for the
    next one to use: what counts connections is the WAL, of which each has one."""
    held = before["descriptors"]
    rest = [key for key in before if key != "descriptors"]
    kept = {target: held[target + "-wal"] for target in held if target + "-wal" in held}
    more = [target for target, count in now["descriptors"].items() if count > held.get(target, 0) + kept.get(target, 0)]
    return not more and [now[key] for key in rest] == [before[key] for key in rest]


def every_searcher_reads(server):
    workers = sum(name.startswith("root/search/") for name in server.actors())
    return descriptors(server.process.pid)[str(server.home.data / "lexical.db")] > workers  # and the writer


class Crashes:
    """Crashes branches and waits until they are back."""

    UP = 0.6  # seconds; up for so long, a branch comes back without a pause

    def __init__(self, server):
        self.server = server
        self.back_at = {}

    def crash(self, name):
        time.sleep(max(0, self.back_at.get(name, 0) + self.UP - time.monotonic()))
        before = self.server.actors()[name]["restarts"]
        wait_until(lambda: self.server.crash(name).status == 202, f"{name} can be crashed")
        wait_until(lambda: self.server.actors()[name]["restarts"] > before and settled(self.server), f"{name} is back")
        self.back_at[name] = time.monotonic()


def increments_are_shipped(server):
    return any(target.endswith("/.lock") and "/increments/" in target for target in descriptors(server.process.pid))


@pytest.fixture
def chaotic(make_server):
    server = make_server(chaos=1, max_restarts=100_000, restart_window=3600, backup_increment_interval=1).start()
    server.wait_indexed()
    server.stop()  # a successor finds an index that is there already, and so does whom it is compared with
    server.start()
    server.wait_indexed()
    wait_until(lambda: settled(server), "everything runs")
    wait_until(lambda: every_searcher_reads(server), "every search worker has opened the index")
    wait_until(lambda: increments_are_shipped(server), "what changes is shipped to the backups")
    server.search("compost")
    return server


def test_nobody_is_left_beside_a_successor(chaotic):
    """Branch after branch, so that nobody waits until one has been up for long enough."""
    before = census(chaotic)
    crashes = Crashes(chaotic)
    for number in range(ROUNDS):
        for branch in BRANCHES:
            crashes.crash(f"root/{branch}")
            if number in (0, ROUNDS - 1):
                wait_until(lambda: no_more_than(before, census(chaotic)),
                           lambda: f"no more than before, after {branch}: {before}, {census(chaotic)}")
    assert chaotic.search("compost")
    assert chaotic.stop() == 0


def test_a_store_has_one_writer_and_keeps_what_it_has_acknowledged(make_server, home):
    chats = seed_conversations(home.data, 2_000)
    # Without increments, whose look into the database would be counted now and then.
    server = make_server(chaos=1, max_restarts=100_000, restart_window=3600, backup_increment_interval=0).start()
    server.wait_indexed()
    file = str(home.data / "conversations.db")
    server.get("/api/v1/conversations")
    one_writer = descriptors(server.process.pid)[file]
    stop = threading.Event()
    deleted = []
    unanswered = []

    def keep_deleting():
        for chat in chats:
            if stop.is_set():
                return
            try:
                answer = server.request("DELETE", f"/api/v1/conversations/{chat}")
            except NoAnswer as trouble:
                unanswered.append(str(trouble))
                continue
            if answer.status == 200:
                deleted.append(chat)

    client = threading.Thread(target=keep_deleting)
    client.start()
    try:
        crashes = Crashes(server)
        for _ in range(3 * ROUNDS):
            crashes.crash("root/stores")
    finally:
        stop.set()
        client.join()
    assert unanswered == []
    assert deleted
    wait_until(lambda: descriptors(server.process.pid)[file] == one_writer,
               lambda: f"{one_writer} hold the file: {descriptors(server.process.pid)}")
    left = conversations_in(home.data)
    assert not left & set(deleted)
    assert server.stop() == 0


def test_the_end_of_the_root_is_the_end_of_the_process(chaotic):
    assert chaotic.crash("root").status == 202
    assert chaotic.wait_exit() == EXIT_GAVE_UP
    assert "exits with 70" in chaotic.log


def test_a_part_that_hangs_does_not_keep_a_given_up_tree_alive(chaotic):
    assert chaotic.crash("root/stores/usage", how="hang").status == 202
    time.sleep(0.5)  # it is in there
    assert chaotic.crash("root").status == 202
    assert chaotic.wait_exit() == EXIT_GAVE_UP
