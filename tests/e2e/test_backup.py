"""A backup made under write load holds every write acknowledged before it began; damage is detected; a restore can be
undone."""

import json
import signal
import subprocess
import threading
import urllib.parse
from pathlib import Path

import pytest

from harness import PATIENCE, PROGRAM, Home, run_cli, wait_until
from pages import PAGE_PATIENCE, by_id, click, says
from stores import conversations_in, seed_conversations
from vaults import write_many, write_sample


@pytest.fixture
def chatty(make_server, home):
    home.chats = seed_conversations(home.data, 400, version=1)
    write_many(home, 100)
    server = make_server().start()
    server.wait_indexed()
    return server


PATH = "/api/v1/admin/backups"


def never_ending(make_server, **settings):
    """A server whose backups wait for a store that hangs."""
    server = make_server(chaos=1, hang_deadline=60, hang_limit=600, backup_increment_interval=0, **settings).start()
    server.wait_indexed()
    assert server.crash("root/stores/usage", how="hang").status == 202
    return server


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
            count = len(deleted)
            wait_until(lambda: len(deleted) > count, "something is written meanwhile")
            before = list(deleted)
            backups.append((before, chatty.back_up()["id"]))
    finally:
        stop.set()
        writer.join()
    assert chatty.stop() == 0
    final = conversations_in(home.data)

    before, newest = backups[-1]
    answer = run_cli(home, "restore", newest, "--yes")
    assert answer.returncode == 0, answer.stderr
    restored = conversations_in(home.data)
    assert not restored & set(before), "what was deleted before the backup began is deleted in it"
    assert restored >= final, "the backup holds nothing that came later"

    chatty.start()
    chatty.index()
    assert chatty.search("mark1x00042")

    assert chatty.stop() == 0
    assert run_cli(home, "restore", "--undo", "--yes").returncode == 0
    assert conversations_in(home.data) == final


def test_a_flipped_byte_is_detected(chatty, home):
    made = chatty.back_up()
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
    assert len(conversations_in(home.data)) == 400, "nothing has changed"


def test_restoring_is_refused_while_a_server_runs_that_cannot_be_reached(chatty, home):
    made = chatty.back_up()
    refused = run_cli(home, "restore", made["id"], "--yes")
    assert refused.returncode == 1
    assert str(chatty.process.pid) in refused.stderr
    assert chatty.search("compost")


def test_backups_are_listed_over_http(chatty):
    made = chatty.back_up()
    listed = chatty.get(PATH).json["backups"]
    assert [(backup["id"], backup["verified"]) for backup in listed] == [(made["id"], True)]
    assert [backup["own"] for backup in listed] == [True]
    assert listed[0]["origin"]["data_path"] == str(chatty.home.data)
    assert listed[0]["origin"]["vault_path"] == str(chatty.home.vault)
    told = run_cli(chatty.home, "backups")
    assert f"of the vault {chatty.home.vault}" in told.stdout


def test_old_backups_are_forgotten_newest_stay(make_server, home):
    server = make_server(backup_keep=2).start()
    server.wait_indexed()
    ids = [server.back_up()["id"] for _ in range(4)]
    listed = [backup["id"] for backup in server.get(PATH).json["backups"]]
    assert listed == sorted(ids, reverse=True)[:2]


def test_the_sample_and_ones_own_notes_share_a_folder_and_leave_each_other_alone(make_server, home, tmp_path):
    own = make_server(backup_keep=2).start()
    of_own = own.back_up()["id"]
    assert own.stop() == 0

    other_home = Home(tmp_path / "sample")
    other_home.backups = home.backups
    write_sample(other_home)
    other = make_server(other_home, backup_keep=2).start()
    of_other = [other.back_up()["id"] for _ in range(4)]
    shown = {backup["id"]: backup for backup in other.get(PATH).json["backups"]}
    assert set(shown) == {of_own, *of_other[2:]}
    assert "another data directory" in shown[of_own]["problem"]
    assert [shown[each]["own"] for each in (of_own, of_other[3])] == [False, True]
    assert shown[of_own]["origin"]["vault_path"] == str(home.vault)
    assert other.stop() == 0

    latest = run_cli(home, "restore", "--latest", "--yes")
    assert latest.returncode == 0, latest.stderr
    assert of_own in latest.stdout
    refused = run_cli(home, "restore", of_other[3], "--yes")
    assert refused.returncode == 1
    assert str(other_home.data) in refused.stderr and "--from-another" in refused.stderr
    marked = run_cli(home, "backups").stdout
    assert str(other_home.data) in marked and str(other_home.vault) in marked


def test_a_store_that_cannot_be_opened_fails_the_backup_soon_and_says_why(make_server, home):
    (home.data / "usage.db" / "in the way").mkdir(parents=True)  # no file, and no way to make one
    server = make_server().start()
    server.wait_indexed()
    answer = server.post(PATH, wait="false")
    assert answer.status == 202, answer.body
    outcome = server.ended_backup(answer.json["run_id"])
    assert outcome["phase"] == "failed" and "usage.db" in outcome["error"]
    assert outcome["backup"] is None
    assert server.get(PATH).json["backups"] == []
    assert "usage.db" in str(server.health()["checks"])
    assert server.stop() == 0


def test_a_derived_store_that_cannot_be_opened_is_left_out(make_server, home):
    (home.data / "vectors.db" / "in the way").mkdir(parents=True)
    server = make_server().start()
    server.wait_indexed()
    made = server.back_up()
    assert not (home.backups / made["id"] / "vectors.db").exists()
    assert (home.backups / made["id"] / "conversations.db").exists()
    assert "vectors.db" in server.log
    assert server.stop() == 0


