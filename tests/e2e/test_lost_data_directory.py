"""The data directory is removed, moved away, replaced or emptied under the running service: it acknowledges nothing that
would be lost, says so in health and alarms, and `restore` puts back what was acknowledged, up to the last that was
shipped."""

import contextlib
import itertools
import shutil
import threading
import time

import pytest

from harness import remove, run_cli, wait_until
from stores import conversations_in, seed_conversations

PLACES = "/api/v1/admin/backups/places"


def delete(server, chat):
    return server.request("DELETE", f"/api/v1/conversations/{chat}")


def marks_in(data):
    """When each file was written; the log follows its name wherever that leads."""
    return {file.name: file.stat().st_mtime_ns for file in data.iterdir() if not file.name.startswith("api.log")}


def utc_now():
    moment = time.time_ns()  # one reading: between two of them a second may begin
    return (time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment // 1_000_000_000))
            + f".{moment // 1000 % 1_000_000:06d}+00:00")


def shipped(server):
    return server.get(PLACES).json["increments"]["looked_at"] or ""


def shipped_after(server, moment):
    wait_until(lambda: shipped(server) > moment, "the next look")


@pytest.fixture
def chats(home):
    return seed_conversations(home.data, 300, version=1)


@pytest.fixture
def server(make_server, chats):
    server = make_server(backup_increment_interval=1, alarm_interval=1).start()
    server.wait_indexed()
    server.wait_vault_remembered()
    return server


def assert_refuses(server, home, chat):
    """Nothing is acknowledged, and it is said why and what to do."""
    answer = delete(server, chat)
    assert answer.status == 503, answer.body
    assert "secondbrain restore" in answer.json["detail"]
    assert "Retry-After" not in answer.headers
    put = server.request("PUT", "/api/v1/settings/categories", body={"categories": [{"name": "X", "sub_projects": {}}]})
    assert put.status == 503 and str(home.data) in put.json["detail"]


def assert_told(server, home, words):
    server.await_check("data", "error", words, "secondbrain restore")

    def fired():
        return next((each for each in server.get("/api/v1/alarms").json["rules"]
                     if each["rule"] == "store-damaged" and each["told_at"]), None)

    assert words in wait_until(fired, "the alarm is told")["message"]


def test_what_was_acknowledged_is_back_when_the_directory_is_removed_under_the_service(server, home, chats):
    server.back_up()
    acknowledged = []
    stop = threading.Event()

    asked_last = []  # when what was acknowledged had been asked for
    refused = []

    def keep_writing():
        for chat in itertools.cycle(chats[:-1]):  # those of the rounds after the first are not there any more
            if stop.is_set():
                return
            asked = utc_now()
            status = delete(server, chat).status
            if status == 200:
                acknowledged.append((utc_now(), chat))
                asked_last[:] = [asked]
            elif status == 503:
                refused.append(chat)
            time.sleep(0.02)

    writing = threading.Thread(target=keep_writing)
    writing.start()
    try:
        wait_until(lambda: len(acknowledged) > 20 and shipped(server) > acknowledged[10][0], "some is shipped")
        remove(home.data)
        removed_at = utc_now()
        wait_until(lambda: len(refused) > 10, "what is asked for now is refused")
    finally:
        stop.set()
        writing.join()
    assert asked_last[0] < removed_at, "nothing is acknowledged into files that are gone"
    assert delete(server, chats[-1]).status == 503
    assert_told(server, home, "removed or moved away")
    assert not home.data.exists(), "nothing is made anew in its place"
    assert server.get("/livez").status == 200, "it goes on answering"
    server.await_check("disk", "ok")  # it is as large as it was
    looked_at = shipped(server)

    second = run_cli(home, "serve", "--port", "0", "--data", home.data)
    assert second.returncode == 1 and "already serves" in second.stderr
    remove(home.data)

    pid = server.process.pid
    done = run_cli(home, "restore", "--latest", "--yes", server=server)
    assert done.returncode == 0, done.stderr
    assert "With all that was written until" in done.stdout
    server.wait_ready()
    assert server.process.pid == pid and not server.ended()
    gone = set(chats) - conversations_in(home.data)
    assert {chat for at, chat in acknowledged if at < looked_at} <= gone
    assert gone <= {chat for _, chat in acknowledged}
    wait_until(lambda: server.check("data") is None, "all is well again")
    assert delete(server, chats[-1]).status == 200
    shipped_after(server, utc_now())
    assert server.stop() == 0


def test_without_any_snapshot_what_was_shipped_is_back(server, home, chats):
    assert delete(server, chats[0]).status == 200
    shipped_after(server, utc_now())
    remove(home.data)
    assert delete(server, chats[1]).status == 503
    done = run_cli(home, "restore", "--latest", "--yes", server=server)
    assert done.returncode == 0, done.stderr
    server.wait_ready()
    assert conversations_in(home.data) == set(chats[1:])
    assert server.stop() == 0


