"""A backup is restored into a scratch folder and used there: by the service, by the command alone, and what health and
the page say of it."""

import json

from harness import run_cli, wait_until
from stores import seed_conversations

TRIAL = "/api/v1/admin/backups/trial"


def flip_a_byte(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_the_newest_is_tried_on_request_and_health_says_so(make_server, home):
    seed_conversations(home.data, 3, version=1)
    server = make_server().start()
    server.wait_indexed()
    made = server.back_up()
    tried = run_cli(home, "backups", "verify", server=server)
    assert tried.returncode == 0, tried.stderr
    assert made["id"] in tried.stdout
    for word in ("search for", "listed", "3 conversations"):
        assert word in tried.stdout
    server.await_check("backup", None, "restored for a trial")
    listed = server.get("/api/v1/admin/backups").json["backups"][0]
    assert listed["trial"]["outcome"] == "passed"
    assert not list(home.backups.glob(".scratch.*"))


def test_one_that_cannot_be_used_is_a_warning_until_there_is_a_good_one(make_server, home):
    seed_conversations(home.data, 3, version=1)
    server = make_server().start()
    server.wait_indexed()
    made = server.back_up()
    flip_a_byte(home.backups / made["id"] / "conversations.db")
    tried = run_cli(home, "backups", "verify", server=server)
    assert tried.returncode == 1 and "conversations.db" in tried.stderr
    server.await_check("backup", "warning", made["id"])
    assert "The trial of" in run_cli(home, "backups").stdout

    server.back_up()
    assert run_cli(home, "backups", "verify", server=server).returncode == 0
    server.await_check("backup", "ok")


def test_without_a_server_the_command_tries_it(make_server, home):
    server = make_server().start()
    server.wait_indexed()
    made = server.back_up()
    assert server.stop() == 0
    tried = run_cli(home, "backups", "verify", made["id"], "--json")
    assert tried.returncode == 0, tried.stderr
    assert json.loads(tried.stdout)["outcome"] == "passed"
    assert run_cli(home, "backups", "verify", "data-20200101-000000").returncode == 1


def test_a_trial_during_which_the_service_is_killed_leaves_nothing_for_good(make_server, home):
    server = make_server().start()
    server.wait_indexed()
    server.back_up()
    assert server.post(TRIAL).status == 202
    server.kill()
    server.start()
    server.wait_indexed()
    server.back_up()
    assert not list(home.backups.glob(".scratch.*"))
    assert server.post(TRIAL).status == 202
    wait_until(lambda: server.get("/api/v1/admin/backups/progress").json["phase"] == "finished", "it has ended")
