"""kill -9 at random moments while notes are embedded. Afterwards the vectors are sound, of one model, and each that of its
text; no text has been embedded twice but those of a call that a kill cut off. E2E_EMBEDDING_KILL_ROUNDS sets how often."""

import hashlib
import os
import random
import struct
import time
from collections import Counter

import pytest

from harness import PATIENCE, wait_until
from llm_provider import Embeddings, Provider
from stores import copy_of, rows

ROUNDS = int(os.environ.get("E2E_EMBEDDING_KILL_ROUNDS", "3"))
SEED = int(os.environ.get("E2E_SEED", "20261130"))
DIMENSIONS = 24
A_TEXT = 0.003  # seconds that the host takes for one


@pytest.fixture
def provider():
    with Provider() as provider:
        provider.refuses = lambda text: time.sleep(A_TEXT)
        yield provider


def vectors(home, scratch):
    """What is stored, after looking whether it is sound."""
    database = f"file:{copy_of(home.data, scratch) / 'vectors.db'}"
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert all(name == "text-embedding-3-small" and dimensions == DIMENSIONS
               for name, dimensions in rows(database, "SELECT name, dimensions FROM model"))
    stored = rows(database, "SELECT text_hash, embedding FROM vectors")
    assert {len(blob) for _, blob in stored} <= {4 * DIMENSIONS}
    known = {text_hash for text_hash, _ in stored}
    assert {text_hash for (text_hash,) in rows(database, "SELECT DISTINCT text_hash FROM links")} <= known
    return stored


def is_vector_of(blob, text):
    told, kept = Embeddings.vector(text, DIMENSIONS), struct.unpack(f"<{DIMENSIONS}f", blob)
    return all(abs(one - other) < 1e-5 for one, other in zip(kept, told))


def test_a_kill_while_notes_are_embedded_costs_one_call_at_most(home, make_server, provider, tmp_path):
    rng = random.Random(SEED)
    cut_off = Counter()  # how often a text was in the call that a kill ended
    server = make_server(**provider.settings("openai"), embedding_provider="openai", openai_embedding_dimensions=DIMENSIONS)
    stored = 0
    for number in range(ROUNDS):
        for note in range(80):
            home.write_note(f"round {number}/{note}.md", f"Note {note} of round {number}: {rng.random()}.\n")
        begun = len(provider.asked)
        server.start()
        wait_until(lambda: len(provider.asked) > begun, "it embeds")
        time.sleep(rng.random() * 80 * A_TEXT)
        server.kill()
        wait_until(lambda: not provider.connections, "the host has noticed")
        cut_off.update(set(provider.asked[-1].body["input"]))
        before, stored = stored, len(vectors(home, tmp_path / "copy"))
        assert stored >= before, f"round {number}: vectors are lost"
    server.start()
    server.wait_indexed((2 + ROUNDS) * PATIENCE)  # what a kill met while it was read is read last, one by one
    wait_until(lambda: (stats := server.get("/api/v1/index/stats").json)["vector_count"] == stats["lexical_count"],
               "everything is embedded", (1 + ROUNDS) * PATIENCE)
    assert server.stop() == 0

    asked = Counter(text for request in provider.asked for text in request.body["input"])
    twice = {text: times for text, times in asked.items() if times > 1 + cut_off[text]}
    assert not twice, f"embedded again without need: {twice}"
    texts = {hashlib.sha1(text.encode()).hexdigest(): text for text in asked}
    wrong = [text_hash for text_hash, blob in vectors(home, tmp_path / "copy") if not is_vector_of(blob, texts[text_hash])]
    assert not wrong
    print(f"{ROUNDS} kills, {len(asked)} texts, {sum(asked.values()) - len(asked)} embedded a second time")
