"""Requests that two readers could understand differently are refused, and nothing behind them is ever an answer."""

import random
import socket

import pytest

from raw_client import LONG, Connection, answers_in, head, said_to, status_of, still_serves

POST = "POST /api/v1/index?wait=false"
SMUGGLED = head("GET /livez")

MALFORMED = {
    "bare line feeds": "GET /livez HTTP/1.1\nHost: localhost\n\n",
    "one bare line feed": "GET /livez HTTP/1.1\r\nHost: localhost\n\r\n",
    "bare carriage return in a header": head("GET /livez", "X-A: a\rX-B: b"),
    "bare carriage return in the request line": "GET /livez\r HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "zero byte in a header": head("GET /livez", "X-A: a\0b"),
    "zero byte in the path": "GET /li\0vez HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "zero byte in the path, encoded": head("GET /li%00vez"),
    "escape character in a header": head("GET /livez", "X-A: \x1b[2J"),
    "delete character in a header": head("GET /livez", "X-A: \x7f"),
    "folded header": head("GET /livez", "X-A: a", " b"),
    "folded by a tab": head("GET /livez", "X-A: a", "\tContent-Length: 5"),
    "folded first line": "GET /livez HTTP/1.1\r\n Host: localhost\r\n\r\n",
    "space before the colon": head(POST, "Content-Length : 5") + "hello",
    "tab before the colon": head(POST, "Transfer-Encoding\t: chunked") + "0\r\n\r\n",
    "no colon": head("GET /livez", "X-A"),
    "no name": head("GET /livez", ": a"),
    "name that is no name": head("GET /livez", "X A: a"),
    "two hosts": head("GET /livez", "Host: localhost"),
    "no host": "GET /livez HTTP/1.1\r\n\r\n",
    "empty host": head("GET /livez", host=""),
    "host in escapes": head("GET /livez", host="%31%32%37.0.0.1"),
    "host with an escaped line end": head("GET /livez", host="localhost%0d%0aX-A:a"),
    "host with an escaped zero byte": head("GET /livez", host="localhost%00.evil.example"),
    "host with a name in front": head("GET /livez", host="evil.example@localhost"),
    "another host in the address": head("GET http://evil.example/livez"),
    "no path": "GET livez HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "two spaces": "GET  /livez HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "space in the path": "GET /li vez HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "another version": "GET /livez HTTP/2.0\r\nHost: localhost\r\n\r\n",
    "no version": "GET /livez\r\nHost: localhost\r\n\r\n",
    "lower-case version": "GET /livez http/1.1\r\nHost: localhost\r\n\r\n",
    "encrypted": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(64)),
    "two lengths": head(POST, "Content-Length: 5", "Content-Length: 5") + "hello",
    "two lengths that differ": head(POST, "Content-Length: 5", "Content-Length: 50") + "hello",
    "lengths in one line": head(POST, "Content-Length: 5, 5") + "hello",
    "length and chunks": head(POST, "Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n",
    "chunks and length": head(POST, "Transfer-Encoding: chunked", "Content-Length: 5") + "0\r\n\r\n",
    "chunks twice": head(POST, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + "0\r\n\r\n",
    "chunks in 1.0": "POST /api/v1/index HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "length in escapes": head(POST, "Content-Length: %35") + "hello",
    "length with a sign": head(POST, "Content-Length: +5") + "hello",
    "negative length": head(POST, "Content-Length: -5") + "hello",
    "length in hexadecimal": head(POST, "Content-Length: 0x5") + "hello",
    "no length": head(POST, "Content-Length:") + "hello",
    "length with a line end in escapes": head(POST, "Content-Length: 5%0d%0a") + "hello",
}

CHUNKS = {
    "bare line feed after the size": "5\nhello\r\n0\r\n\r\n",
    "bare line feed after the data": "5\r\nhello\n0\r\n\r\n",
    "no line end after the data": "5\r\nhello0\r\n\r\n",
    "more data than announced": "5\r\nhello world\r\n0\r\n\r\n",
    "carriage return alone": "5\rhello\r\n0\r\n\r\n",
    "two carriage returns": "5\r\r\nhello\r\n0\r\n\r\n",
    "carriage return in an extension": "5;a\rb\r\nhello\r\n0\r\n\r\n",
    "zero byte in an extension": "5;a\0b\r\nhello\r\n0\r\n\r\n",
    "no number": "zz\r\nhello\r\n0\r\n\r\n",
    "empty size": "\r\nhello\r\n0\r\n\r\n",
    "negative size": "-5\r\nhello\r\n0\r\n\r\n",
    "size with a prefix": "0x5\r\nhello\r\n0\r\n\r\n",
    "space in front of the size": " 5\r\nhello\r\n0\r\n\r\n",
    "space in the size": "5 5\r\nhello\r\n0\r\n\r\n",
    "bare line feed at the end": "5\r\nhello\r\n0\n\n",
    "folded trailer": "5\r\nhello\r\n0\r\nX-A: a\r\n b\r\n\r\n",
    "trailer without a colon": "5\r\nhello\r\n0\r\nGET /livez HTTP/1.1\r\n\r\n",
    "trailer with a space before its colon": "5\r\nhello\r\n0\r\nX-A : a\r\n\r\n",
}


def refused(server, sent, status):
    answer = said_to(server, sent)
    assert status_of(answer) == status, answer
    assert answers_in(answer) == 1, f"something behind it was answered: {answer}"
    assert b"\r\nConnection: close\r\n" in answer, answer
    assert b'{"detail":"' in answer


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_request_is_refused_and_ends_the_connection(standing, name):
    sent = MALFORMED[name]
    refused(standing, (sent if isinstance(sent, bytes) else sent.encode()) + SMUGGLED.encode(), 400)


@pytest.mark.parametrize("name", CHUNKS)
def test_a_malformed_body_is_refused_and_ends_the_connection(standing, name):
    refused(standing, head(POST, "Transfer-Encoding: chunked") + CHUNKS[name] + SMUGGLED, 400)


@pytest.mark.parametrize("coding", ["chun%6bed", "gzip, chunked", "chunked, chunked", "identity", "xchunked", "\"chunked\""])
def test_another_transfer_coding_is_refused(standing, coding):
    refused(standing, head(POST, f"Transfer-Encoding: {coding}") + "0\r\n\r\n" + SMUGGLED, 501)


def test_well_formed_chunks_are_read_in_whatever_pieces_they_arrive(standing):
    sent = (head(POST, "Transfer-Encoding: chunked") + "5;name=value\r\nhello\r\n0A\r\n0123456789\r\n0\r\nX-A: a\r\n\r\n"
            + head("GET /livez", "Connection: close"))
    with Connection(standing) as client:
        client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in sent.encode():
            client.say(bytes([byte]))
        answers = client.hear_all()
    assert status_of(answers) == 202, answers
    assert answers_in(answers) == 2 and answers.endswith(b"\r\n\r\nok"), answers


def test_a_body_where_none_belongs_is_never_taken_for_a_request(standing):
    for announced in (f"Content-Length: {len(SMUGGLED)}", "Transfer-Encoding: chunked"):
        answer = said_to(standing, head("GET /livez", announced) + SMUGGLED)
        assert answers_in(answer) == 1, answer


@pytest.mark.parametrize("method", ["BREW", "TRACE", "CONNECT", "get", "PROPFIND", "PRI"])
def test_an_unknown_method_is_501(standing, method):
    for target in ("/livez", "/api/v1/index", "/nothing"):
        assert status_of(said_to(standing, head(f"{method} {target}", "Connection: close"))) == 501
    if method == "CONNECT":
        assert status_of(said_to(standing, head("CONNECT localhost:22", "Connection: close"))) == 501


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "GET"])
def test_a_method_that_a_path_does_not_have_is_405_and_names_those_it_has(standing, method):
    answer = said_to(standing, head(f"{method} /api/v1/ask", "Connection: close"))
    assert status_of(answer) == 405, answer
    assert b"\r\nAllow: POST\r\n" in answer, answer


