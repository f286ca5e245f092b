"""Texts that could not be captured: named, delivered once, and in the backup."""

import json
import subprocess
import urllib.parse

import pytest

from harness import PROGRAM, run_cli


def kept(home):
    return sorted((home.data / "not_captured").glob("*"))


def inbox(home):
    return [file.read_text() for file in (home.vault / "Inbox").glob("*.md")]


@pytest.fixture
def waiting(home):
    """Three texts were captured while no server ran."""
    for text in ("the first thought", "the second thought", "the third thought"):
        assert run_cli(home, "capture", text, port=1).returncode == 1
    assert len(kept(home)) == 3
    return home


def test_they_are_named_with_and_without_a_server(waiting, make_server):
    for words in (("captures",), ("status",)):
        assert "3 texts could not be captured" in run_cli(waiting, *words, port=1).stdout
    server = make_server().start()
    for words in (("captures",), ("status",)):
        assert "3 texts could not be captured" in run_cli(waiting, *words, server=server).stdout
    listed = run_cli(waiting, "captures", server=server).stdout
    assert all(str(file) in listed for file in kept(waiting)) and "the second thought" in listed
    assert json.loads(run_cli(waiting, "captures", "--json", server=server).stdout)["not_captured"] == [
        str(file) for file in kept(waiting)
    ]
    assert json.loads(run_cli(waiting, "status", "--json", server=server).stdout)["not_captured"] == 3
    told = server.check("kept texts")
    assert told["status"] == "warning" and "3 texts" in told["message"] and "capture --kept" in told["message"]


def test_each_is_captured_once(waiting, make_server):
    server = make_server().start()
    before = inbox(waiting)
    for _ in range(2):
        done = run_cli(waiting, "capture", "--kept", server=server)
        assert done.returncode == 0, done.stderr
        assert kept(waiting) == []
        texts = sorted(text for text in inbox(waiting) if text not in before)
        assert texts == ["the first thought", "the second thought", "the third thought"]
    assert "No text waits" in done.stdout
    assert "could not be captured" not in run_cli(waiting, "status", server=server).stdout


def test_what_is_not_acknowledged_stays(waiting):
    done = run_cli(waiting, "capture", "--kept", port=1)
    assert done.returncode == 1 and "not running" in done.stderr
    assert len(kept(waiting)) == 3


def test_one_that_is_too_long_holds_up_no_other(home, make_server):
    server = make_server().start()
    assert run_cli(home, "capture", "ü" * 10_001, server=server).returncode == 1
    assert run_cli(home, "capture", "short enough", port=1).returncode == 1
    done = run_cli(home, "capture", "--kept", server=server)
    assert done.returncode == 1 and str(kept(home)[0]) in done.stderr
    assert [file.read_text() for file in kept(home)] == ["ü" * 10_001]
    assert "short enough" in inbox(home)


def test_an_empty_one_is_refused_and_not_kept(home):
    for words in (("capture", ""), ("capture",)):
        done = run_cli(home, *words, port=1)
        assert done.returncode == 1 and "nothing to capture" in done.stderr
    assert kept(home) == []


def test_a_backup_holds_them(waiting):
    made = json.loads(run_cli(waiting, "backup", "--json", port=1).stdout)
    texts = [file.read_text() for file in kept(waiting)]
    for file in kept(waiting):
        file.unlink()
    assert run_cli(waiting, "restore", made["id"], "--yes", port=1).returncode == 0
    assert [file.read_text() for file in kept(waiting)] == texts


def test_a_text_of_another_encoding_is_captured(home, make_server):
    server = make_server().start()
    for words, piped in ((("capture", b"caf\xe9 um drei"), None), (("capture",), b"Gr\xf6\xdfe: 5 \x80\n")):
        done = subprocess.run([PROGRAM, *words], env=home.environment(port=urllib.parse.urlparse(server.url).port),
                              input=piped, stdin=None if piped else subprocess.DEVNULL, capture_output=True)
        assert done.returncode == 0, done.stderr
    assert {"café um drei", "Größe: 5 €\n"} <= set(inbox(home))
    assert kept(home) == []


def test_what_is_too_long_says_how_long_it_may_be(home, make_server):
    server = make_server().start()
    home.root.joinpath("long.md").write_text("word " * 300_000)
    with open(home.root / "long.md", "rb") as text:
        done = subprocess.run([PROGRAM, "capture"], env=home.environment(port=urllib.parse.urlparse(server.url).port),
                              stdin=text, capture_output=True, text=True)
    assert done.returncode == 1 and "larger than the 1024 KiB" in done.stderr and "split it" in done.stderr
