"""Notes go to a paid provider without a question only once their owner has said yes: for this vault, these providers, and
for as long as it holds."""

import json

import pytest

from harness import run_cli, wait_until
from llm_provider import Provider

NOTES = {f"10_Notes/Note {number}.md": f"# Note {number}\n\nAnn has tea at {number}.\n" for number in range(5)}


def speak(body):
    """Metadata, a classification, or an answer."""
    text = json.dumps(body["messages"])
    if "The piece:" in text:
        return json.dumps({"note_type": "note", "suggested_title": "Filed", "content": None, "tags": [], "tasks": []})
    return json.dumps({"summary": "On tea."})


@pytest.fixture
def provider():
    with Provider(text=speak) as provider:
        yield provider


@pytest.fixture
def serve(make_server, home, provider):
    """A server with keys for paid providers, and with notes."""

    def make(*providers, **settings):
        for name, text in NOTES.items():
            home.write_note(name, text)
        server = make_server(**{**provider.settings(*(providers or ("anthropic", "openai"))), **settings}).start()
        server.wait_indexed()
        return server

    return make


def sync(server, **query):
    done = server.post("/api/v1/admin/sync", wait="true", **query)
    assert done.status == 200, done.body
    return done.json


def summary_of(run, step):
    return next(one["summary"] for one in run["steps"] if one["step"] == step)


def say(server, allowed):
    return server.request("POST", "/api/v1/vault/sending", body={"allowed": allowed})


def sending(server):
    answer = server.get("/api/v1/vault/sending")
    assert answer.status == 200, answer.body
    return answer.json


def test_with_keys_and_nothing_allowed_nobody_is_asked(serve, provider, home):
    home.write_note("Inbox/thought.md", "Call Ann about the contract.")
    server = serve(vault_upkeep="on")
    for _ in range(2):
        run = sync(server)
        assert run["status"] == "success", run
    for query in ({}, {"force": "true"}, {"note_path": "10_Notes/Note 1.md"}):
        refused = server.post("/api/v1/extract", **query)
        assert refused.status == 409, refused.body
        assert "until you allow it" in refused.json["detail"]
    assert server.get("/api/v1/suggestions/10_Notes/Note 1.md").status == 404
    assert provider.asked == []
    said = summary_of(run, "extract")
    assert "notes wait" in said and "Anthropic" in said and ("$" in said or "less than a cent" in said)
    assert "1 capture waits" in summary_of(run, "inbox")
    assert (home.vault / "Inbox/thought.md").exists()


def test_the_scheduled_sync_asks_nobody_either(serve, provider):
    server = serve(sync_interval="1")
    wait_until(lambda: server.get("/api/v1/admin/sync/runs").json["runs"], "a scheduled run")
    assert server.get("/api/v1/admin/sync-status").json["status"] == "ok"
    assert provider.asked == []


def test_what_waits_and_what_it_costs_is_told_before(serve, home):
    server = serve()
    sync(server, step="extract")
    server.await_check("models", None, "wait to be read")
    now = sending(server)
    assert now["answer"] == "unanswered" and now["allowed"] == []
    assert [one["provider"] for one in now["recipients"]] == ["anthropic", "openai"]
    assert now["notes"] >= len(NOTES) and now["cost_usd"] > 0 and now["daily_budget"] > 0
    shown = run_cli(home, "vault", "sending", server=server)
    assert shown.returncode == 0, shown.stderr
    assert "you have not allowed it" in shown.stdout and "Anthropic" in shown.stdout and "$" in shown.stdout


