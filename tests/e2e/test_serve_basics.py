"""Starting, answering, searching, stopping."""

import signal
import socket

import pytest

from harness import NoAnswer, wait_until


def test_health_is_ok_and_keeps_the_agreed_fields(server):
    health = server.health()
    assert health["status"] in ("ok", "warning"), health
    assert health["vault"] == "ok"
    assert health["free_disk_gb"] > 0
    assert health["last_sync_hours_ago"] is None
    assert {check["name"] for check in health["checks"]} >= {"vault", "disk"}
    assert server.get("/api/v1/health").json["status"] == health["status"]


def test_a_search_finds_a_note_and_shows_where(server):
    answer = server.get("/api/v1/search", q="rye flour").json
    assert answer["mode"] in ("lexical", "hybrid")
    first = answer["results"][0]
    assert first["note_path"] == "00_Daily/2026-02-05.md"
    passage = first["passages"][0]
    begin, end = passage["highlights"][0]
    assert passage["snippet"][begin:end].lower() in ("rye", "flour")
    assert passage["line"] >= 1


def test_highlights_count_code_points(server):
    passage = server.get("/api/v1/search", q="Größe").json["results"][0]["passages"][0]
    assert "Größe" in [passage["snippet"][begin:end] for begin, end in passage["highlights"]]


def test_the_probes_tell_a_started_server(server):
    for probe in ("/livez", "/readyz", "/startupz"):
        assert server.get(probe).status == 200


def test_a_saved_note_becomes_searchable_by_itself(server):
    server.home.write_note("10_Notes/New.md", "An axolotl regrows its limbs.\n")
    wait_until(lambda: server.search("axolotl") == ["10_Notes/New.md"], "the new note is found")


def test_a_removed_note_is_no_longer_found(server):
    (server.home.vault / "10_Notes/Compost.md").unlink()
    server.index()
    assert "10_Notes/Compost.md" not in server.search("compost")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(server, number):
    server.signal(number)
    assert server.wait_exit() == 0
    assert not (server.home.data / ".reindex_lock").exists()
    assert not list(server.home.data.glob("*.db-wal")), "every store was checkpointed and closed"
    with pytest.raises(NoAnswer):
        server.get("/livez")


def test_it_stops_while_a_request_line_is_half_sent(server):
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as dawdler:
        dawdler.sendall(b"GET /livez HT")
        assert server.stop() == 0


def test_a_restart_keeps_the_index(server):
    assert server.stop() == 0
    server.start()
    assert server.search("compost")[0] == "10_Notes/Compost.md"


def log_line(server, part):
    return next(line for line in server.log.splitlines() if part in line)


def test_the_log_opens_with_the_resolved_configuration(server):  # STA-1
    opening = log_line(server, "starts: vault")
    assert "[INFO]" in opening
    assert str(server.home.vault) in opening
    assert str(server.home.data) in opening


@pytest.mark.parametrize("folder", [None, "nowhere"])
def test_without_a_vault_it_starts_and_says_so(make_server, home, folder):  # STA-2, STA-3
    home.vault = folder and home.root / folder
    server = make_server().start()
    assert "[ERROR]" in log_line(server, "VAULT PATH NOT CONFIGURED")
    health = server.health()
    assert (health["status"], health["vault"]) == ("error", "not configured or missing")
    assert server.get("/livez").status == 200
