"""The token: what counts as it, what a guess costs, and who pays."""

import json
import threading
import urllib.parse

import pytest

from harness import Home, Server
from raw_client import LONG, Connection, head, memory_of, said_to, status_of, still_serves

TOKEN = "50%25 of%0d%0a a+secret%"


@pytest.fixture
def guarded(make_server):
    return make_server(token=TOKEN).start()


@pytest.fixture(scope="module")
def standing_guarded(tmp_path_factory):
    """One server for the tests that ask a single question."""
    server = Server(Home(tmp_path_factory.mktemp("home")), token=TOKEN).start()
    yield server
    server.kill()


def asked(server, given, path="/api/v1/index/stats"):
    return said_to(server, head(f"GET {path}", *([f"Authorization: {given}"] if given is not None else []), "Connection: close"))


def test_a_token_with_percent_signs_works(standing_guarded):
    assert status_of(asked(standing_guarded, f"Bearer {TOKEN}")) == 200
    assert status_of(asked(standing_guarded, f"bearer {TOKEN}")) == 200


@pytest.mark.parametrize("given", [
    None, "", "Bearer", "Bearer ", TOKEN, f"Basic {TOKEN}", f"Bearer {urllib.parse.unquote(TOKEN).split(chr(13))[0]}",
    f"Bearer {urllib.parse.quote(TOKEN)}", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", f"Bearer  {TOKEN}x",
    f"Bearer {TOKEN.upper()}", "Bearer 50%25", "Bearer " + "a" * 10_000, f"Bearer x, Bearer {TOKEN}"])
def test_nothing_else_is_taken_for_it(standing_guarded, given):
    answer = asked(standing_guarded, given)
    assert status_of(answer) == 401, answer
    assert b"\r\nWWW-Authenticate: Bearer\r\n" in answer
    assert TOKEN.encode() not in answer


def test_a_token_in_the_address_is_none(standing_guarded):
    for query in (f"token={urllib.parse.quote(TOKEN)}", f"access_token={urllib.parse.quote(TOKEN)}"):
        assert status_of(asked(standing_guarded, None, f"/api/v1/index/stats?{query}")) == 401


def test_the_first_of_two_headers_counts_for_everybody(standing_guarded):
    sent = head("GET /api/v1/index/stats", "Authorization: Bearer wrong", f"Authorization: Bearer {TOKEN}", "Connection: close")
    assert status_of(said_to(standing_guarded, sent)) in (400, 401)


def test_every_path_but_the_probes_and_the_page_asks_for_it(standing_guarded):
    document = said_to(standing_guarded, head("GET /openapi.json", f"Authorization: Bearer {TOKEN}", "Connection: close"))
    body = document.split(b"\r\n\r\n", 1)[1]
    described = json.loads(body)["paths"]
    assert len(described) > 30
    free = {"/", "/livez", "/readyz", "/startupz"}
    for path, verbs in described.items():
        for verb in verbs:
            target = path.replace("{", "").replace("}", "").replace(":path", "")
            answer = said_to(standing_guarded, head(f"{verb.upper()} {target}", "Connection: close"))
            if path in free or path.startswith("/admin"):
                assert status_of(answer) != 401, (verb, path)
            else:
                assert status_of(answer) == 401, (verb, path, answer)


def test_guesses_hold_up_nobody_else_and_are_logged(guarded):
    """More guesses than there are threads and places in line: the holder of the token is served in between."""
    many = 600 if LONG else 200
    before = memory_of(guarded)
    guessers = [Connection(guarded) for _ in range(many)]
    try:
        for number, one in enumerate(guessers):
            one.say(head("GET /api/v1/index/stats", f"Authorization: Bearer guess{number}"))
        for _ in range(20):
            while (status := status_of(asked(guarded, f"Bearer {TOKEN}"))) == 503:  # the line is full; the client comes again
                pass
            assert status == 200
        heard = [one.hear_all() for one in guessers]
    finally:
        for one in guessers:
            one.socket.close()
    assert {status_of(answer) for answer in heard} <= {401, 503, 0}
    assert any(status_of(answer) == 401 for answer in heard)
    assert all(answer.count(b"HTTP/1.1 ") <= 1 for answer in heard), "one guess to a connection"
    assert memory_of(guarded, "VmHWM") < before + 32
    told = [line for line in guarded.log.splitlines() if "wrong token" in line]
    assert told and "127.0.0.1" in told[0], guarded.log
    assert len(told) < 5, "the log is not filled by whoever guesses"
    assert TOKEN not in guarded.log and "guess1" not in guarded.log


def test_a_guess_with_a_body_is_refused_before_the_body(standing_guarded):
    answer = said_to(standing_guarded, head("POST /api/v1/capture", "Authorization: Bearer wrong", "Content-Length: 1000000"))
    assert status_of(answer) == 401


def test_a_stop_does_not_wait_for_those_who_wait(guarded):
    guessers = [Connection(guarded) for _ in range(20)]
    for one in guessers:
        one.say(head("GET /api/v1/index/stats", "Authorization: Bearer wrong"))
    assert guarded.stop() == 0
    for one in guessers:
        one.socket.close()


def test_right_and_wrong_at_the_same_time(guarded):
    wrong = []

    def ask(given, status):
        for _ in range(20 if LONG else 5):
            if (heard := status_of(asked(guarded, given))) != status:
                wrong.append((given, heard))

    threads = [threading.Thread(target=ask, args=pair) for pair in [(f"Bearer {TOKEN}", 200), ("Bearer no", 401)] * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    still_serves(guarded)
