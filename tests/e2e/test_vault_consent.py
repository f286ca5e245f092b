"""Nothing is written into a vault by itself until its owner has said yes, and what would be written is shown first."""

import json
import os

import pytest

from daily_notes import day, write_daily_notes
from harness import Home, run_cli
from untouched import await_two_syncs, everything_in
from vault_kinds import KINDS

SYNC = "/api/v1/admin/sync"
OWN_LIST = "# All Tasks\n\n- [ ] buy milk, my own list\n"


def write_vault(home):
    write_daily_notes(home)
    home.write_note("20_Projects/Garden.md", "# Garden\n\nOld plans.\n")
    home.write_note("Tasks/All Tasks.md", OWN_LIST)
    home.write_note("Inbox/thought.md", "call the library\n")
    home.write_note("00_Weekly/mine.md", "my week\n")


def say(server, **answer):
    return server.request("POST", "/api/v1/vault/upkeep", body=answer)


def test_without_a_yes_the_scheduled_syncs_write_nothing(make_server, home):
    write_vault(home)
    before = everything_in(home.vault)
    server = make_server(sync_interval=1).start()
    for run in await_two_syncs(server):
        assert run["status"] == "success", run
        told = {step["step"]: step["summary"] for step in run["steps"]}
        for step in ("inbox", "tasks", "projects"):
            assert told[step].startswith("Not enabled: ") and "secondbrain vault enable" in told[step], told
        assert "index" in told and "extract" in told
    assert everything_in(home.vault) == before
    assert server.get("/api/v1/vault").json["upkeep"]["answer"] == "unanswered"


@pytest.mark.parametrize("kind", KINDS)
def test_places_that_exist_already_are_no_yes(make_server, tmp_path, kind):
    home = Home(tmp_path / "bare")
    KINDS[kind](home)
    home.write_note("Tasks/All Tasks.md", "")
    home.write_note("20_Projects/Garden.md", "# Garden\n\n## Tasks\n")
    home.write_note("Inbox/thought.md", "call the library\n")
    home.write_note("00_Weekly/2026-W06.md", "")
    before = everything_in(home.vault)
    server = make_server(home, ollama_base_url="http://127.0.0.1:9/v1").start()
    for _ in range(3):
        server.post(SYNC)
    for step in ("inbox", "tasks", "projects"):
        assert run_cli(home, "sync", step, server=server).returncode == 1
    server.stop()
    assert everything_in(home.vault) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_yes_adds_lists_and_changes_no_note_of_a_vault_of_another_kind(make_server, tmp_path, kind):
    home = Home(tmp_path / "bare")
    KINDS[kind](home)
    before = everything_in(home.vault)
    server = make_server(home).start()
    assert run_cli(home, "vault", "enable", server=server).returncode == 0
    for _ in range(2):
        assert server.post(SYNC).json["status"] == "success"
    after = everything_in(home.vault)
    assert {name: value for name, value in after.items() if name in before} == before
    assert all(name == "Tasks" or name.startswith("Tasks/") for name in after.keys() - before.keys()), after.keys()


def test_a_requested_sync_writes_nothing_either(server, home):
    write_vault(home)
    before = everything_in(home.vault)
    for step in ("all", "inbox", "tasks", "projects"):
        assert server.post(SYNC, step=step).json["status"] == "success"
    named = run_cli(home, "sync", "tasks", server=server)
    assert named.returncode == 1 and "secondbrain vault enable" in named.stdout, named
    assert run_cli(home, "sync", server=server).returncode == 0
    server.stop()
    assert run_cli(home, "sync", "projects", port=1).returncode == 1
    assert run_cli(home, "sync", port=1).returncode == 0
    assert everything_in(home.vault) == before


def test_the_preview_is_what_is_written_after_the_yes(server, home):
    write_vault(home)
    before = everything_in(home.vault)
    shown = json.loads(run_cli(home, "vault", "preview", "--json", server=server).stdout)
    assert everything_in(home.vault) == before, "looking writes nothing"
    files = {file["path"]: file for file in shown["files"]}
    assert set(files) == {"Tasks/All Tasks (SecondBrain).md", "Tasks/Completed Tasks.md", "20_Projects/Garden.md"}
    assert files["20_Projects/Garden.md"]["change"] == "change"
    assert any("Tasks/All Tasks.md" in remark for remark in shown["remarks"])

    said = run_cli(home, "vault", "enable", server=server)
    assert said.returncode == 0 and "writes into this vault" in said.stdout
    for step in ("tasks", "projects"):
        assert server.post(SYNC, step=step).json["status"] == "success"
    for path, file in files.items():
        assert (home.vault / path).read_text() == file["after"], path
    assert (home.vault / "Tasks" / "All Tasks.md").read_text() == OWN_LIST


def test_the_preview_promises_no_filing_without_a_model(server, home):
    write_vault(home)
    for where in (server, None):  # the running server, then the command by itself
        if where is None:
            server.stop()
        shown = json.loads(run_cli(home, "vault", "preview", "--json", server=where, port=1).stdout)
        assert shown["captures"] == []
        remark, = (each for each in shown["remarks"] if "capture" in each)
        for said in ("1 capture waits", "No language model is set up", "secondbrain captures file"):
            assert said in remark, remark
        words = run_cli(home, "vault", "preview", server=where, port=1).stdout
        assert "Would be filed" not in words and remark in words, words


