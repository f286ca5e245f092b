"""Who is told when something breaks: alarms, their end, quiet hours, restarts, tests, the briefing, signs of life."""

import json
import os
import shutil
import socket
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from daily_notes import write_daily_notes
from harness import run_cli, wait_until
from notice_receiver import NoticeReceiver
from pages import click, complaints, keep, says

FAST = {"alarm_interval": 1, "alarm_vault_missing": 1, "alarm_sync_failed": 0, "alarm_test_interval": 0}


@pytest.fixture
def receiver():
    with NoticeReceiver() as receiver:
        yield receiver


@pytest.fixture
def alarmed(make_server, receiver):
    """Makes servers that look every second and tell the receiver."""

    def make(**settings):
        return make_server(**{**FAST, "alarm_webhook": receiver.url + "/hook", **settings})

    return make


def local_time(minutes):
    return (datetime.now() + timedelta(minutes=minutes)).strftime("%H:%M")


def rule(server, name):
    return next(one for one in server.get("/api/v1/alarms").json["rules"] if one["rule"] == name)


def channel(server, name):
    return next(one for one in server.get("/api/v1/alarms").json["channels"] if one["name"] == name)


def looked_twice(server):
    """Until the rules were held against health two more times."""
    for _ in range(2):
        before = server.get("/api/v1/alarms").json["looked_at"]
        wait_until(lambda: server.get("/api/v1/alarms").json["looked_at"] != before, "the rules are looked at")


def all_delivered(server, count=1):
    """Until it is written down: the receiver has a notice before the service knows that it does."""

    def known():
        webhook = channel(server, "webhook")
        return (webhook["delivered"], webhook["waiting"]) == (count, 0)

    wait_until(known, "what was sent is known")


def fail_sync(home):
    home.data.mkdir(parents=True, exist_ok=True)
    (home.data / ".sync_failed").write_text(datetime.now().isoformat() + " tasks: the disk is full\n")


def test_a_vault_that_goes_missing_is_told_once_and_so_is_its_return(alarmed, receiver, home):
    server = alarmed().start()
    server.wait_indexed()
    away = home.root / "away"
    home.vault.rename(away)
    alarm, = wait_until(lambda: receiver.arrived("vault-missing"), "the alarm arrives")
    assert (alarm["kind"], alarm["severity"]) == ("alarm", "critical")
    assert str(home.vault) in alarm["text"] and alarm["link"].endswith("/admin/")
    looked_twice(server)
    assert rule(server, "vault-missing")["state"] == "firing"
    away.rename(home.vault)
    wait_until(lambda: receiver.arrived("vault-missing", "recovery"), "its end arrives")
    looked_twice(server)
    assert [one["kind"] for one in receiver.arrived("vault-missing")] == ["alarm", "recovery"]
    assert len({one["id"] for one in receiver.arrived()}) == len(receiver.arrived())
    all_delivered(server, count=2)
    metrics = server.get("/metrics").body.decode()
    assert 'secondbrain_alarm_firing{rule="vault-missing"} 0' in metrics
    assert 'secondbrain_alarm_notices_waiting{channel="webhook"} 0' in metrics


def test_quiet_hours_hold_back_what_is_not_most_urgent(alarmed, receiver, home):
    fail_sync(home)
    server = alarmed(quiet_hours=f"{local_time(-120)}-{local_time(120)}").start()
    wait_until(lambda: rule(server, "sync-failed")["state"] == "firing", "it fires")
    looked_twice(server)
    assert rule(server, "sync-failed")["told_at"] is None
    home.vault.rename(home.root / "away")
    wait_until(lambda: receiver.arrived("vault-missing"), "what is most urgent is told all the same")
    assert receiver.arrived("sync-failed") == []
    (home.root / "away").rename(home.vault)
    assert server.stop() == 0
    server.settings.pop("quiet_hours")
    server.start()
    wait_until(lambda: receiver.arrived("sync-failed"), "the rest is told when they are over")


def test_a_kill_between_firing_and_delivery_neither_loses_nor_doubles(alarmed, receiver, home):
    receiver.status = 500
    fail_sync(home)
    server = alarmed().start()
    wait_until(lambda: channel(server, "webhook")["failures_in_a_row"] > 0, "it is tried in vain")
    assert channel(server, "webhook")["waiting"] == 1
    server.kill()
    receiver.status = 200
    server.start()
    wait_until(lambda: receiver.arrived("sync-failed"), "it arrives after all")
    all_delivered(server)
    looked_twice(server)
    server.kill()
    server.start()
    looked_twice(server)
    assert len(receiver.arrived("sync-failed")) == 1