def test_a_yes_begins_it_outlives_the_process_and_a_no_ends_it(serve, provider, home):
    server = serve()
    refused = run_cli(home, "vault", "allow-sending", server=server)
    assert refused.returncode == 1 and "--yes" in refused.stderr and "Waiting:" in refused.stdout
    assert sending(server)["answer"] == "unanswered"
    allowed = run_cli(home, "vault", "allow-sending", "--yes", server=server)
    assert allowed.returncode == 0, allowed.stderr
    assert sync(server)["status"] == "success"
    asked = len(provider.asked)
    assert asked >= len(NOTES)

    server.stop()
    home.write_note("10_Notes/Note 0.md", "# Note 0\n\nChanged.\n")
    server.start()
    server.wait_indexed()
    sync(server, step="extract")
    assert len(provider.asked) == asked + 1
    assert run_cli(home, "vault", "stop-sending", server=server).returncode == 0
    home.write_note("10_Notes/Note 0.md", "# Note 0\n\nChanged again.\n")
    sync(server, step="extract")
    assert len(provider.asked) == asked + 1


def test_extractions_that_all_fail_are_told_with_what_still_works_until_one_succeeds(serve, provider, home):
    server = serve("anthropic")
    say(server, True)
    provider.text = lambda body: "I cannot do that."
    assert sync(server)["status"] == "success"
    check = server.await_check("models", "warning")
    assert server.health()["status"] == "warning"
    assert "cannot read your notes" in check["message"] and "Everything else works" in server.health()["summary"]
    assert server.get("/api/v1/admin/sync-status").json["trouble"] == check["message"]
    told = run_cli(home, "status", server=server).stdout
    assert told.count("cannot read your notes") >= 2, "in the verdict, and where the sync is said to be fine"

    provider.text = speak
    server.post("/api/v1/extract", force="true")
    wait_until(lambda: server.health()["status"] == "ok", "the verdict ends with its cause")
    assert "trouble" not in server.get("/api/v1/admin/sync-status").json


def test_the_vault_is_told_with_what_may_be_sent(serve, home):
    server = serve("anthropic")
    told = run_cli(home, "vault", server=server).stdout
    assert "Nothing is sent to Anthropic" in told and "secondbrain vault sending" in told
    say(server, True)
    assert "Notes and captures go to Anthropic" in run_cli(home, "vault", server=server).stdout
    assert json.loads(run_cli(home, "vault", "--json", server=server).stdout)["sending"]["answer"] == "given"
    server.stop()
    assert "may be sent to a paid language model" in run_cli(home, "vault", port=1).stdout


def test_a_yes_is_for_the_providers_it_was_said_for(serve, provider, home):
    server = serve("anthropic")
    assert say(server, True).json["allowed"] == ["anthropic"]
    server.stop()
    server.settings.update({**provider.settings("openai"), "anthropic_api_key": None})
    server.start()
    server.wait_indexed()
    assert sending(server)["allowed"] == []
    sync(server, step="extract")
    assert provider.asked == []


def test_another_vault_on_the_same_data_has_said_nothing(serve, provider, home):
    server = serve()
    say(server, True)
    server.stop()
    home.vault = home.root / "other"
    home.write_note("a.md", "# A\n\nAnother vault.\n")
    server.start()
    assert sending(server)["answer"] == "unanswered"


def test_a_model_at_hand_needs_no_yes(serve, provider):
    server = serve("local")
    run = sync(server, step="extract")
    assert run["status"] == "success"
    assert len(provider.asked) >= len(NOTES)
    assert sending(server)["recipients"] == []


def test_a_setting_can_say_it(serve, provider):
    server = serve(send_notes="on")
    assert sending(server)["by"] == "setting"
    assert say(server, False).status == 409
    sync(server, step="extract")
    assert len(provider.asked) >= len(NOTES)


def test_without_any_model_the_sync_is_well_and_says_so(serve, provider):
    server = serve("anthropic", anthropic_api_key=None)
    run = sync(server)
    assert run["status"] == "success"
    assert "No language model is set up" in summary_of(run, "extract")
    assert "ERROR" not in server.log


def test_the_command_line_without_a_server_keeps_to_it_too(home, provider):
    for name, text in NOTES.items():
        home.write_note(name, text)
    done = run_cli(home, "sync", "extract", **provider.settings())
    assert done.returncode == 0, done.stderr
    assert "until you allow it" in done.stdout + done.stderr
    assert provider.asked == []
