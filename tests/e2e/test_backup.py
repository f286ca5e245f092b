"""A backup made under write load holds every write acknowledged before it began; damage is detected; a restore can be
undone."""

import threading

import pytest

from harness import run_cli
from stores import read, seed_conversations
from vaults import write_many


@pytest.fixture
def chatty(make_server, home):
    home.chats = seed_conversations(home.data, 400)
    write_many(home, 100)
    server = make_server().start()
    server.wait_indexed()
    return server


def chats_in(data):
    return {chat for (chat,) in read(data / "conversations.db", "SELECT conversation_id FROM conversations")}


def back_up(server):
    answer = server.post("/api/v1/admin/backups", seconds=120)
    assert answer.status in (200, 201), answer.body
    assert answer.json["verified"] is True
    return answer.json


def test_a_backup_under_write_load_restores_what_was_acknowledged_before_it(chatty, home):
    stop = threading.Event()
    deleted = []

    def keep_writing():
        number = 0
        while not stop.is_set():
            number += 1
            chat = home.chats[number]
            if chatty.request("DELETE", f"/api/v1/conversations/{chat}").status == 200:
                deleted.append(chat)
            home.write_note(f"load/{number % 10}.md", f"load number {number}\n")
            chatty.post("/api/v1/index")
            if number + 1 == len(home.chats):
                return

    writer = threading.Thread(target=keep_writing)
    writer.start()
    backups = []
    try:
        for _ in range(2):
            before = list(deleted)
            backups.append((before, back_up(chatty)["id"]))
    finally:
        stop.set()
        writer.join()
    assert deleted, "nothing was written meanwhile"
    assert chatty.stop() == 0
    final = chats_in(home.data)

    before, newest = backups[-1]
    answer = run_cli(home, "restore", newest, "--yes")
    assert answer.returncode == 0, answer.stderr
    restored = chats_in(home.data)
    assert not restored & set(before), "what was deleted before the backup began is deleted in it"
    assert restored >= final, "the backup holds nothing that came later"

    chatty.start()
    chatty.index()
    assert chatty.search("mark1x00042")

    assert chatty.stop() == 0
    assert run_cli(home, "restore", "--undo", "--yes").returncode == 0
    assert chats_in(home.data) == final


def test_a_flipped_byte_is_detected(chatty, home):
    made = back_up(chatty)
    snapshot = home.backups / made["id"]
    file = snapshot / "conversations.db"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)

    listed = run_cli(home, "backups", "--verify")
    assert listed.returncode == 1
    assert "conversations.db" in listed.stdout
    assert chatty.stop() == 0
    refused = run_cli(home, "restore", made["id"], "--yes")
    assert refused.returncode == 1
    assert "conversations.db" in refused.stderr
    assert len(chats_in(home.data)) == 400, "nothing has changed"


def test_restoring_is_refused_while_a_server_runs(chatty, home):
    made = back_up(chatty)
    refused = run_cli(home, "restore", made["id"], "--yes")
    assert refused.returncode == 1
    assert str(chatty.process.pid) in refused.stderr
    assert chatty.search("compost")


def test_backups_are_listed_over_http(chatty):
    made = back_up(chatty)
    listed = chatty.get("/api/v1/admin/backups").json["backups"]
    assert [(backup["id"], backup["verified"]) for backup in listed] == [(made["id"], True)]


def test_old_backups_are_forgotten_newest_stay(make_server, home):
    server = make_server(backup_keep=2).start()
    server.wait_indexed()
    ids = [back_up(server)["id"] for _ in range(4)]
    listed = [backup["id"] for backup in server.get("/api/v1/admin/backups").json["backups"]]
    assert listed == sorted(ids, reverse=True)[:2]