def test_one_good_channel_is_enough(alarmed, receiver, home, tmp_path):
    """Every other one is broken: nobody listens, somebody hangs, a program fails."""
    with socket.socket() as closed, NoticeReceiver() as hanging:
        closed.bind(("127.0.0.1", 0))
        hanging.hangs = True
        defaults = os.environ.get("E2E_ALARM_DEFAULTS")  # with the real interval and grace: two minutes
        timing = {"alarm_interval": 30, "alarm_vault_missing": 60} if defaults else {}
        server = alarmed(alarm_ntfy=hanging.url + "/topic", alarm_command=shutil.which("false"),
                         alarm_email_server=f"smtp://127.0.0.1:{closed.getsockname()[1]}",
                         alarm_email_from="me@example.com", alarm_email_to="me@example.com", **timing).start()
        server.wait_indexed()
        home.vault.rename(home.root / "away")
        gone = time.monotonic()
        wait_until(lambda: receiver.arrived("vault-missing"), "it is told within two minutes", 120)
        print(f"told after {time.monotonic() - gone:.1f} s")
        wait_until(lambda: channel(server, "email")["error"], "that the others do not work is said")
        assert "127.0.0.1" in channel(server, "email")["error"]
        if not defaults:
            server.await_check("alarms", "warning", "do not reach you through")


def test_the_command_tests_every_channel_and_silences_rules(alarmed, receiver, home):
    server = alarmed().start()
    done = run_cli(home, "alarms", "test", server=server)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "webhook: delivered\n"
    assert [one["kind"] for one in receiver.arrived()] == ["test"]
    done = run_cli(home, "alarms", "silence", "2h", "sync-failed", server=server)
    assert done.returncode == 0 and "sync-failed is silenced until" in done.stdout
    fail_sync(home)
    wait_until(lambda: rule(server, "sync-failed")["state"] == "firing", "it fires")
    looked_twice(server)
    assert receiver.arrived("sync-failed") == []
    assert "silenced until" in run_cli(home, "alarms", server=server).stdout
    assert run_cli(home, "alarms", "unsilence", "sync-failed", server=server).returncode == 0
    wait_until(lambda: receiver.arrived("sync-failed"), "it is told again")
    refused = run_cli(home, "alarms", "silence", "2h", "nonsense", server=server)
    assert refused.returncode == 1 and "no rule nonsense" in refused.stderr
    receiver.status = 401
    failed = run_cli(home, "alarms", "test", "--json", server=server)
    assert failed.returncode == 1
    answer = json.loads(failed.stdout)["channels"][0]
    assert (answer["test"], answer["needs_owner"]) == ("failed", True)


def test_a_test_is_sent_by_itself_once_a_channel_is_set_up(alarmed, receiver):
    server = alarmed(alarm_test_interval=168).start()
    wait_until(lambda: receiver.arrived(kind="test"), "the first one arrives")
    all_delivered(server)
    assert server.stop() == 0
    server.start()
    looked_twice(server)
    assert len(receiver.arrived(kind="test")) == 1
    assert server.get("/api/v1/alarms").json["next_test_at"] is not None


def test_the_briefing_arrives_exactly_once(alarmed, receiver, home):
    write_daily_notes(home)
    server = alarmed(briefing_at="00:00", briefing_channel="webhook").start()
    briefing, = wait_until(lambda: receiver.arrived(kind="briefing"), "it arrives")
    assert "Order seeds" in briefing["text"] and "Dentist" in briefing["text"]
    all_delivered(server)
    for end in (server.kill, server.stop):
        end()
        server.start()
        looked_twice(server)
    assert len(receiver.arrived(kind="briefing")) == 1


def test_the_briefing_is_sent_on_request_as_the_document_says(alarmed, receiver, home):
    write_daily_notes(home)
    server = alarmed(alarm_command="true", machine_name="attic").start()
    server.wait_indexed()
    document = (Path(__file__).resolve().parents[2] / "docs" / "alarm-channels.md").read_text()
    commands = [line.split()[1:] for line in document.splitlines() if line.startswith("secondbrain briefing --send")]
    assert len(commands) == 2
    for words in commands:
        words = [{"email": "command"}.get(word, word) for word in words]
        sent = run_cli(home, *words, server=server)
        assert sent.returncode == 0, sent.stderr
    briefing, = receiver.arrived(kind="briefing")
    assert briefing["machine"] == "attic" and "Order seeds" in briefing["text"]
    refused = run_cli(home, "briefing", "--send", "pigeon", server=server)
    assert refused.returncode == 1 and "there is no channel pigeon; set up: webhook, command" in refused.stderr
    assert server.get("/api/v1/alarms").json["briefing"] == "none", "it does not count as the daily one"