def test_the_preview_promises_filing_by_a_model_that_may_be_asked(make_server, home):
    write_vault(home)
    local = {"ollama_base_url": "http://127.0.0.1:9/v1"}
    paid = {"anthropic_api_key": "k"}
    for models, filed in ((local, ["thought.md"]), (paid, []), ({**paid, "send_notes": "on"}, ["thought.md"])):
        server = make_server(**models).start()
        for where in (server, None):
            if where is None:
                server.stop()
            shown = json.loads(run_cli(home, "vault", "preview", "--json", server=where, port=1, **models).stdout)
            assert shown["captures"] == filed, models
            assert any("secondbrain vault sending" in each for each in shown["remarks"]) == (not filed), shown["remarks"]


def test_a_yes_outlives_the_server_and_a_no_ends_it(make_server, home):
    write_daily_notes(home)
    server = make_server().start()
    allowed = say(server, allowed=True, by="page").json
    assert (allowed["upkeep"]["answer"], allowed["upkeep"]["by"]) == ("given", "page")
    assert (home.data / "vault.json").stat().st_mode & 0o777 == 0o600
    server.kill()
    server = make_server().start()
    assert server.get("/api/v1/vault").json["upkeep"] == allowed["upkeep"]
    server.post(SYNC, step="tasks")
    lists = home.vault / "Tasks" / "All Tasks.md"
    written = lists.read_text()
    assert run_cli(home, "vault", "disable", server=server).returncode == 0
    home.write_note(f"00_Daily/{day()}.md", "## Tasks\n- [ ] Something new\n")
    server.post(SYNC)
    assert lists.read_text() == written, "what was written stays as it is"


def test_without_a_server_the_command_line_says_yes_by_itself(home):
    write_daily_notes(home)
    assert "until you allow it" in run_cli(home, "vault", port=1).stdout
    assert "Would be created" in run_cli(home, "vault", "preview", port=1).stdout
    assert run_cli(home, "vault", "enable", port=1).returncode == 0
    assert run_cli(home, "sync", "tasks", port=1).returncode == 0
    assert (home.vault / "Tasks" / "All Tasks.md").exists()


def test_a_yes_is_for_one_vault(make_server, home, tmp_path):
    write_daily_notes(home)
    server = make_server().start()
    say(server, allowed=True)
    server.stop()
    other = tmp_path / "other"
    other.mkdir()
    home.vault = other
    write_daily_notes(home)
    server = make_server().start()
    assert server.get("/api/v1/vault").json["upkeep"]["answer"] == "unanswered"
    server.post(SYNC, step="tasks")
    assert not (other / "Tasks").exists()


def test_the_settings_decide_where_they_say_something(make_server, home):
    write_daily_notes(home)
    server = make_server(vault_upkeep="off").start()
    assert say(server, allowed=True).status == 409
    server.post(SYNC)
    assert not (home.vault / "Tasks").exists()
    server.stop()
    server = make_server(vault_upkeep="on").start()
    assert server.get("/api/v1/vault").json["upkeep"] == {"answer": "given", "by": "setting", "since": None}


def test_data_of_the_predecessor_counts_as_a_yes(make_server, home):
    write_daily_notes(home)
    (home.data / "chroma").mkdir(parents=True)
    server = make_server().start()
    assert server.get("/api/v1/vault").json["upkeep"]["by"] == "predecessor"
    server.post(SYNC, step="tasks")
    assert (home.vault / "Tasks" / "All Tasks.md").exists()


def test_a_damaged_record_allows_nothing(make_server, home):
    write_daily_notes(home)
    home.data.mkdir()
    (home.data / "vault.json").write_text('{"upkeep": {"answer": "given"')
    server = make_server().start()
    assert server.get("/api/v1/vault").json["upkeep"]["answer"] == "unanswered"
    server.post(SYNC)
    assert not (home.vault / "Tasks").exists()
    assert list(home.data.glob("vault.json.corrupt-*"))


def test_what_is_asked_for_by_name_touches_only_its_note(server, home):
    write_daily_notes(home)
    before = everything_in(home.vault)
    done = server.request("PATCH", "/api/v1/tasks/update", body={
        "text": "Ask about the fence", "category": "Home", "sub_project": "Garden", "status": "done"})
    assert done.status == 200, done.body
    after = everything_in(home.vault)
    assert [path for path in after if after[path] != before.get(path)] == [f"00_Daily/{day(-10)}.md"]
    weekly = run_cli(home, "weekly", server=server)
    assert weekly.returncode == 0, weekly.stderr
    new = {path for path in everything_in(home.vault) if path not in after}
    assert len([path for path in new if path.endswith(".md")]) == 1, new


def test_the_preview_shows_names_that_are_no_text(make_server, home):
    server = make_server(ollama_base_url="http://127.0.0.1:9/v1").start()
    inbox = home.vault / "Inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / os.fsdecode(b"caf\xe9\x1b[31m.md")).write_text("a thought\n")
    shown = run_cli(home, "vault", "preview", server=server)
    assert shown.returncode == 0, shown.stderr
    assert "caf\\xE9" in shown.stdout and "\x1b[31m" not in shown.stdout
    told = json.loads(run_cli(home, "vault", "preview", "--json", server=server).stdout)
    assert told["captures"] == ["caf\\xE9\x1b[31m.md"]
