"""No address, however it is written, leads out of the vault or to a file that is not asked for."""

import itertools
import json
import urllib.parse

import pytest

from raw_client import LONG, head, said_to, status_of, still_serves

SECRET = "kept-outside-of-every-vault"

UP = ["..", "%2e%2e", ".%2e", "%2e.", "%252e%252e", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "..%00", "%uff0e%uff0e", "....", ".",
      "..;", "..%20", "%2e%2e%2f..", "..\\..", "..%5c.."]
SLASH = ["/", "%2f", "%252f", "%5c", "\\", "//", "/./", "%c0%af", "%ef%bc%8f"]


@pytest.fixture(scope="module")
def walled(standing):
    """A vault with a secret beside it and in the data directory, and links that lead to it."""
    home = standing.home
    for place in (home.root / "secret.md", home.data / "secret.md"):
        place.write_text(f"# Secret\n\n{SECRET}\n", encoding="utf-8")
    (home.vault / "10_Notes/Linked.md").symlink_to(home.root / "secret.md")
    (home.vault / "Outside").symlink_to(home.root)
    standing.index()
    return standing


def unrevealed(server, target, method="GET", body=None):
    sent = head(f"{method} {target}", "Connection: close") if body is None else (
        head(f"{method} {target}", "Content-Type: application/json", f"Content-Length: {len(body.encode())}", "Connection: close") + body)
    answer = said_to(server, sent)
    assert status_of(answer) in (200, 202, 307, 400, 404, 405, 409, 414, 422, 503), answer
    for secret in (SECRET.encode(), b"root:x:0", b"SQLite format", b"SECONDBRAIN_"):
        assert secret not in answer.replace(target.encode(), b""), (target, answer)
    return answer


def ways_out(name):
    for up, slash in itertools.product(UP, SLASH):
        for depth in ((1, 2, 8) if LONG else (2,)):
            yield (up + slash) * depth + name


@pytest.mark.parametrize("prefix", ["/", "/admin/", "/api/v1/metadata/", "/api/v1/suggestions/", "/api/v1/metadata/10_Notes/",
                                    "/api/v1/conversations/", "/api/v1/metadata//", "/api/v1/suggestions/Outside/"])
def test_no_path_leads_out(walled, prefix):
    for way in [*ways_out("secret.md"), *(ways_out("etc/passwd") if LONG else []), "%2fetc%2fpasswd", "/etc/passwd",
                "file:%2f%2f%2fetc%2fpasswd", "C:%5cWindows", "secret.md%00.md", "Outside/secret.md", "~", "%7e/secret.md", "*"]:
        answer = unrevealed(walled, prefix + way)
        assert status_of(answer) in (307, 400, 404), (prefix + way, answer)
    still_serves(walled)


def test_no_redirect_leads_to_another_host(walled):
    for target in ("//evil.example/", "//evil.example/admin", "/%2f/evil.example/", "/\\evil.example/admin", "/admin?//evil.example",
                   "//evil.example/..%2fadmin", "/%09/evil.example/", "/health/", "/admin"):
        answer = said_to(walled, head(f"GET {target}", "Connection: close"))
        for line in answer.split(b"\r\n"):
            if line.lower().startswith(b"location:"):
                assert line.split(b" ", 1)[1].startswith((b"/admin/", b"http://127.0.0.1/")), (target, line)


def test_no_search_finds_what_lies_outside(walled):
    for folder in (None, "..", "../", "/", "Outside", str(walled.home.root), "%", "_", "10_Notes/../..", "\0"):
        query = {"q": "kept outside every vault"} | ({"folder": folder} if folder is not None else {})
        answer = unrevealed(walled, "/api/v1/search?" + urllib.parse.urlencode(query))
        assert status_of(answer) in (200, 422), answer
    assert not any("secret" in path.lower() for path in walled.search("secret"))


def test_no_body_names_a_file_outside(walled):
    for way in ("../secret.md", "/etc/passwd", "..\\secret.md", "Outside/secret.md", "\0", "a\nb", "../../.env"):
        task = {"text": "Buy seeds", "category": way, "sub_project": way, "new_category": way, "new_sub_project": way}
        unrevealed(walled, "/api/v1/tasks/update", "PATCH", json.dumps(task))
        unrevealed(walled, "/api/v1/ask", "POST", json.dumps({"query": f"What does {way} say?", "conversation_id": way}))
    root = walled.home.root
    assert (root / "secret.md").read_text(encoding="utf-8") == f"# Secret\n\n{SECRET}\n"
    assert sorted(entry.name for entry in root.iterdir() if entry.name.endswith(".md")) == ["secret.md"]


