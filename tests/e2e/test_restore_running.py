"""A restore while the service runs: its parts stop for it and start again, on the same port and with the state of then;
a preview changes nothing; a kill in the middle leaves the old or the new state. E2E_BACKUP_KILL_ROUNDS sets how often
(3; 50 for the acceptance run)."""

import os
import random
import shutil
import sqlite3
import time

import pytest

from harness import run_cli
from stores import assert_sound, conversations_in, seed_conversations

ROUNDS = int(os.environ.get("E2E_BACKUP_KILL_ROUNDS", "3"))
SEED = int(os.environ.get("E2E_SEED", "20261129"))


@pytest.fixture
def chatty(make_server, home):
    home.chats = seed_conversations(home.data, 200, version=1)
    server = make_server().start()
    server.wait_indexed()
    return server


def delete(server, chats):
    for chat in chats:
        assert server.request("DELETE", f"/api/v1/conversations/{chat}").status == 200


def test_the_service_restores_by_itself_and_goes_on(chatty, home):
    made = chatty.back_up()
    delete(chatty, home.chats[:5])
    url, pid = chatty.url, chatty.process.pid
    done = run_cli(home, "restore", made["id"], "--yes", server=chatty)
    assert done.returncode == 0, done.stderr
    assert chatty.process.pid == pid and not chatty.ended()
    chatty.wait_ready()
    assert chatty.url == url
    assert conversations_in(home.data) == set(home.chats)
    assert len(chatty.get("/api/v1/conversations", limit=1000).json) == 200
    chatty.index()
    assert chatty.search("compost")

    undone = run_cli(home, "restore", "--undo", "--yes", server=chatty)
    assert undone.returncode == 0, undone.stderr
    chatty.wait_ready()
    assert conversations_in(home.data) == set(home.chats[5:])
    assert "Replaced by a restore, kept in" in run_cli(home, "backups").stdout
    assert chatty.stop() == 0


def test_a_preview_says_what_would_change_and_changes_nothing(chatty, home):
    chatty.back_up()
    delete(chatty, home.chats[:5])
    shown = run_cli(home, "restore", "--latest", "--preview", server=chatty)
    assert shown.returncode == 0, shown.stderr
    assert "195 rows now, 200 then" in shown.stdout
    assert "Nothing has been changed" in shown.stdout
    assert conversations_in(home.data) == set(home.chats[5:])


def test_one_that_is_refused_stops_nothing(chatty, home):
    made = chatty.back_up()
    with sqlite3.connect(home.backups / made["id"] / "usage.db") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    refused = run_cli(home, "restore", made["id"], "--yes", server=chatty)
    assert refused.returncode == 1 and "usage.db" in refused.stderr
    assert chatty.search("compost")
    assert "stopping" not in chatty.log


def test_a_kill_in_the_middle_leaves_the_old_or_the_new_state(make_server, home, tmp_path):
    rng = random.Random(SEED)
    chats = seed_conversations(home.data, 300, version=1)
    server = make_server().start()
    server.wait_indexed()
    made = server.back_up()
    delete(server, chats[:100])
    old, new = set(chats[100:]), set(chats)
    assert server.stop() == 0
    aside = tmp_path / "aside"
    shutil.copytree(home.data, aside)
    seen = set()
    for number in range(ROUNDS):
        shutil.rmtree(home.data)
        shutil.copytree(aside, home.data)
        server.start()
        assert server.post("/api/v1/admin/restore", id=made["id"]).status == 202
        time.sleep(rng.random() * 1.2)
        server.kill()
        server.start()  # puts right what is half done
        left = conversations_in(home.data)
        assert left in (old, new), f"round {number}: {len(left)} conversations"
        seen.add(len(left))
        assert not list(home.root.glob("data.restoring-*")), f"round {number}"
        assert server.stop() == 0
        assert_sound(home.data, tmp_path / "copy")
        for kept in home.root.glob("data.replaced-*"):
            assert conversations_in(kept) in (old, new)
            shutil.rmtree(kept)
    assert seen


def test_a_kill_while_databases_are_brought_to_this_version_loses_nothing(make_server, home, tmp_path):
    rng = random.Random(SEED)
    aside = tmp_path / "aside"
    chats = set(seed_conversations(aside, 3000))  # as the predecessor left them: of no version
    server = make_server()
    for number in range(ROUNDS):
        shutil.rmtree(home.data, ignore_errors=True)
        shutil.copytree(aside, home.data)
        server.start(ready=False)
        time.sleep(rng.random() * 0.8)
        server.kill()
        assert conversations_in(home.data) == chats, f"round {number}"
        server.start()
        assert conversations_in(home.data) == chats, f"round {number}"
        assert server.stop() == 0
        assert_sound(home.data, tmp_path / "copy")
    held = [conversations_in(snapshot) for snapshot in home.backups.glob("data-*") if (snapshot / "manifest.json").exists()]
    assert chats in held, "a backup was made before"
