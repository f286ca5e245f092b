"""Clients that take their time, or never read, hold nobody up and are let go. No time is asserted: a test ends, or not."""

import os
import socket
import threading
import time
from pathlib import Path

from harness import PROGRAM, wait_until
from raw_client import LONG, Connection, answers_in, head, memory_of, said_to, status_of, still_serves

# What was freed AddressSanitizer keeps for a while; in MB.
KEPT_BY_SANITIZER = 256 if b"libasan.so" in PROGRAM.read_bytes() else 0

MANY = 400 if LONG else 200  # more than there are threads and places in line together


def connections(server):
    """Sockets open in the server. Files are not counted: its parts may open some at any time."""
    found = 0
    for entry in Path(f"/proc/{server.process.pid}/fd").iterdir():
        try:
            found += os.readlink(entry).startswith("socket:")
        except FileNotFoundError:  # closed meanwhile
            pass
    return found


def test_dawdlers_hold_nobody_up(server):
    """Every connection says a little and goes silent: in front of its head, in its head, in its body, after it."""
    before = connections(server)
    pieces = ["", "GET", "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ", head("POST /api/v1/capture", "Content-Length: 10"),
              head("POST /api/v1/capture", "Transfer-Encoding: chunked") + "5\r\nhel", head("GET /livez"),
              head("POST /api/v1/capture", "Content-Length: 10", "Expect: 100-continue")]
    dawdlers = [Connection(server) for _ in range(MANY)]
    try:
        for number, one in enumerate(dawdlers):
            one.say(pieces[number % len(pieces)])
        asked = head("GET /livez", "Connection: close")
        for _ in range(20):
            wait_until(lambda: status_of(said_to(server, asked)) == 200, "whoever comes later is served, if told to come again")
    finally:
        for one in dawdlers:
            one.socket.close()
    wait_until(lambda: connections(server) <= before + 2, "their connections are given back")
    still_serves(server)


def test_a_byte_at_a_time_is_given_up(server):
    """Whoever keeps a head or a body from ending is told so, however busily bytes come."""
    kinds = [(b"GET /livez HTTP/1.1\r\nX-A: ", b"a"),
             (head("POST /api/v1/capture", "Content-Length: 1000000").encode(), b"a"),
             (head("POST /api/v1/capture", "Transfer-Encoding: chunked").encode(), b"1\r\na\r\n")]
    clients = [Connection(server) for _ in kinds]
    over = threading.Event()

    def dribble(client, start, drip):
        client.say(start)
        while not over.is_set() and client.say(drip):
            time.sleep(0.05)

    dribblers = [threading.Thread(target=dribble, args=(client, *kind)) for client, kind in zip(clients, kinds)]
    for dribbler in dribblers:
        dribbler.start()
    try:
        answers = [client.hear_all() for client in clients]
    finally:
        over.set()
        for dribbler in dribblers:
            dribbler.join()
        for client in clients:
            client.socket.close()
    assert [answer for answer in answers if status_of(answer) not in (0, 400, 408)] == []
    still_serves(server)


def test_whoever_never_reads_is_let_go(server):
    before = memory_of(server)
    deaf = [Connection(server) for _ in range(20)]
    try:
        for one in deaf:
            one.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.say(head("GET /openapi.json") * 200)
        wait_until(lambda: server.get("/livez").status == 200, "others are served")
        assert memory_of(server, "VmHWM") < before + 64 + KEPT_BY_SANITIZER
    finally:
        for one in deaf:
            one.socket.close()
    still_serves(server)


def test_requests_sent_far_ahead_are_answered_in_turn(server):
    many = 2000 if LONG else 300
    answers = said_to(server, head("GET /livez") * many + head("GET /livez", "Connection: close"))
    assert answers_in(answers) == many + 1


def test_streams_that_nobody_reads_are_bounded(make_server):
    server = make_server(sse_streams=8).start()
    listeners = [Connection(server) for _ in range(40)]
    try:
        for one in listeners:
            one.say(head("GET /api/v1/admin/actors/stream"))
        refused = [one for one in listeners if status_of(one.hear_until(b"\r\n")) == 503]
        assert len(refused) >= len(listeners) - 8
        still_serves(server)
    finally:
        for one in listeners:
            one.socket.close()


def test_streams_that_are_cut_say_so(server):
    """The last event of a stream says why there are no more, and the stream ends as streams do."""
    streams = [Connection(server) for _ in range(3)]
    paths = ["/api/v1/index/progress/stream", "/api/v1/admin/actors/stream", "/api/v1/admin/sync/progress/stream"]
    for one, path in zip(streams, paths):
        one.say(head(f"GET {path}"))
        one.hear_until(b"\r\n\r\n\r\n")
    assert server.stop() == 0
    for one in streams:
        heard = one.hear_all()
        one.socket.close()
        assert b"event: error\r\ndata: {" in heard, heard[-500:]
        assert b"stopping" in heard[heard.index(b"event: error"):]
        assert heard.endswith(b"0\r\n\r\n"), heard[-500:]