def test_damaged_requests_are_answered_or_hung_up_on(standing):
    """Whatever is sent, the server answers within its own rules and goes on."""
    samples = [head("GET /api/v1/search?q=rye", "Accept-Encoding: gzip", "Connection: close").encode(),
               (head(POST, "Content-Length: 5", "Connection: close") + "hello").encode(),
               (head(POST, "Transfer-Encoding: chunked", "Connection: close") + "5\r\nhello\r\n0\r\n\r\n").encode()]
    signs = [b"\r", b"\n", b"\0", b" ", b":", b"\x7f", b"%0d%0a", b"\r\n\r\n", b"\xff", b";", b"0", b"Content-Length: 1\r\n"]
    chance = random.Random(1)
    for _ in range(3000 if LONG else 150):
        sent = bytearray(chance.choice(samples))
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(sent))
            kind = chance.randrange(3)
            if kind == 0:
                sent[place:place] = chance.choice(signs)
            elif kind == 1:
                del sent[place:place + chance.randint(1, 3)]
            else:
                sent[place] = chance.randrange(256)
        with Connection(standing) as client:
            client.say(bytes(sent))
            client.socket.shutdown(socket.SHUT_WR)  # nothing more comes, so nobody waits for the rest
            answer = client.hear_all()
        assert status_of(answer) not in (500, 504), (bytes(sent), answer)
        for line in answer.split(b"\r\n\r\n")[0].split(b"\r\n"):
            assert all(byte >= 0x20 and byte != 0x7F for byte in line), (bytes(sent), answer)
    still_serves(standing)