def test_a_server_that_cannot_be_asked_is_not_restored_behind(server, home, chats):
    server.back_up()
    home.data.rename(home.root / "aside")
    refused = run_cli(home, "restore", "--latest", "--yes", port=1)
    assert refused.returncode == 1 and str(server.process.pid) in refused.stderr
    assert not home.data.exists()


def test_one_that_is_moved_back_goes_on_and_nothing_is_lost(server, home, chats):
    aside = home.root / "aside"
    assert delete(server, chats[0]).status == 200
    home.data.rename(aside)
    assert_refuses(server, home, chats[1])
    assert not home.data.exists()
    aside.rename(home.data)
    assert delete(server, chats[1]).status == 200
    assert server.check("data") is None
    shipped_after(server, utc_now())
    assert server.stop() == 0
    assert conversations_in(home.data) == set(chats[2:])


def copy_if_there(source, target):
    """The service may have a file there for a moment only."""
    with contextlib.suppress(FileNotFoundError):
        shutil.copy2(source, target)


def test_another_in_its_place_is_left_alone_and_nothing_of_it_is_shipped(server, home, chats):
    assert delete(server, chats[0]).status == 200
    shipped_after(server, utc_now())
    pieces = server.get(PLACES).json["increments"]["pieces"]
    aside = home.root / "aside"
    home.data.rename(aside)
    shutil.copytree(aside, home.data, copy_function=copy_if_there)
    before = marks_in(home.data)
    assert_refuses(server, home, chats[1])
    assert_told(server, home, "replaced by another")
    assert server.post("/api/v1/admin/backups").status in (202, 503)
    server.crash("root/stores/conversations")
    shipped_after(server, "")
    assert marks_in(home.data) == before
    assert server.get(PLACES).json["increments"]["pieces"] == pieces
    assert not list(home.backups.glob("data-*"))
    assert server.stop() == 0
    assert marks_in(home.data) == before


def test_files_that_are_removed_one_by_one_end_in_the_same_way(server, home, chats):
    assert delete(server, chats[0]).status == 200
    shipped_after(server, utc_now())
    for file in sorted(home.data.iterdir(), reverse=True):
        shutil.rmtree(file, ignore_errors=True) if file.is_dir() else file.unlink(missing_ok=True)
    answer = server.request("PUT", "/api/v1/settings/categories", body={"categories": []})
    assert answer.status == 503 and "vault.json" in answer.json["detail"]
    assert delete(server, chats[1]).status == 503
    done = run_cli(home, "restore", "--latest", "--yes", server=server)
    assert done.returncode == 0, done.stderr
    server.wait_ready()
    assert set(chats[2:]) <= conversations_in(home.data) <= set(chats[1:])
    assert server.stop() == 0


@pytest.mark.parametrize("names", [["conversations.db"], ["conversations.db-wal"],
                                   ["conversations.db", "conversations.db-wal", "conversations.db-shm"]])
def test_a_database_that_is_removed_is_written_again_from_what_is_held(server, home, chats, names):
    assert delete(server, chats[0]).status == 200
    for name in names:
        (home.data / name).unlink()
    delete(server, chats[1])
    wait_until(lambda: delete(server, chats[2]).status in (200, 404), "it goes on")
    wait_until((home.data / "conversations.db").exists, "the file is there again")
    left = wait_until(lambda: (answer := server.get("/api/v1/conversations", limit=1000)).status == 200 and answer,
                      "they are listed").json
    assert chats[0] not in {each["conversation_id"] for each in left} and len(left) >= 297
    told = wait_until(lambda: [check["message"] for check in server.health()["checks"]
                               if "removed or replaced" in check["message"]], "health says what happened")
    assert "nothing is lost" in told[0]
    assert server.stop() == 0
    assert conversations_in(home.data) == {each["conversation_id"] for each in left}


def test_one_that_is_removed_while_nothing_is_written_is_noticed(server, home, chats):
    assert delete(server, chats[0]).status == 200
    (home.data / "conversations.db").unlink()
    wait_until((home.data / "conversations.db").exists, "it is written again")
    assert server.stop() == 0
    assert conversations_in(home.data) == set(chats[1:])


def test_a_capture_goes_into_the_vault_all_the_same(server, home):
    remove(home.data)
    answer = server.request("POST", "/api/v1/capture", body={"text": "kept in the vault"})
    assert answer.status < 300 or answer.status == 503, answer.body
    if answer.status < 300:
        assert any("kept in the vault" in file.read_text() for file in home.vault.rglob("*.md"))
    assert not home.data.exists()


