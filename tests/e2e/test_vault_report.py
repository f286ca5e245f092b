"""What `GET /api/v1/vault` and `secondbrain vault` say of a vault is what an independent count finds in it."""

import re
from collections import Counter

import pytest

from harness import Home, run_cli, wait_until
from test_real_vaults import BESIDE_THE_CHECKOUT, VAULTS, copies_of_vaults
from untouched import everything_in
from vault_counts import count
from vault_kinds import KINDS

DAILY_FOLDERS = {"vault_kepano": "Daily", "vault_lifeos-demo": "Review/Daily", "vault_tasks-demo": "Daily Notes"}


@pytest.fixture
def bare(tmp_path):
    """A home with an empty vault."""
    return Home(tmp_path / "bare")


def report_of(server):
    def told():
        vault = server.get("/api/v1/vault").json
        return vault if vault["found"] and not vault["found_error"] else None

    return wait_until(told, "the vault was looked at")["found"]


def assert_counted(found, counts):
    told = {key: found[key] for key in ("notes", "daily_notes", "first_day", "last_day", "tasks", "aliases", "tags",
                                        "links_resolved", "links_unresolved")}
    told["open"] = sum(each["open"] for each in found["tasks_by_format"])
    expected = {**vars(counts), "tags": len(counts.tags)}
    assert told == {key: expected[key] for key in told}
    assert sum(each["tasks"] for each in found["tasks_by_format"]) == found["tasks"]
    assert sum(each["notes"] for each in found["languages"]) == found["notes"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_vault_of_each_kind_is_counted_right(make_server, bare, kind):
    how = KINDS[kind](bare)
    server = make_server(bare).start()
    found = report_of(server)
    assert_counted(found, count(bare.vault, **how))
    assert all(each["path"] and each["reason"] for each in found["unread_lines"])
    words = run_cli(bare, "vault", server=server).stdout
    assert f"{found['notes']} notes" in words and f"{found['tasks']} task" in words, words
    server.stop()
    assert run_cli(bare, "vault", port=1).stdout.split("\n")[3:] == words.split("\n")[3:], "the same without a server"


def test_real_vaults_are_counted_right(make_server, tmp_path):
    if not VAULTS.is_dir():
        pytest.skip("REAL_VAULTS names no folder, and no vaults lie beside the checkout")
    counted = 0
    for place in copies_of_vaults(tmp_path / "vaults"):
        folder = DAILY_FOLDERS.get(place.name)
        if folder is None:
            continue
        home = Home(tmp_path / f"home-{place.name}")
        home.vault = next(place.rglob("vault"), place)
        before = everything_in(place)
        server = make_server(home).start()
        counts = count(home.vault, folder)
        found = report_of(server)
        assert_counted(found, counts)
        server.wait_indexed()
        tasks = server.get("/api/v1/tasks").json
        assert Counter(task["path"] for task in tasks) == counts.by_note
        assert sum(task["status_type"] not in ("DONE", "CANCELLED") for task in tasks) == counts.open
        formats = {each["format"]: each["tasks"] for each in found["tasks_by_format"]}
        own = Counter(task["dialect"] for task in tasks)
        assert all(own[each] >= number for each, number in formats.items() if each != "plain"), (own, formats)
        assert sum(own.values()) == sum(formats.values())
        server.stop()
        assert everything_in(place) == before
        counted += 1
    assert counted or VAULTS != BESIDE_THE_CHECKOUT, VAULTS


def test_a_setting_is_told_as_the_origin(make_server, bare):
    bare.write_note("log/5.2.2026.md", "- [ ] one\n")
    bare.write_note("old/a.md", "- [ ] two\n")
    server = make_server(bare, daily_folder="log", daily_format="D.M.YYYY", excluded_folders="old").start()
    found = report_of(server)
    assert (found["daily_notes"], found["first_day"], found["tasks"], found["left_out"]) == (1, "2026-02-05", 1, 1)
    origins = {each["name"]: each["origin"] for each in found["conventions"]}
    assert origins["daily notes"] == "the setting SECONDBRAIN_DAILY_FOLDER; the format: the setting SECONDBRAIN_DAILY_FORMAT"
    assert origins["left out"] == "the setting SECONDBRAIN_EXCLUDED_FOLDERS"


@pytest.mark.parametrize("settings, said", [({"daily_format": "YYYY-MM"}, "does not tell one day from another"),
                                            ({"daily_folder": "/etc"}, "a folder of the vault"),
                                            ({"task_formats": "todo.txt"}, "no format of tasks")])
def test_a_setting_that_cannot_be_keeps_the_service_from_starting(make_server, bare, settings, said):
    server = make_server(bare, **settings).start(ready=False)
    assert server.wait_exit() == 1
    assert said in server.log and re.search(r"SECONDBRAIN_\w+", server.log), server.log


def test_a_broken_settings_file_is_told_and_the_names_of_the_notes_count(make_server, bare):
    for name, broken in {"daily-notes.json": '{"folder": "Da', "app.json": "\x00", "community-plugins.json": "[1,"}.items():
        bare.write_note(f".obsidian/{name}", broken)
    bare.write_note("Daily/2026-02-05.md", "- [ ] one\n")
    server = make_server(bare).start()
    found = report_of(server)
    assert {each["file"] for each in found["problems"]} == {".obsidian/daily-notes.json", ".obsidian/app.json",
                                                            ".obsidian/community-plugins.json"}
    assert (found["daily_notes"], found["tasks"]) == (1, 1)
    assert run_cli(bare, "vault", server=server).stdout.count("not valid JSON") == 3


def test_a_vault_that_is_not_there_leaves_a_reason(make_server, bare):
    server = make_server(bare).start()
    server.stop()
    bare.vault.rename(bare.root / "away")
    server = make_server(bare).start()
    vault = wait_until(lambda: (told := server.get("/api/v1/vault").json)["found_error"] and told, "the vault was looked for")
    assert vault["found"] is None and "is not there" in vault["found_error"], vault
    assert vault["found_error"] in run_cli(bare, "vault", server=server).stdout
    server.stop()
    assert "is not there" in run_cli(bare, "vault", port=1).stdout
