"""Captures: kept byte for byte, durable, never overwritten, whatever the search does."""

import concurrent.futures
import os

from harness import run_cli, wait_until

PATH = "/api/v1/capture"


def capture(server, text):
    return server.request("POST", PATH, body={"text": text})


def test_a_text_is_kept_byte_for_byte(server, home):
    text = "  grün\r\n\n🎉 no newline at the end"
    answer = capture(server, text)
    assert answer.status == 200, answer.body
    kept = answer.json
    assert kept["filename"].startswith("capture_") and kept["filename"].endswith(".md")
    assert "Inbox" in kept["message"]
    assert (home.vault / "Inbox" / kept["filename"]).read_bytes() == text.encode()
    assert [file.name for file in (home.vault / "Inbox").glob("*.md")] == [kept["filename"]]


def test_the_notes_it_goes_with_come_back(server):
    connections = capture(server, "Is the compost heap ready? \"not a phrase\"").json["connections"]
    assert connections[0]["note_path"] == "10_Notes/Compost.md"
    assert set(connections[0]) == {"note_path", "note_title", "snippet", "score"}
    assert len({one["note_path"] for one in connections}) == len(connections) <= 5


def test_captures_at_the_same_moment_are_all_kept(server, home):  # W23
    texts = [f"thought {number}" for number in range(40)]
    with concurrent.futures.ThreadPoolExecutor(8) as people:
        answers = list(people.map(lambda text: capture(server, text), texts))
    assert {answer.status for answer in answers} == {200}
    kept = [(home.vault / "Inbox" / answer.json["filename"]).read_text() for answer in answers]
    assert kept == texts


def test_without_an_index_a_capture_is_kept_all_the_same(make_server, home):  # W63
    server = make_server(chaos=1).start()
    server.crash("root/search/search", "throw")
    answer = capture(server, "kept anyway")
    assert answer.status == 200
    assert (home.vault / "Inbox" / answer.json["filename"]).read_text() == "kept anyway"


def test_bounds(server):
    assert capture(server, "").status == 422
    assert capture(server, "ü" * 10_000).status == 200
    assert capture(server, "ü" * 10_001).status == 422
    assert server.request("POST", PATH, body={}).status == 422


def test_a_vault_that_is_gone_is_not_made_anew(server, home):  # W22
    home.vault.rename(home.root / "elsewhere")
    answer = capture(server, "lost?")
    assert answer.status == 503, answer.body
    assert not home.vault.exists()


def test_the_command_line(server, home):
    done = run_cli(home, "capture", "call", "the", "library", server=server)
    assert done.returncode == 0, done.stderr
    assert "Captured to Inbox/" in done.stdout
    assert "call the library" in [file.read_text() for file in (home.vault / "Inbox").glob("*.md")]


def test_a_capture_is_found_again_at_once_and_filed_by_hand(server, home):
    path = "Inbox/" + capture(server, "Ask Ann about the axolotl").json["filename"]
    wait_until(lambda: server.search("axolotl") == [path], "the capture is searchable")
    wait_until(lambda: "1 capture waits" in server.health()["summary"], "the verdict speaks of it")
    listed = run_cli(home, "captures", server=server)
    assert path in listed.stdout and "axolotl" in listed.stdout
    filed = run_cli(home, "captures", "file", path, "--note", "Axolotl", server=server)
    assert filed.returncode == 0, filed.stderr
    assert (home.vault / "10_Notes" / "Axolotl.md").read_text() == "Ask Ann about the axolotl"
    assert server.get("/api/v1/captures").json["captures"] == []
    wait_until(lambda: server.search("axolotl") == ["10_Notes/Axolotl.md"], "it is found where it was filed")


def test_many_captures_that_are_filed_at_once_freeze_nothing(server, home):
    for number in range(30):
        home.write_note(f"Inbox/thought {number}.md", f"walrus {number}\n")
    wait_until(lambda: len(server.search("walrus", limit=50)) == 30, "all are searchable")
    (home.vault / "Inbox" / "_processed").mkdir()
    for file in (home.vault / "Inbox").glob("*.md"):
        file.rename(home.vault / "Inbox" / "_processed" / file.name)
    server.index()
    wait_until(lambda: server.search("walrus") == [], "they are forgotten")
    server.await_check("index", "ok")


def test_a_capture_whose_name_is_no_utf8_is_filed_by_the_path_that_is_listed(server, home):
    inbox = home.vault / "Inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / os.fsdecode(b"not\xe9.md")).write_text("buy tea", encoding="utf-8")
    (inbox / "a\\b.md").write_text("buy tea\ncall Ann", encoding="utf-8")
    listed = {one["path"] for one in server.get("/api/v1/captures").json["captures"]}
    assert listed == {"Inbox/not\\xE9.md", "Inbox/a\\b.md"}
    said = [run_cli(home, "captures", "file", path, "--tasks", server=server) for path in sorted(listed, reverse=True)]
    assert [one.returncode for one in said] == [0, 0], said
    assert "Added 1 task to " in said[0].stdout
    assert "Added 1 of 2 tasks to " in said[1].stdout and "; 1 was there already." in said[1].stdout
    again = server.request("POST", "/api/v1/captures/file", body={"path": "Inbox/" + capture(server, "buy tea").json["filename"], "to": "tasks"})
    assert again.json["message"].startswith("It is there already, in 00_Daily/")
    assert server.get("/api/v1/captures").json["captures"] == []
