"""What is written between two snapshots reaches the backup folder within a minute, survives the loss of the data
directory and a kill at any moment, and costs nothing while nothing is written. E2E_KILL_ROUNDS sets how often (4 here)."""

import json
import os
import random
import shutil
import threading
import time

import pytest

from harness import remove, run_cli, wait_until
from small_disk import small_disks
from stores import conversations_in, seed_conversations

ROUNDS = int(os.environ.get("E2E_KILL_ROUNDS", "4"))
SEED = int(os.environ.get("E2E_SEED", "20261124"))
PLACES = "/api/v1/admin/backups/places"


small_disk = pytest.fixture(small_disks)


def increments(server):
    return server.get(PLACES).json["increments"]


def shipped_after(server, moment):
    """Waits until what was written before `moment`, a time of the process, is in the backup folder."""
    wait_until(lambda: (increments(server)["looked_at"] or "") > moment, "the next look")


def utc_now():
    moment = time.time_ns()  # one reading: between two of them a second may begin
    return (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment // 1_000_000_000))
            + f".{moment // 1000 % 1_000_000:06d}+00:00")


def delete(server, chat):
    assert server.request("DELETE", f"/api/v1/conversations/{chat}").status == 200


def test_what_was_acknowledged_is_restored_when_the_data_directory_is_gone(make_server, home):
    chats = seed_conversations(home.data, 300)
    server = make_server(backup_increment_interval=1).start()
    server.wait_indexed()
    server.back_up()
    for chat in chats[:20]:
        delete(server, chat)
    server.request("PUT", "/api/v1/settings/categories", body={"categories": [{"name": "Garden", "sub_projects": {}}]})
    shipped_after(server, utc_now())

    remove(home.data)
    check = server.await_check("backup_increments", "warning")
    assert str(home.data) in check["message"] and "secondbrain restore" in check["message"]
    server.kill()
    shutil.rmtree(home.data, ignore_errors=True)  # what the service may have made anew

    done = run_cli(home, "restore", "--latest", "--yes")
    assert done.returncode == 0, done.stderr
    assert "conversations.db" in done.stdout
    assert conversations_in(home.data) == set(chats[20:])
    assert "Garden" in (home.data / "settings.json").read_text()
    server.start()
    assert server.stop() == 0


def test_they_are_restored_without_any_snapshot_too(make_server, home):
    chats = seed_conversations(home.data, 30)
    server = make_server(backup_increment_interval=1).start()
    delete(server, chats[0])
    shipped_after(server, utc_now())
    server.kill()
    shutil.rmtree(home.data)
    done = run_cli(home, "restore", "--latest", "--yes", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["until"]
    assert conversations_in(home.data) == set(chats[1:])


def test_a_snapshot_that_is_named_is_restored_as_it_is(make_server, home):
    chats = seed_conversations(home.data, 30)
    server = make_server(backup_increment_interval=1).start()
    made = server.back_up()["id"]
    delete(server, chats[0])
    shipped_after(server, utc_now())
    assert server.stop() == 0
    assert run_cli(home, "restore", made, "--yes").returncode == 0
    assert conversations_in(home.data) == set(chats)


def test_a_kill_in_the_middle_of_shipping_loses_nothing_that_was_shipped(make_server, home):
    rng = random.Random(SEED)
    chats = seed_conversations(home.data, 40 * ROUNDS)
    left = list(chats)
    server = make_server(backup_increment_interval=1)
    for number in range(ROUNDS):
        server.start()
        wait_until(lambda: increments(server)["looked_at"], "the first look")
        acknowledged = []
        stop = threading.Event()

        def keep_writing(deleted=acknowledged, until=stop):
            while left and not until.is_set():
                chat = left.pop()
                delete(server, chat)
                deleted.append((utc_now(), chat))
                time.sleep(0.03)

        writing = threading.Thread(target=keep_writing)
        writing.start()
        time.sleep(0.5 + rng.random())
        stop.set()
        writing.join()
        looked_at = increments(server)["looked_at"]
        time.sleep(rng.random())
        server.kill()

        kept = home.data.with_name("kept")
        shutil.rmtree(kept, ignore_errors=True)
        home.data.rename(kept)
        done = run_cli(home, "restore", "--latest", "--yes")
        assert done.returncode == 0, (number, done.stderr)
        gone = set(chats) - conversations_in(home.data)
        assert {chat for at, chat in acknowledged if at < looked_at} <= gone, f"round {number}"
        assert gone <= set(chats) - set(left), f"round {number}: more is gone than was deleted"
        shutil.rmtree(home.data)
        kept.rename(home.data)


def test_nothing_is_shipped_while_nothing_is_written(make_server, home):
    seed_conversations(home.data, 10)
    server = make_server(backup_increment_interval=1).start()
    server.wait_indexed()
    server.wait_vault_remembered()

    def nothing_shipped():
        before = increments(server)
        shipped_after(server, utc_now())
        shipped_after(server, utc_now())
        now = increments(server)
        return (now["pieces"], now["shipped_at"]) == (before["pieces"], before["shipped_at"])

    wait_until(nothing_shipped, "two looks ship nothing, once what starting up has written is shipped")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_backup_folder_that_cannot_be_written_is_told_and_tried_again(make_server, home):
    chats = seed_conversations(home.data, 10)
    server = make_server(backup_increment_interval=1).start()
    shipped_after(server, utc_now())
    folders = [home.backups, *(entry for entry in home.backups.rglob("*") if entry.is_dir())]
    for folder in reversed(folders):
        folder.chmod(0o500)
    delete(server, chats[0])
    server.await_check("backup_increments", "warning")
    for folder in folders:
        folder.chmod(0o700)
    server.await_check("backup_increments", "ok")


def test_a_full_backup_disk_is_told_and_blocks_nothing(make_server, home, small_disk):
    seed_conversations(home.data, 10)
    disk = small_disk(home.backups)
    disk.use_up_space()
    server = make_server(backup_increment_interval=1).start()
    check = server.await_check("backup_increments", "warning")
    assert "the disk is full; free some space" in check["message"]
    delete(server, "00000000-0000-4000-8000-000000000001")
    disk.free()
    server.await_check("backup_increments", "ok")
    shipped_after(server, utc_now())
    assert server.stop() == 0
    shutil.rmtree(home.data)
    assert run_cli(home, "restore", "--latest", "--yes").returncode == 0
    assert len(conversations_in(home.data)) == 9
