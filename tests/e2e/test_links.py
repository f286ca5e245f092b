"""Links both ways, as they follow the vault: over HTTP, in a terminal, and by renames and deletions of notes."""

import json

import pytest

from harness import run_cli, wait_until


@pytest.fixture
def linked(make_server, home):
    home.write_note("Work/Plan.md", "---\naliases: [Route]\n---\n# The plan\n\n## Goals\n\nWalk far. ^walk\n")
    home.write_note("Daily/Day.md", "# Day\n\n| a |\n|---|\n| see [[Plan\\|the plan]] |\n\n![[pic.png|100]] [[Route]] [[Nowhere]]\n")
    home.write_note("Other.md", "The plan is good.\n\n```\n[[Plan]]\n```\n\n[p](Work/Plan.md#Goals) and [[Plan#^walk]]\n")
    (home.vault / "img").mkdir()
    (home.vault / "img" / "pic.png").write_bytes(b"x")
    server = make_server().start()
    server.wait_indexed()
    return server


def links(server, note, **query):
    answer = server.get(f"/api/v1/notes/{note}/links", **query)
    assert answer.status == 200, answer.body
    return answer.json


def test_both_directions(linked, home):
    day = links(linked, "Daily/Day.md")
    assert [(one["line"], one["path"], one["how"]) for one in day["outgoing"]] == [
        (5, "Work/Plan.md", "name"), (7, "img/pic.png", "name"), (7, "Work/Plan.md", "alias"), (7, None, "none")]
    assert day["unresolved"] == 1 and day["outgoing"][3]["why"]
    plan = links(linked, "Work/Plan.md")
    assert [(one["note_path"], one["line"], one["how"]) for one in plan["backlinks"]] == [
        ("Daily/Day.md", 5, "name"), ("Daily/Day.md", 7, "alias"), ("Other.md", 7, "path"), ("Other.md", 7, "name")]
    assert plan["backlinks"][0]["text"] == "| see [[Plan\\|the plan]] |"
    assert [(one["note_path"], one["line"]) for one in plan["mentions"]] == [("Other.md", 1)]
    assert [one["target_line"] for one in links(linked, "Other.md")["outgoing"]] == [8, 8]
    assert linked.get("/api/v1/notes/None.md/links").status == 404
    assert linked.get("/api/v1/notes/Other.md/links", limit=5001).status == 422


def test_in_a_terminal(linked, home):
    shown = run_cli(home, "links", "Plan", server=linked)
    assert shown.returncode == 0, shown.stderr
    assert "Work/Plan.md" in shown.stdout and "4 backlinks" in shown.stdout
    answer = json.loads(run_cli(home, "links", "Work/Plan.md", "--json", "--mentions", "0", server=linked).stdout)
    assert answer["mentions"] == [] and answer["backlinks_total"] == 4
    missing = run_cli(home, "links", "None.md", server=linked)
    assert missing.returncode == 1 and "None.md" in missing.stderr


def test_links_follow_renames_and_deletions(linked, home):
    targets = lambda: [one["path"] for one in links(linked, "Other.md")["outgoing"]]
    (home.vault / "Work" / "Plan.md").rename(home.vault / "Plan.md")
    linked.index()
    wait_until(lambda: targets() == [None, "Plan.md"], "its links are followed")
    wait_until(lambda: len(links(linked, "Plan.md")["backlinks"]) == 3, "what leads there still does")
    (home.vault / "Other.md").rename(home.vault / "Daily" / "Again.md")
    linked.index()
    wait_until(lambda: {one["note_path"] for one in links(linked, "Plan.md")["backlinks"]} == {"Daily/Day.md", "Daily/Again.md"},
               "the backlink has moved along")
    (home.vault / "Daily" / "Again.md").unlink()
    linked.index()
    wait_until(lambda: len(links(linked, "Plan.md")["backlinks"]) == 2, "the deleted note links no more")


def test_a_capture_goes_with_what_it_links_to(linked):
    kept = linked.request("POST", "/api/v1/capture", body={"text": "call about [[route]]"}).json
    assert kept["connections"][0]["note_path"] == "Work/Plan.md"