def test_no_capture_is_filed_outside(walled):
    root, vault = walled.home.root, walled.home.vault
    for way in ("../secret.md", "..", "/etc/passwd", str(root / "secret.md"), "10_Notes/../../secret.md", "Outside/secret.md", "Outside",
                "10_Notes/Linked.md", "a/../../..", "Inbox/../../secret.md"):
        assert walled.request("POST", "/api/v1/capture", body={"text": f"A quince for {way}"}).status == 200
        capture = walled.get("/api/v1/captures").json["captures"][-1]["path"]
        for body in ({"path": way, "to": "nowhere"}, {"path": f"Inbox/{way}", "to": "nowhere"},
                     {"path": capture, "to": "existing_note", "note_path": way},
                     {"path": capture, "to": "note", "title": "Way out", "folder": way}):
            assert walled.request("POST", "/api/v1/captures/file", body=body).status < 500, body
    assert (root / "secret.md").read_text(encoding="utf-8") == f"# Secret\n\n{SECRET}\n"
    notes = [file for file in root.rglob("*.md") if vault not in file.parents]
    assert sorted(notes) == sorted([root / "secret.md", walled.home.data / "secret.md"]), notes


def test_odd_numbers_and_texts_are_answered(walled):
    """Whatever stands in a query, the answer is an answer, in valid UTF-8."""
    numbers = ["", "-1", "0", "1e3", "0x10", "9" * 30, "-" + "9" * 30, "1.0", "NaN", "%F0%9F%8C%B1", "1%00", "%20", "true", "+5", "%2B5"]
    texts = ["%FF", "%C3", "%ED%A0%80", "%00", "%00a", "%0d%0a", "a" * 6000, "%22", "%22%22%22", "*", "a*", "NEAR(", "a%20AND", "%27;--",
             "(" * 500, "%25", "%F0%9F%8C%B1" * 200, "%EF%BF%BE", "-", "^a", "a:b", "%7B%7D"]
    for target in [*(f"/api/v1/search?q=rye&limit={each}" for each in numbers), *(f"/api/v1/search?q={each}" for each in texts),
                   *(f"/api/v1/index/ledger?offset={each}&q=a" for each in numbers), *(f"/api/v1/index/ledger?q={each}" for each in texts),
                   *(f"/api/v1/events?start={each}&end=2026-02-05" for each in [*numbers, *texts]),
                   *(f"/api/v1/tasks?category={each}" for each in texts), *(f"/api/v1/metadata/{each}" for each in texts),
                   *(f"/api/v1/admin/costs?period={each}" for each in texts), "/api/v1/search", "/api/v1/search?", "/api/v1/search?q",
                   "/api/v1/search?q=a&q=b", "/api/v1/search?" + "q=a&" * 1500]:
        answer = said_to(walled, head(f"GET {target}", "Connection: close"))
        assert status_of(answer) in (200, 400, 404, 422), (target, answer)
        answer.decode("utf-8")
    still_serves(walled)


@pytest.mark.parametrize("body", [
    b'{"text": "\xff\xfe"}', b'{"text": "\xed\xa0\x80"}', b'{"text": "\\ud800"}', b'{"text": "\\u0000"}', b'{"text": ""}', b'{"text": 5}',
    b'\xef\xbb\xbf{"text": "a"}', b'{"text": "a"} x', b"{", b"", b"null", b"[]", b'"a"', b'{"text": "a", "text": "b"}', b"\x1f\x8b\x08\x00",
    b'{"__proto__": {}, "text": "a"}', b'{"text": "' + b"a" * 1_000_000 + b'"}'])
def test_odd_bodies_are_answered(walled, body):
    for path, kind in itertools.product(("POST /api/v1/capture", "POST /api/v1/ask", "PATCH /api/v1/tasks/update"),
                                        ("application/json", "text/plain", "multipart/form-data; boundary=a", "application/json; charset=utf-16")):
        sent = head(path, f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Connection: close").encode() + body
        answer = said_to(walled, sent)
        assert status_of(answer) in (200, 400, 404, 413, 422), (path, kind, answer)
        answer.decode("utf-8")
