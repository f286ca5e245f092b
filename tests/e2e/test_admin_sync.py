"""The daily sync: run by the server, for the page and for the command line, and by the command line alone."""

import json

from daily_notes import day, write_daily_notes
from harness import run_cli, wait_until

PATH = "/api/v1/admin/sync"


def test_a_step_is_run_and_told(make_server, home):
    write_daily_notes(home)
    server = make_server(vault_upkeep="on").start()
    report = server.post(PATH, step="tasks").json
    assert (report["command"], report["trigger"], report["status"], report["error"]) == ("tasks", "api", "success", None)
    assert [step["step"] for step in report["steps"]] == ["tasks"]
    assert "Order seeds" in (home.vault / "Tasks" / "All Tasks.md").read_text()
    assert server.get(PATH + "/runs").json["runs"][0] == report
    assert not (home.data / ".sync_completed").exists()  # W76


def test_a_full_run_goes_through_its_steps_and_marks_it(server, home):
    report = server.post(PATH).json
    assert report["status"] == "success", report
    assert [step["step"] for step in report["steps"]] == ["inbox", "tasks", "projects", "index", "extract"]
    assert (home.data / ".sync_completed").exists()
    assert server.get("/api/v1/admin/sync-status").json["status"] == "ok"


def test_it_need_not_be_awaited(server):
    answer = server.post(PATH, step="weekly", wait="false")
    assert (answer.status, answer.json) == (202, {"status": "accepted", "command": "weekly"})
    wait_until(lambda: server.get(PATH + "/runs").json["runs"], "the run is written down")
    assert server.get(PATH + "/progress").json["running"] is False


def test_what_nobody_knows_is_refused(server):
    assert server.post(PATH, step="yearly").status == 422
    assert server.get(PATH + "/runs", limit=0).status == 422


def test_a_run_without_the_vault_fails_and_says_so(make_server, home):
    server = make_server(vault_upkeep="on").start()
    home.vault.rename(home.root / "elsewhere")
    report = server.post(PATH, step="tasks").json
    assert report["status"] == "failed" and report["error"]
    assert server.get("/api/v1/admin/sync-status").json["status"] == "failed"


def test_the_command_line_lets_the_server_do_it(make_server, home):
    write_daily_notes(home)
    server = make_server().start()
    done = run_cli(home, "sync", "--json", server=server)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["command"], report["trigger"], report["status"]) == ("all", "command_line", "success")
    assert '"event":"sync_complete"' in done.stderr
    assert server.get(PATH + "/runs").json["runs"][0] == report


def test_the_command_line_does_it_alone_when_no_server_runs(home):
    write_daily_notes(home)
    done = run_cli(home, "sync", "tasks", "--json", port=1, vault_upkeep="on")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "success"
    assert f"[[{day(-10)}]]" in (home.vault / "Tasks" / "All Tasks.md").read_text()
    assert not (home.data / ".sync_completed").exists()


def test_the_weekly_review(server, home):
    done = run_cli(home, "weekly", server=server)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("weekly: ")
