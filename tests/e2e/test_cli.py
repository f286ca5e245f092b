"""Every command against a running server, in words and in JSON."""

import json
import os
import pty
import subprocess
import termios
import urllib.parse

import pytest

from harness import PATIENCE, PROGRAM, run_cli, wait_until


def json_of(answer):
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_search(server, home):
    said = run_cli(home, "search", "compost", server=server)
    assert said.returncode == 0, said.stderr
    assert "10_Notes/Compost.md" in said.stdout
    assert "\x1b" not in said.stdout, "no colours into a pipe"
    found = json_of(run_cli(home, "search", "compost", "--limit", "1", "--explain", "--json", server=server))
    assert len(found["results"]) == 1
    assert found["results"][0]["passages"][0]["score"]["lexical_rank"] == 1
    only = json_of(run_cli(home, "search", "compost", "--folder", "00_Daily", "--json", server=server))
    assert [hit["note_path"] for hit in only["results"]] == ["00_Daily/2026-02-05.md"]


def test_index(server, home):
    home.write_note("new.md", "An axolotl.\n")
    said = run_cli(home, "index", server=server)
    assert said.returncode == 0, said.stderr
    assert server.search("axolotl") == ["new.md"]
    full = json_of(run_cli(home, "index", "--full", "--json", server=server))
    assert full["status"] == "success"
    assert full["notes_processed"] == 5
    started = json_of(run_cli(home, "index", "--no-wait", "--json", server=server))
    assert started["status"] == "accepted"


def test_status(server, home):
    said = run_cli(home, "status", server=server)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "running" in said.stdout
    state = json_of(run_cli(home, "status", "--json", server=server))
    assert state["health"]["vault"] == "ok"
    assert state["sync"]["status"] == "unknown"
    assert {actor["name"] for actor in state["actors"]} >= {"root", "root/stores/lexical", "root/index/reindexer"}


def test_sync_index(server, home):
    home.write_note("new.md", "An axolotl.\n")
    done = json_of(run_cli(home, "sync", "index", "--json", server=server))
    assert (done["status"], done["covered"]) == ("success", True)
    assert server.search("axolotl") == ["new.md"]
    assert not (home.data / ".sync_completed").exists()


def lines_in_a_terminal(home, *words, server):
    """What stands on the screen of somebody who runs a command: lines that were drawn over are gone."""
    screen, end = pty.openpty()
    port = urllib.parse.urlparse(server.url).port
    process = subprocess.Popen([PROGRAM, *words], env=home.environment(port=port), cwd="/", stdin=subprocess.DEVNULL,
                               stdout=end, stderr=end)
    os.close(end)
    written = b""
    while True:
        try:
            piece = os.read(screen, 4096)
        except OSError:  # how Linux says that the other end is closed
            piece = b""
        if not piece:
            break
        written += piece
    os.close(screen)
    assert process.wait(PATIENCE) == 0, written
    lines = written.decode().split("\n")  # a line that is drawn over begins with a carriage return, which ends none
    return [text for text in (line.rsplit("\x1b[K", 1)[-1].strip() for line in lines) if text]


def test_a_sync_in_a_terminal_says_each_thing_once_and_in_words(server, home):
    lines = lines_in_a_terminal(home, "sync", server=server)
    assert [line.split(":")[0] for line in lines] == ["inbox", "tasks", "projects", "index", "extract"], lines
    assert not any("{" in line or "[INFO]" in line for line in lines), lines
    lines = lines_in_a_terminal(home, "sync", "index", server=server)
    assert len(lines) == 1 and lines[0].startswith("index: "), lines


def test_a_sync_answers_json_with_one_document(server, home):
    assert json_of(run_cli(home, "sync", "--json", server=server))["status"] == "success"


def test_a_backup_is_begun_without_waiting_for_it(server, home):
    begun = json_of(run_cli(home, "backup", "--no-wait", "--json", server=server))
    assert server.ended_backup(begun["run_id"])["backup"]["verified"] is True
    said = run_cli(home, "backup", "--no-wait", server=server)
    assert said.returncode == 0 and "secondbrain backups" in said.stdout, said


def test_config(home):
    settings = {setting["name"]: setting for setting in json_of(run_cli(home, "config", "--json"))["settings"]}
    assert settings["SECONDBRAIN_VAULT_PATH"] == {
        "name": "SECONDBRAIN_VAULT_PATH", "value": str(home.vault), "source": "environment",
    }


def test_backup_and_backups(server, home):
    made = json_of(run_cli(home, "backup", "--json", server=server))
    listed = json_of(run_cli(home, "backups", "--json"))
    assert [backup["id"] for backup in listed["backups"]] == [made["id"]]
    assert server.stop() == 0
    restored = json_of(run_cli(home, "restore", "--latest", "--yes", "--json"))
    assert restored["replaced"]


@pytest.mark.parametrize("words", [["search", "x"], ["index"], ["status"]])
def test_without_a_server_every_command_says_how_to_start_one(home, words):
    said = run_cli(home, *words, port=1)
    assert said.returncode == 1
    assert said.stdout == ""
    assert "not running at http://127.0.0.1:1" in said.stderr and "secondbrain serve" in said.stderr


def test_a_token_is_used_when_one_is_configured(make_server, home):
    server = make_server(token="correct-horse-battery-staple").start()
    refused = run_cli(home, "search", "compost", server=server)
    assert refused.returncode == 1
    assert "SECONDBRAIN_TOKEN" in refused.stderr
    said = run_cli(home, "status", server=server, token="correct-horse-battery-staple")
    assert said.returncode == 0, said.stderr


def test_a_command_line_that_makes_no_sense(home):
    said = run_cli(home, "dance")
    assert said.returncode == 2
    assert said.stdout == "" and said.stderr


@pytest.mark.parametrize("name, is_shown", [("SECONDBRAIN_ALARM_WEBHOOK_TOKEN", False), ("SECONDBRAIN_QUIET_HOURS", True)])
def test_a_secret_is_not_shown_while_it_is_typed(home, tmp_path, name, is_shown):
    settings = tmp_path / "env"
    person, terminal = pty.openpty()
    environment = home.environment(env_file=settings)
    with subprocess.Popen([PROGRAM, "config", "set", name], env=environment, cwd="/", stdin=terminal, stdout=terminal, stderr=terminal) as asking:
        os.close(terminal)
        shown = b""
        while not shown.endswith(f"{name}: ".encode()):
            shown += os.read(person, 1000)
        wait_until(lambda: bool(termios.tcgetattr(person)[3] & termios.ECHO) == is_shown, "the terminal shows what it may")
        os.write(person, b"22:00-07:00\n")
        assert asking.wait(PATIENCE) == 0
    try:
        while more := os.read(person, 1000):
            shown += more
    except OSError:  # nobody has the terminal open any more
        pass
    os.close(person)
    assert (b"22:00-07:00\r\n" in shown.split(b": ", 1)[1].split(b"is written")[0]) == is_shown
    assert settings.read_text() == f"{name}=22:00-07:00\n"