def test_a_stop_does_not_wait_for_a_backup_that_waits(make_server, home):
    server = never_ending(make_server)
    assert server.post(PATH).status == 202
    assert server.get(PATH).status == 200, "the list is not kept waiting"
    server.signal(signal.SIGTERM)
    server.wait_exit()
    assert "keeper/backup: does not react" not in server.log
    assert not list(home.backups.glob("*.partial"))


def test_one_that_takes_long_keeps_no_thread_and_no_client_and_can_be_followed(make_server):
    server = never_ending(make_server, http_threads=2)
    first = server.post(PATH)
    assert (first.status, first.json["joined"]) == (202, False), first.body
    assert first.headers["Location"] == first.json["progress"]
    for wait in ("true", *["false"] * 4):  # more than there are threads
        again = server.post(PATH, wait=wait)
        assert (again.status, again.json["joined"]) == (202, True), again.body
        assert again.json["run_id"] == first.json["run_id"]
    now = server.get(first.json["progress"]).json
    assert (now["phase"], now["run_id"]) == ("running", first.json["run_id"])
    assert now["files_done"] < now["files_total"] and now["bytes_done"] < now["bytes_total"]
    assert now["current"] and now["backup"] is None and now["error"] is None
    assert server.search("compost")


def test_a_command_that_follows_one_is_told_when_the_server_stops(make_server, home):
    server = never_ending(make_server)
    assert server.post(PATH).status == 202
    said = home.root / "backup.err"
    with open(said, "wb") as err:
        command = subprocess.Popen(
            [PROGRAM, "backup"], env=home.environment(port=urllib.parse.urlparse(server.url).port), cwd="/",
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=err,
        )
    wait_until(lambda: "already under way" in said.read_text(), "it follows the one under way")
    server.signal(signal.SIGTERM)
    server.wait_exit()
    assert command.wait(PATIENCE) == 1
    assert "stop" in said.read_text().splitlines()[-1]
    assert json.loads(run_cli(home, "backups", "--json").stdout)["backups"] == []


def test_the_command_says_why_one_failed_that_took_a_while(make_server, home):
    (home.data / "usage.db" / "in the way").mkdir(parents=True)
    server = make_server().start()
    server.wait_indexed()
    done = run_cli(home, "backup", server=server)
    assert done.returncode == 1
    assert "usage.db" in done.stderr


def test_what_a_kill_in_the_middle_leaves_is_no_backup(make_server, home):
    server = never_ending(make_server)
    assert server.post(PATH).status == 202
    wait_until(lambda: list(home.backups.glob("*.partial/conversations.db")), "some of it is there")
    server.kill()
    assert list(home.backups.glob("*.partial"))
    assert json.loads(run_cli(home, "backups", "--json").stdout)["backups"] == []
    assert run_cli(home, "restore", "--latest", "--yes").returncode == 1

    server.settings = {}
    server.start()
    made = server.back_up()
    assert [backup["id"] for backup in server.get(PATH).json["backups"]] == [made["id"]]
    assert not list(home.backups.glob("*.partial"))


def test_the_page_follows_one_that_takes_long_also_after_a_reload(browser, make_server):
    server = never_ending(make_server)
    browser.get(server.url + "/admin/")
    click(browser, "#backup-run")

    def follows():
        says(browser, "#backups-status", "Making a backup and checking it: ")
        wait_until(lambda: not by_id(browser, "backup-run").is_enabled(), "no second one is offered", PAGE_PATIENCE)

    follows()
    browser.refresh()
    follows()


def test_the_page_says_why_one_failed_that_took_a_while(browser, make_server, home):
    (home.data / "usage.db" / "in the way").mkdir(parents=True)
    server = make_server().start()
    server.wait_indexed()
    browser.get(server.url + "/admin/")
    click(browser, "#backup-run")
    says(browser, "#backups-problem", "usage.db")
    wait_until(lambda: by_id(browser, "backup-run").is_enabled(), "another can be made", PAGE_PATIENCE)


def test_conversations_that_are_suddenly_gone_are_missed(chatty, home):
    held = chatty.back_up()["id"]
    assert chatty.stop() == 0
    for file in home.data.glob("conversations.db*"):
        file.unlink()
    chatty.start()
    check = wait_until(lambda: chatty.check("stores/conversations"), "health misses them")
    assert check["status"] == "warning"
    assert "400 conversations" in check["message"] and held in check["message"]
    assert chatty.health()["status"] == "warning"


def test_conversations_that_were_deleted_on_purpose_are_not_missed(make_server, home):
    chats = seed_conversations(home.data, 2)
    server = make_server().start()
    server.back_up()
    for chat in chats:
        assert server.request("DELETE", f"/api/v1/conversations/{chat}").status == 200
    assert server.stop() == 0
    server.start()
    assert server.check("stores/conversations") is None


def test_a_damaged_newest_backup_is_passed_over(home):
    seed_conversations(home.data, 10)
    made = [json.loads(run_cli(home, "backup", "--json").stdout) for _ in range(2)]
    database = Path(made[1]["path"]) / "conversations.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 0xFF  # the size stays, so that only reading it shows
    database.write_bytes(content)
    assert run_cli(home, "backups").stdout.count("verified when made") == 2
    assert "unusable" in run_cli(home, "backups", "--verify").stdout
    done = run_cli(home, "restore", "--latest", "--yes")
    assert done.returncode == 0, done.stderr
    assert "Passed over " + made[1]["id"] in done.stderr and made[0]["id"] in done.stdout
