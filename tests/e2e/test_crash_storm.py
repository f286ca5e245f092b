"""Workers and their supervisors crash at random under mixed load: no read fails, no acknowledged write is missing, each
comes back, and nothing is left over of those before: no thread, no descriptor, no watcher. The restart limit exceeded
ends the process. E2E_CRASHES sets how many (100; 1000 for the acceptance run)."""

import json
import os
import random
import threading
import time

import pytest

from harness import ARTIFACTS, EXIT_GAVE_UP, wait_until
from process_census import census
from recording_client import RecordingClient
from stores import assert_sound, conversations_in, read, seed_conversations
from vaults import WORDS, write_many

CRASHES = int(os.environ.get("E2E_CRASHES", "100"))
SEED = int(os.environ.get("E2E_SEED", "20261124"))
CLIENTS = 4
CHATS_OF_ONE_CLIENT = 500
LISTENER = "root/http"  # the door itself: while it restarts nobody can be let in
ROOT = "root"  # its crash is the end of the process


def crashable(actors):
    return [name for name in actors if name not in (LISTENER, ROOT)]


def settled(server):
    return all(actor["state"] == "running" for actor in server.actors().values())


class Client(RecordingClient):
    """Reads, and now and then writes; every read must be answered."""

    def __init__(self, server, number, tokens, chats, stop):
        super().__init__(server, random.Random(SEED + number), chats)
        self.number = number
        self.tokens = tokens
        self.stop = stop
        self.reads = 0
        self.failed_reads = []

    def run(self):
        while not self.stop.is_set():
            try:
                if self.rng.random() < 0.9:
                    self.read()
                elif self.rng.random() < 0.5 and self.chats:
                    self.delete_a_chat()
                else:
                    self.write_a_note(f"client{self.number}", notes=20)
            except Exception as trouble:  # also no answer at all is a failed read
                self.failed_reads.append(repr(trouble))

    def read(self):
        self.reads += 1
        path, query = self.rng.choice(
            [
                ("/api/v1/search", {"q": self.rng.choice(WORDS)}),
                ("/api/v1/index/stats", {}),
                ("/api/v1/index/ledger", {}),
                ("/api/v1/index/progress", {}),
                ("/api/v1/conversations", {}),
                ("/api/v1/admin/actors", {}),
                ("/health", {}),
            ]
        )
        answer = self.server.get(path, **query)
        if answer.status != 200:
            self.failed_reads.append(f"{path} {query}: {answer.status} {answer.body[:200]!r}")
        elif path == "/api/v1/search" and self.rng.random() < 0.5:
            self.search_for_a_known_note()

    def search_for_a_known_note(self):
        path, token = self.rng.choice(list(self.tokens.items()))
        found = self.server.search(token)
        if found != [path]:
            self.failed_reads.append(f"search for {token}: {found}, expected {path}")


def crash_and_wait(server, name, before):
    """Seconds from the crash to the successor that runs. One that is just being restarted with its group can crash
    only afterwards."""
    wait_until(lambda: server.crash(name).status == 202, f"{name} can be crashed")
    began = time.monotonic()

    def is_back():
        actor = server.actors()[name]
        return actor["restarts"] > before and actor["state"] == "running"

    wait_until(is_back, f"{name} is back")
    return time.monotonic() - began


def test_no_read_fails_and_no_acknowledged_write_is_missing(home, make_server, tmp_path):
    tokens = write_many(home, 200)
    chats = seed_conversations(home.data, CLIENTS * CHATS_OF_ONE_CLIENT)
    server = make_server(chaos=1, max_restarts=10 * CRASHES, restart_window=3600).start()
    server.wait_indexed()
    victims = crashable(server.actors())
    assert len(victims) >= 15, victims
    assert {"root/stores", "root/index", "root/search", "root/keeper"} <= set(victims)
    for number in range(CLIENTS):  # the folders and the connections that the load will need
        home.write_note(f"client{number}/00.md", "to begin with\n")
        server.index()
    wait_until(lambda: settled(server), "everything runs")
    before_the_storm = census(server)

    stop = threading.Event()
    clients = [
        Client(server, number, tokens, chats[number * CHATS_OF_ONE_CLIENT:][:CHATS_OF_ONE_CLIENT], stop)
        for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    rng = random.Random(SEED)
    restarts = []
    try:
        for _ in range(CRASHES):
            name = rng.choice(victims)
            restarts.append(crash_and_wait(server, name, server.actors()[name]["restarts"]))
    finally:
        stop.set()
        for client in clients:
            client.join()

    wait_until(lambda: settled(server), "everything runs again")
    nothing_left_over(server, before_the_storm)
    report_restarts(restarts, sum(client.reads for client in clients))
    for client in clients:
        assert client.failed_reads == []
    assert sum(client.reads for client in clients) > CRASHES
    assert sum(len(client.indexed) + len(client.deleted) for client in clients) > 0

    server.index()
    for client in clients:
        for path, token in client.indexed.items():
            assert server.search(token) == [path]
    left = conversations_in(home.data)
    assert not left & set().union(*(client.deleted for client in clients))
    assert server.stop() == 0
    assert_sound(home.data, tmp_path / "copy")


LAZY = 16  # descriptors of databases that are opened by the first request which needs them, once


def nothing_left_over(server, before):
    """What one crash in ten left behind would be more than this many."""

    def same():
        now = census(server)
        more = sum(now["descriptors"].values()) - sum(before["descriptors"].values())
        rest = [key for key in before if key != "descriptors"]
        return more <= LAZY and [now[key] for key in rest] == [before[key] for key in rest]

    wait_until(same, lambda: f"as much as before: {before}, {census(server)}")


def report_restarts(restarts, reads):
    ordered = sorted(restarts)
    report = {
        "crashes": len(ordered),
        "reads": reads,
        "restart_ms_p50": round(1000 * ordered[len(ordered) // 2]),
        "restart_ms_p99": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]),
        "restart_ms_max": round(1000 * ordered[-1]),
    }
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    (ARTIFACTS / "crash_storm.json").write_text(json.dumps(report) + "\n")
    print(report)


def test_the_restart_limit_ends_the_process_and_it_says_why(make_server):
    server = make_server(chaos=1, max_restarts=2, restart_window=60).start()
    server.wait_indexed()

    def crash_once_more():
        try:
            server.crash("root/stores/lexical")
        except Exception:  # the end of the process may cut the answer off
            pass
        return server.ended()

    wait_until(crash_once_more, "the tree gives up")
    assert server.wait_exit() == EXIT_GAVE_UP
    assert "lexical" in server.log
    assert not (server.home.data / ".reindex_lock").exists()


def test_without_chaos_nothing_can_be_crashed(server):
    assert server.crash("root/stores/lexical").status in (403, 404, 405)
    assert server.actors()["root/stores/lexical"]["restarts"] == 0


@pytest.mark.parametrize("name", ["root/stores/lexical", "root/stores/conversations", "root/index/reindexer"])
def test_a_worker_can_be_restarted_on_purpose(server, name):
    before = server.actors()[name]["restarts"]
    assert server.post(f"/api/v1/admin/actors/{name}/restart").status == 202
    wait_until(
        lambda: server.actors()[name]["restarts"] > before and server.actors()[name]["state"] == "running", "restarted"
    )
    assert server.search("compost")


def test_an_unknown_worker_cannot_be_restarted(server):
    assert server.post("/api/v1/admin/actors/root/nobody/restart").status == 404
