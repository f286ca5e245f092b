"""kill -9 at random moments, during indexing and writes. Afterwards every store is sound, the index equals the vault,
and every write that was acknowledged is there. E2E_KILL_ROUNDS sets how often (20; 200 for the acceptance run)."""

import os
import random
import time

from harness import Home, NoAnswer, Server
from recording_client import RecordingClient
from stores import assert_sound, conversations_in, indexed_chunks, seed_conversations, tracked_notes
from vaults import write_many

ROUNDS = int(os.environ.get("E2E_KILL_ROUNDS", "20"))
SEED = int(os.environ.get("E2E_SEED", "20261124"))


class Writer(RecordingClient):
    """Writes notes, has them indexed and deletes chats, until the server is dead."""

    def run(self):
        try:
            while True:
                self.write_a_note("live", notes=60)
                if self.chats:
                    self.delete_a_chat()
                if self.rng.random() < 0.1:
                    self.server.post("/api/v1/index", full_rebuild="true")
        except NoAnswer:
            pass  # killed


def test_nothing_is_lost_or_damaged(home, make_server, tmp_path):
    rng = random.Random(SEED)
    write_many(home, 300)
    chats = seed_conversations(home.data, 20 * ROUNDS)
    indexed = {}
    deleted = set()
    server = make_server()
    for number in range(ROUNDS):
        if rng.random() < 0.25:  # before it is even up
            server.start(ready=False)
            time.sleep(rng.random() * 0.5)
            server.kill()
        else:
            server.start()
            mine, chats = chats[:20], chats[20:]
            writer = Writer(server, random.Random(rng.random()), mine)
            writer.start()
            time.sleep(rng.random() * 1.5)
            server.kill()
            writer.join()
            indexed |= writer.indexed
            deleted |= writer.deleted
        assert_sound(home.data, tmp_path / "copy")
        left = conversations_in(home.data)
        assert not left & deleted, f"round {number}: deletions that were acknowledged have come back"
    assert len(indexed) > 0 and len(deleted) > 0, "the rounds were too short for anything to be acknowledged"

    server.start()
    server.index()
    for path, token in indexed.items():
        if token in (home.vault / path).read_text():  # not written over by a later round
            assert server.search(token) == [path]
    assert server.stop() == 0
    assert_equals_a_fresh_index(home, make_server, tmp_path)


def assert_equals_a_fresh_index(home, make_server, tmp_path):
    other = Home(tmp_path / "fresh")
    other.vault = home.vault
    fresh: Server = make_server(in_home=other).start()
    fresh.wait_indexed()
    assert fresh.stop() == 0
    assert tracked_notes(home.data) == tracked_notes(other.data)
    assert indexed_chunks(home.data) == indexed_chunks(other.data)