def test_a_briefing_that_could_not_be_delivered_is_sent_later_and_once(alarmed, receiver, home):
    write_daily_notes(home)
    receiver.status = 503
    server = alarmed(briefing_at="00:00", briefing_channel="webhook").start()
    wait_until(lambda: channel(server, "webhook")["error"], "it cannot be delivered")
    assert server.stop() == 0
    receiver.status = 200
    server.start()
    wait_until(lambda: receiver.arrived(kind="briefing"), "it arrives")
    looked_twice(server)
    assert len(receiver.arrived(kind="briefing")) == 1


def test_a_briefing_that_is_taken_without_an_answer_arrives_once(alarmed, receiver, home):
    write_daily_notes(home)
    receiver.hangs = True
    server = alarmed(briefing_at="00:00", briefing_channel="webhook").start()
    wait_until(lambda: receiver.calls, "it is sent")
    assert server.stop() == 0
    receiver.hangs = False
    server.start()
    looked_twice(server)
    assert len(receiver.calls) == 1
    assert server.get("/api/v1/alarms").json["briefing"] == "may_have_arrived"
    assert "may have arrived" in run_cli(home, "alarms", server=server).stdout


def test_a_restore_has_nothing_told_again(alarmed, receiver, home):
    write_daily_notes(home)
    server = alarmed(briefing_at="23:59", briefing_channel="webhook").start()
    looked_twice(server)
    assert run_cli(home, "backup", server=server).returncode == 0
    assert server.stop() == 0
    server.settings["briefing_at"] = "00:00"
    server.start()
    all_delivered(server)
    done = run_cli(home, "restore", "--latest", "--yes", server=server)
    assert done.returncode == 0, done.stderr
    server.wait_ready()
    looked_twice(server)
    assert len(receiver.arrived(kind="briefing")) == 1


def test_without_a_channel_nothing_is_sent_and_that_is_said(make_server, home):
    server = make_server(alarm_interval=1).start()
    looked_twice(server)
    server.await_check("alarms", None, "nobody is told")
    assert run_cli(home, "alarms", "test", server=server).returncode == 1
    assert "nobody is told" in run_cli(home, "alarms", server=server).stdout


@pytest.mark.parametrize("settings, named", [
    ({"briefing_at": "07:30"}, "SECONDBRAIN_BRIEFING_AT"),
    ({"briefing_at": "07:30", "briefing_channel": "pigeon"}, "pigeon"),
    ({"alarm_disk_low": "soon"}, "SECONDBRAIN_ALARM_DISK_LOW"),
    ({"quiet_hours": "at night"}, "SECONDBRAIN_QUIET_HOURS"),
])
def test_a_setting_that_makes_no_sense_is_told_at_the_start(make_server, settings, named):
    server = make_server(**settings).start(ready=False)
    assert server.wait_exit() == 1
    assert named in server.log


def test_signs_of_life_go_to_a_service_elsewhere(alarmed, receiver, home):
    server = alarmed(ping_url=receiver.url + "/ping/uuid", ping_interval=10).start()
    wait_until(lambda: ("/ping/uuid/start") in [path for path, _ in receiver.calls], "the start")
    wait_until(lambda: ("/ping/uuid") in [path for path, _ in receiver.calls], "all is well")
    home.vault.rename(home.root / "away")
    wait_until(lambda: ("/ping/uuid/fail") in [path for path, _ in receiver.calls], "something is wrong")
    assert server.get("/api/v1/alarms").json["ping"]["error"] is None


def test_the_card_shows_what_fires_and_tests_the_channels(browser, alarmed, receiver, home):
    fail_sync(home)
    server = alarmed().start()
    wait_until(lambda: receiver.arrived("sync-failed"), "it fires")
    browser.get(server.url + "/admin/")
    says(browser, "#alarms-text", "There is one alarm.")
    click(browser, "#alarms-test")
    assert says(browser, "#alarms-outcome", "Test: ") == "Test: webhook delivered."
    click(browser, "#alarms-summary")
    keep(browser, "alarms")
    click(browser, "[data-rule='sync-failed'] button")
    says(browser, "[data-rule='sync-failed']", "Silenced until")
    click(browser, "#alarms-briefing")
    says(browser, "#alarms-outcome", "Today's briefing was sent (webhook).")
    assert len(receiver.arrived(kind="briefing")) == 1
    assert complaints(browser) == []
