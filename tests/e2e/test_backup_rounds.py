"""Backups under write load, each restored and equal to an oracle of acknowledged writes; and a kill in the middle of
making one. E2E_BACKUP_ROUNDS (3; 100 for the acceptance run) and E2E_BACKUP_KILL_ROUNDS (3; 50) set how often."""

import json
import os
import random
import shutil
import threading
import time

from harness import NoAnswer, run_cli, wait_until
from stores import conversations_in, seed_conversations

ROUNDS = int(os.environ.get("E2E_BACKUP_ROUNDS", "3"))
KILL_ROUNDS = int(os.environ.get("E2E_BACKUP_KILL_ROUNDS", "3"))
SEED = int(os.environ.get("E2E_SEED", "20261129"))
NOTES = 20


class Load(threading.Thread):
    """Deletes conversations and saves notes, and keeps an oracle of both."""

    def __init__(self, server, chats):
        super().__init__()
        self.server = server
        self.chats = list(chats)
        self.begun = set()  # deletions that were sent
        self.deleted = set()  # and acknowledged
        self.saved = {}  # note → the number of its newest text
        self.number = 0
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.is_set():
            self.number += 1
            name = f"load/{self.number % NOTES:02d}.md"
            self.server.home.write_note(name, f"text {self.number}\n")
            self.saved[name] = self.number
            if not self.chats:
                continue
            chat = self.chats.pop()
            self.begun.add(chat)
            if self.server.request("DELETE", f"/api/v1/conversations/{chat}").status == 200:
                self.deleted.add(chat)

    def stop(self):
        self.stopping.set()
        self.join()


def test_each_is_equal_to_what_was_acknowledged(home, make_server, tmp_path):
    chats = seed_conversations(home.data, 400 + 200 * ROUNDS, version=1)
    server = make_server(backup_keep=ROUNDS).start()
    server.wait_indexed()
    oracle = []
    load = Load(server, chats)
    load.start()
    try:
        for _ in range(ROUNDS):
            count = len(load.deleted)
            wait_until(lambda: len(load.deleted) > count or not load.chats, "something is written meanwhile")
            before = (set(load.deleted), dict(load.saved))
            made = server.back_up()
            assert made["vault"]["state"] == "included", made["vault"]
            oracle.append((made["id"], before, (set(load.begun), load.number)))
    finally:
        load.stop()
    assert server.stop() == 0

    everything = set(chats)
    for number, (snapshot, (deleted, saved), (begun, newest)) in enumerate(oracle):
        restored = run_cli(home, "restore", snapshot, "--yes")
        assert restored.returncode == 0, restored.stderr
        left = conversations_in(home.data)
        assert not left & deleted, f"round {number}: a deletion that was acknowledged has come back"
        assert left >= everything - begun, f"round {number}: something is missing that nobody deleted"
        notes = tmp_path / f"notes {number}"
        written = run_cli(home, "restore", snapshot, "--vault-to", str(notes))
        assert written.returncode == 0, written.stderr
        for name, oldest in saved.items():
            text = (notes / name).read_text()
            assert oldest <= int(text.split()[1]) <= newest + 1, f"round {number}: {name} says {text}"
        shutil.rmtree(notes)
        for kept in home.root.glob("data.replaced-*"):
            shutil.rmtree(kept)


def test_a_kill_in_the_middle_of_one_leaves_nothing_that_could_be_taken_for_one(home, make_server):
    rng = random.Random(SEED)
    chats = seed_conversations(home.data, 200, version=1)
    server = make_server().start()
    server.wait_indexed()
    for number in range(KILL_ROUNDS):
        home.write_note(f"round {number}.md", f"round {number}\n")
        try:
            server.post("/api/v1/admin/backups", wait="false")
            time.sleep(rng.random() * 0.8)
        except NoAnswer:
            pass
        server.kill()
        checked = run_cli(home, "backups", "--verify", "--json")
        backups = json.loads(checked.stdout)["backups"]
        assert all(backup["verified"] for backup in backups), f"round {number}: {backups}"
        server.start()
    made = server.back_up()
    assert made["verified"] and made["vault"]["state"] == "included"
    assert not list(home.backups.glob("*.partial"))
    assert conversations_in(home.backups / made["id"]) == set(chats)
    named = (home.backups / made["id"] / "vault_files.jsonl").read_text()
    for file in (home.backups / "objects").glob("*/*"):
        assert file.name in named or any(
            file.name in list_.read_text() for list_ in home.backups.glob("*/vault_files.jsonl")
        ), "a content that nobody names"
    assert server.stop() == 0
