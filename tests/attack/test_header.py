"""No header of an answer holds what somebody else put there, and neither log nor terminal is steered by it."""

import re

import pytest

from harness import run_cli
from raw_client import head, headers_of, said_to, status_of

OURS = {b"access-control-allow-headers", b"access-control-allow-methods", b"access-control-allow-origin",
        b"access-control-max-age", b"allow", b"cache-control", b"connection", b"content-encoding", b"content-length",
        b"content-security-policy", b"content-type", b"etag", b"location", b"referrer-policy", b"retry-after",
        b"transfer-encoding", b"vary", b"www-authenticate", b"x-accel-buffering", b"x-content-type-options",
        b"x-request-id"}

FRIENDLY = "http://localhost:7860"

PAYLOADS = ["a%0d%0aset-cookie:%20id=1", "a%0aset-cookie:%20id=1", "a%0dset-cookie:%20id=1",
            "a%0d%0a%0d%0aHTTP/1.1%20200%20OK%0d%0acontent-length:%200", "a%00b", "%u000d%u000aset-cookie: id=1",
            "a%250d%250aset-cookie:id=1", "a\u010d\u010aset-cookie: id=1"]


def clean(answer):
    """Every header is one that we write, without a control character, and there is one answer."""
    for line in headers_of(answer):
        name, _, value = line.partition(b":")
        assert name.lower() in OURS, answer
        assert all(byte >= 0x20 and byte != 0x7F for byte in value), answer
    assert len(re.findall(rb"(?m)^HTTP/1\.1 ", answer)) == 1, answer


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_preflight_puts_no_line_into_the_answer(standing, payload):
    for origin in (FRIENDLY, "http://evil.example"):
        answer = said_to(standing, head("OPTIONS /api/v1/ask", f"Origin: {origin}", "Access-Control-Request-Method: POST",
                                      f"Access-Control-Request-Headers: {payload}", "Connection: close"))
        assert status_of(answer) in (200, 400)
        clean(answer)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_other_header_does_either(standing, payload):
    for name in ("Origin", "X-Request-Id", "Accept", "Accept-Encoding", "If-None-Match", "Authorization", "Range",
                 "Content-Type", "Expect", "Upgrade", "X-Forwarded-Host", "Access-Control-Request-Method"):
        for method, path in (("GET", "/health"), ("OPTIONS", "/health"), ("GET", "/"), ("GET", "/admin/")):
            clean(said_to(standing, head(f"{method} {path}", f"{name}: {payload}", "Connection: close")))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_path_or_query_does_either(standing, payload):
    for target in (f"/health/?{payload}", f"/health/{payload}/", f"/api/v1/metadata/{payload}",
                   f"/api/v1/search?q={payload}", f"//{payload}/", f"/admin?{payload}"):
        clean(said_to(standing, head(f"GET {target.replace(' ', '%20')}", "Connection: close")))


def test_a_host_in_escapes_leads_nowhere(standing):
    answer = said_to(standing, head("GET /admin", "Connection: close", host="localhost%0d%0aset-cookie:id=1"))
    assert status_of(answer) == 400
    clean(answer)


STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")


def test_nothing_sent_steers_whoever_reads_the_log(make_server):
    server = make_server(log_level="DEBUG", token="a%20long%25secret").start()
    for escape in ("%1b[2J%1b]0;owned%07", "%c2%9b2J", "%7f%08%08%0d", "%0a2026-01-01 00:00:00 [ERROR] forged:"):
        path = escape.replace(" ", "%20")
        said_to(server, head(f"GET /{path}", "Connection: close"))
        said_to(server, head(f"GET /api/v1/metadata/{path}", "Authorization: Bearer a%20long%25secret", "Connection: close"))
        said_to(server, head("POST /api/v1/capture", f"Origin: http://x{path}", "Connection: close"))
    said_to(server, head("POST /api/v1/capture", "Origin: http://x\xc2\x9b2J\xe2\x80", "Connection: close"))
    server.stop()
    assert "GET /" in server.log
    assert not STEERING.search(server.log), STEERING.search(server.log)
    assert "\n2026-01-01" not in server.log


def test_a_title_from_a_note_does_not_steer_the_terminal(server):
    server.home.write_note("10_Notes/Steer\x1b[2J.md", "# Quince \x1b]0;owned\x07 \x7f\u009b2J\n\nquince jelly \x1b[31m\n")
    server.index()
    for words in (("search", "quince"), ("search", "quince", "--json"), ("status",), ("ask", "quince jelly?")):
        said = run_cli(server.home, *words, server=server)
        assert "uince" in said.stdout or words[0] in ("status", "ask"), said
        assert not STEERING.search(said.stdout + said.stderr), (words, said.stdout)
