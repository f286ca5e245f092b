"""What arrives is bounded, and what needs no body to be refused is refused before one is read.

Measured in the memory of the server's process, not in time. A flood is much larger than the bound, so that whatever
kept it would show.
"""

import threading

import pytest

from harness import Home, Server
from raw_client import LONG, Connection, forget_peak, head, memory_of, said_to, status_of, still_serves

FLOOD = (512 if LONG else 64) * 1024 * 1024  # bytes on one connection
BOUND = 24  # MiB that the process may grow by

POST = "POST /api/v1/capture"
CHUNKED = head(POST, "Transfer-Encoding: chunked")

ENDLESS = {
    "request line": (b"", b"a"),
    "method": (b"", b"GET"),
    "empty lines": (b"", b"\r\n"),
    "path": (b"GET /", b"a/"),
    "query": (b"GET /api/v1/search?q=", b"a+"),
    "one header": (b"GET /livez HTTP/1.1\r\nX-A: ", b"a"),
    "many headers": (b"GET /livez HTTP/1.1\r\n", b"X-A: a\r\n"),
    "chunk size": (CHUNKED.encode(), b"0"),
    "chunk extension": (CHUNKED.encode() + b"5;a=", b"b"),
    "many chunk extensions": (CHUNKED.encode() + b"5", b";a=b"),
    "tiny chunks": (CHUNKED.encode(), b"1;name=value\r\na\r\n"),
    "large chunks": (CHUNKED.encode(), b"10000\r\n" + b"a" * 65536 + b"\r\n"),
    "huge chunk": (CHUNKED.encode() + b"ffffffff\r\n", b"a"),
    "impossible chunk": (CHUNKED.encode() + b"ffffffffffffffff\r\n", b"a"),
    "number beyond numbers": (CHUNKED.encode() + b"1ffffffffffffffff\r\n", b"a"),
    "one trailer": (CHUNKED.encode() + b"0\r\nX-A: ", b"a"),
    "many trailers": (CHUNKED.encode() + b"0\r\n", b"X-A: a\r\n"),
    "announced body": (head(POST, f"Content-Length: {FLOOD}").encode(), b"a"),
    "body without a reader": (head("GET /livez", f"Content-Length: {FLOOD}").encode(), b"a"),
}


def memory_before(server):
    forget_peak(server)
    return memory_of(server)


def flood(server, start, repeated):
    """Says as much as the server lets it, and returns the answer, if one came."""
    block = repeated * (65536 // len(repeated) + 1)
    with Connection(server) as client:
        open_ = client.say(start)
        sent = 0
        while open_ and sent < FLOOD:
            open_ = client.say(block)
            sent += len(block)
        return client.hear_all()


@pytest.mark.parametrize("name", ENDLESS)
def test_what_has_no_end_is_not_kept(standing, name):
    before = memory_before(standing)
    answer = flood(standing, *ENDLESS[name])
    assert status_of(answer) in (0, 200, 400, 413, 414, 431), answer  # 0: the flood has run over the answer
    assert memory_of(standing, "VmHWM") < before + BOUND
    still_serves(standing)


@pytest.mark.parametrize("name", ["chunk size", "chunk extension", "one trailer", "many trailers", "large chunks"])
def test_many_at_once_are_not_kept_either(standing, name):
    before = memory_before(standing)
    threads = [threading.Thread(target=flood, args=(standing, *ENDLESS[name])) for _ in range(40 if LONG else 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory_of(standing, "VmHWM") < before + BOUND + (2 * len(threads) if name == "large chunks" else 0)
    still_serves(standing)


WITHOUT_BODY = {  # refused by the head alone: nothing is waited for, although a body is announced and none comes
    "another host": (head(POST, "Content-Length: 1000", host="evil.example"), 421),
    "no host": (f"{POST} HTTP/1.1\r\nContent-Length: 1000\r\n\r\n", 400),
    "another origin": (head(POST, "Content-Length: 1000", "Origin: http://evil.example"), 403),
    "no token": (head(POST, "Content-Length: 1000"), 401),
    "wrong token": (head(POST, "Content-Length: 1000", "Authorization: Bearer wrong"), 401),
    "method": (head("PUT /api/v1/capture", "Content-Length: 1000"), 405),
    "unknown method": (head("BREW /api/v1/capture", "Content-Length: 1000"), 501),
    "path": (head("POST /api/v1/nothing", "Content-Length: 1000"), 404),
    "length": (head(POST, "Content-Length: 1000000000", "Authorization: Bearer right-token"), 413),
    "length beyond numbers": (head(POST, "Content-Length: 99999999999999999999", "Authorization: Bearer right-token"), 413),
    "expectation": (head(POST, "Content-Length: 1000", "Authorization: Bearer right-token", "Expect: tea"), 417),
}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    server = Server(Home(tmp_path_factory.mktemp("guarded")), token="right-token").start()
    yield server
    server.kill()


@pytest.mark.parametrize("name", WITHOUT_BODY)
def test_a_head_is_checked_before_its_body_is_waited_for(guarded, name):
    sent, status = WITHOUT_BODY[name]
    for more in ("", "Expect: 100-continue"):
        if more and name == "expectation":
            continue
        announced = sent.replace("\r\nContent-Length:", f"\r\n{more}\r\nContent-Length:" if more else "\r\nContent-Length:", 1)
        answer = said_to(guarded, announced)
        assert status_of(answer) == status, answer
        assert b"\r\nConnection: close\r\n" in answer


def test_the_head_is_checked_before_chunks_are_waited_for(guarded):
    for headers, status in ((["Host: evil.example"], 421), (["Host: localhost"], 401)):
        sent = "\r\n".join([f"{POST} HTTP/1.1", *headers, "Transfer-Encoding: chunked", "", ""])
        assert status_of(said_to(guarded, sent)) == status


def test_deep_json_is_refused(standing):
    before = memory_before(standing)
    deep = "[" * 400_000
    for body in (deep, '{"text":' + deep, '{"a":' * 100_000, "[" * 1000 + "]" * 1000, '"' + "\\u0000" * 100_000 + '"',
                 "1" * 900_000, "1e" + "9" * 900_000, "-" * 900_000, '{"text": 1e400}', '{"text": ' + "9" * 400 + "}"):
        sent = head(POST, "Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close") + body
        assert status_of(said_to(standing, sent)) == 422
    assert memory_of(standing, "VmHWM") < before + 64
    still_serves(standing)


def test_a_body_of_the_size_that_is_allowed_is_taken(standing):
    body = b'{"text": "' + b"a" * 1000 + b'"}' + b" " * (1024 * 1024 - 1012)
    assert len(body) == 1024 * 1024
    sent = head(POST, "Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close").encode() + body
    assert status_of(said_to(standing, sent)) == 200