@pytest.mark.parametrize("server_runs", [True, False])
def test_one_that_is_lost_while_nothing_runs_is_told_and_brought_back_as_the_one_it_was(server, home, chats, server_runs):
    server.back_up()
    assert delete(server, chats[0]).status == 200
    shipped_after(server, utc_now())
    assert server.stop() == 0
    shutil.rmtree(home.data)
    server.start()
    server.wait_ready()
    check = wait_until(lambda: server.check("data"), "health says it")
    assert check["status"] == "error"
    assert "begun anew" in check["message"] and "`secondbrain restore --latest --from-another`" in check["message"]
    assert_told(server, home, "begun anew")
    server.back_up()  # of the empty one; it takes nobody's place
    if not server_runs:
        assert server.stop() == 0
    done = run_cli(home, "restore", "--latest", "--from-another", "--yes", server=server if server_runs else None)
    assert done.returncode == 0, done.stderr
    assert "With all that was written until" in done.stdout
    assert conversations_in(home.data) == set(chats[1:])
    if not server_runs:
        server.start()
    server.wait_ready()
    wait_until(lambda: server.check("data") is None, "all is well again")
    server.back_up()
    own = [backup for backup in server.get("/api/v1/admin/backups").json["backups"] if backup["own"]]
    assert len(own) == 2, "the former backups are its own again"


def test_a_new_one_that_is_meant_is_told_of_until_its_owner_says_so(server, home):
    server.back_up()
    assert server.stop() == 0
    shutil.rmtree(home.data)
    server.start()
    server.wait_ready()
    wait_until(lambda: server.check("data"), "health says it")
    done = run_cli(home, "backups", "begin-anew", server=server)
    assert done.returncode == 0 and "stays in use as it is" in done.stdout, done.stderr
    assert server.check("data") is None, "health looks anew at once"


def mount_again(home):
    """False: what has changed was being written to the bare mount point."""
    shutil.rmtree(home.backups, ignore_errors=True)
    try:
        (home.root / "unmounted").rename(home.backups)
    except OSError:
        return False
    return True


def test_a_backup_folder_that_is_empty_all_of_a_sudden_is_told(server, home):
    server.back_up()
    server.back_up()
    home.backups.rename(home.root / "unmounted")
    home.backups.mkdir(exist_ok=True)  # the bare mount point; something may have been written there already
    server.back_up()
    check = wait_until(lambda: (lambda one: one if one["status"] == "warning" else None)(server.check("backup")), "told")
    assert "are gone" in check["message"] and "begin-anew" in check["message"]
    wait_until(lambda: mount_again(home), "nothing is written to the bare mount point in between")
    server.back_up()
    wait_until(lambda: "are gone" not in server.await_check("backup")["message"], "they are back")


def test_backups_that_are_not_to_come_back_are_told_of_no_longer_at_once(server, home):
    server.back_up()
    home.backups.rename(home.root / "gone")
    server.back_up()
    wait_until(lambda: "are gone" in server.check("backup")["message"], "told")
    done = run_cli(home, "backups", "begin-anew", server=server)
    assert done.returncode == 0 and "stays in use as it is" in done.stdout, done.stderr
    assert "are gone" not in server.check("backup")["message"]


@pytest.mark.parametrize("how", ["moved away", "removed", "replaced by an empty one"])
def test_searches_go_on_from_what_is_open(server, home, how):
    (home.vault / "cellar.md").write_text("# Cellar\n\nThe quince jars stand on the left.\n")

    def found():
        return server.get("/api/v1/search", q="quince jars").json["total"]

    wait_until(found, "it is found")
    take_away(home, how)
    wait_until(lambda: server.check("data"), "health says it")
    for _ in range(40):  # some searcher may not have had the index open
        assert_found_or_refused(server.get("/api/v1/search", q="quince jars"))


@pytest.mark.parametrize("how", ["moved away", "replaced by an empty one"])
def test_what_never_had_the_index_open_claims_nothing(server, home, how):
    take_away(home, how)
    wait_until(lambda: server.check("data"), "health says it")
    (home.vault / "cellar.md").write_text("# Cellar\n\nThe quince jars stand on the left.\n")
    for _ in range(20):
        answer = server.get("/api/v1/search", q="note")
        assert answer.status in (200, 503), answer.body
        assert b"No note has been read yet" not in answer.body
    asked = server.request("POST", "/api/v1/ask", body={"query": "where do the quince jars stand?"})
    assert b"No note has been read yet" not in asked.body
    if asked.status != 200:
        assert asked.status == 503 and "cannot be read" in asked.json["detail"]


def assert_found_or_refused(answer):
    """Never a claim that nothing is there."""
    if answer.status == 503:
        assert "the index cannot be read" in answer.json["detail"]
    else:
        assert answer.status == 200 and answer.json["total"] > 0, answer.body


def take_away(home, how):
    if how == "removed":
        remove(home.data)
    else:
        home.data.rename(home.root / "aside")
    if how == "replaced by an empty one":
        home.data.mkdir(exist_ok=True)
