"""Daily notes as people write them, over HTTP: what is content, what is the same task, and what an edit touches."""

import unicodedata

import pytest

from daily_notes import day
from harness import run_cli

TASKS = "/api/v1/tasks"


@pytest.fixture
def served(make_server, home):
    def serve(text, **more):
        home.write_note(f"00_Daily/{day()}.md", text)
        for offset, other in more.items():
            home.write_note(f"00_Daily/{day(-int(offset[1:]))}.md", other)
        return make_server().start()
    return serve


def texts(server, **asked):
    return [task["text"] for task in server.get(TASKS, **asked).json]


def update(server, text, category, **change):
    body = {"text": text, "category": category, "sub_project": "", **change}
    answer = server.request("PATCH", TASKS + "/update", body=body)
    assert answer.status == 200, answer.body
    return answer.json


def note_of(home):
    return (home.vault / f"00_Daily/{day()}.md").read_text(encoding="utf-8")


def test_texts_that_differ_in_punctuation_are_tasks_of_their_own(served, home):
    note = ("## Tasks\n### Study\n- [ ] Learn C++\n- [ ] Learn C#\n- [ ] Learn C\n### Money\n"
            "- [ ] Transfer 150 to Ann\n- [ ] Transfer 1.50 to Ann\n")
    server = served(note)
    assert len(texts(server)) == 5
    for task in ("Learn C++", "Learn C"):
        assert update(server, task, "Study", status="done")["text"] == task
        note = note.replace(f"- [ ] {task}\n", f"- [x] {task}\n")
        assert note_of(home) == note


def test_composed_and_decomposed_writing_is_the_same_task_and_category(served, home):
    text = "## Tasks\n### Büro\n- [ ] Küche putzen\n### 집안일\n- [ ] 청소하기\n- [ ] Mua phở\n- [ ] ガレージ\n"
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    server = served("## Tasks\n### Büro\n- [x] Küche putzen\n### 집안일\n- [ ] 청소하기\n", d1=decomposed)
    assert [unicodedata.normalize("NFC", each) for each in texts(server)] == ["Küche putzen", "청소하기", "Mua phở", "ガレージ"]
    assert {task["category"] for task in server.get(TASKS).json} == {"Büro", "집안일"}
    assert len(texts(server, category=unicodedata.normalize("NFD", "집안일"))) == 3
    update(server, "Mua phở", "집안일", status="done")
    update(server, unicodedata.normalize("NFD", "ガレージ"), unicodedata.normalize("NFD", "집안일"), new_category="Büro")
    kept = (home.vault / f"00_Daily/{day(-1)}.md").read_text(encoding="utf-8")
    moved = unicodedata.normalize("NFD", "- [ ] ガレージ\n")
    done = decomposed.replace(unicodedata.normalize("NFD", "- [ ] Mua"), "- [x] Mua").replace(moved, "")
    assert kept == done.replace(unicodedata.normalize("NFD", "Küche putzen\n"), unicodedata.normalize("NFD", "Küche putzen\n") + moved)


def test_code_and_comments_are_no_content(served, home):
    note = ("How my notes look:\n\n```markdown\n## Tasks\n### Home\n- [ ] example\n## Events\n- 10:00 — example\n```\n\n"
            "## Events\n- 09:00 — Real event\n\n## Tasks\n### Work\n- [ ] Move me\n~~~\n- [ ] sample\n~~~\n<!--\n"
            "- [ ] commented out\n-->\n### Home\n- [ ] Real home\n")
    hidden = "## Tasks\n### Work\n- [ ] Before\n  ```md\n  text\n## Log\n  ```\n- [ ] Behind the fence\n"
    server = served(note, d1=hidden)
    assert texts(server) == ["Before", "Behind the fence", "Move me", "Real home"]
    events = server.get("/api/v1/events", start=day(), end=day()).json
    assert [(event["time"], event["title"]) for event in events] == [("09:00", "Real event")]
    update(server, "Move me", "Work", new_category="Home")
    assert note_of(home) == note.replace("- [ ] Move me\n", "").replace("Real home\n", "Real home\n- [ ] Move me\n")


def test_what_a_plugin_appends_when_it_ticks_makes_no_other_task(served):
    server = served("## Tasks\n### Work\n- [x] Call bank ✅ 2026-11-28\n- [x] Sweep [completion:: 2026-11-28]\n",
                    d1="## Tasks\n### Work\n- [ ] Call bank\n- [ ] Sweep\n")
    assert texts(server, completed="false") == []
    assert texts(server, completed="true") == ["Call bank", "Sweep"]


def test_a_due_date_is_changed_where_it_stands(served, home):
    note = ("## Tasks\n### Work\n- [ ] Send report ^r1\n- [ ] Second (due: 2026-11-29) ^r2\n"
            "- [ ] Third (due: 2026-11-29) #home\n- [ ] Fourth (due: 2026-11-29).\n")
    server = served(note)
    tasks = server.get(TASKS).json
    assert [task["due_date"] for task in tasks] == ["", *["2026-11-29"] * 3]
    for task in tasks:
        assert update(server, task["text"], "Work", due_date="2026-12-03")["due_date"] == "2026-12-03"
    assert note_of(home) == note.replace("report ^r1", "report (due: 2026-12-03) ^r1").replace("11-29", "12-03")


def test_a_task_moves_whole(served, home):
    plan = "- [ ] Plan trip\n  - [ ] Book train\n"
    deploy = "- [ ] Deploy\n  ```sh\n  make\n\n  - [ ] not a task\n  ```\n"
    party = "- [ ] Party\n\n  Second paragraph of the party.\n"
    home_part, work_part = "## Tasks\n### Home\n- [ ] Water plants\n", "### Work\n- [ ] Other first\n"
    server = served(home_part + work_part + plan + deploy + party + "- [ ] Last\n")
    for task in ("Plan trip", "Deploy", "Party"):
        update(server, task, "Work", new_category="Home")
    assert note_of(home) == home_part + plan + deploy + party + work_part + "- [ ] Last\n"
    assert texts(server) == ["Water plants", "Plan trip", "Book train", "Deploy", "Party", "Other first", "Last"]


def test_events_have_times_as_people_write_them(served):
    server = served("## Events\n- 14:30 Dentist\n- 9:00-10:30 Review\n- 09:00 – 10:30 Standup\n- 2:30 pm — Call\n"
                    "- **11:00** — bold\n- 12:00 — Backwards (through 2001-11-01)\n")
    events = server.get("/api/v1/events", start=day(), end=day()).json
    assert [(event["time"], event["title"]) for event in events] == [
        ("9:00", "Review"), ("09:00", "Standup"), ("11:00", "bold"), ("12:00", "Backwards"), ("14:30", "Dentist"),
        ("14:30", "Call"),
    ]
    assert {event.get("end_date") or "" for event in events} == {""}


@pytest.mark.parametrize("bom", [True, False])
def test_a_note_in_utf16_is_never_written_into(served, home, tmp_path, bom):
    server = served("")
    note = home.vault / f"00_Daily/{day()}.md"
    bytes_ = ("\ufeff" if bom else "").encode("utf-16-le") + "## Tasks\r\n- [ ] utf16 task\r\n".encode("utf-16-le")
    note.write_bytes(bytes_)
    capture = home.vault / "Inbox" / "waits.md"
    capture.parent.mkdir(exist_ok=True)
    capture.write_text("buy tea", encoding="utf-8")
    for place in ("tasks", "day"):
        answer = server.request("POST", "/api/v1/captures/file", body={"path": "Inbox/waits.md", "to": place})
        assert answer.status == 409 and b"UTF-16" in answer.body, answer.body
        assert note.read_bytes() == bytes_
    tasks = tmp_path / "tasks.json"
    tasks.write_text('{"date": "%s", "tasks": [{"text": "Measure"}]}' % day(), encoding="utf-8")
    for more in ([], ["--dry-run"]):
        done = run_cli(home, "inject", "--file", str(tasks), *more, server=server)
        assert done.returncode != 0 and "UTF-16" in done.stderr, done
        assert note.read_bytes() == bytes_
    assert capture.read_text(encoding="utf-8") == "buy tea"
    note.write_text("## Tasks\n", encoding="utf-8")
    filed = run_cli(home, "captures", "file", "Inbox/waits.md", "--tasks", server=server)
    assert filed.returncode == 0, filed.stderr
    assert note_of(home) == "## Tasks\n- [ ] buy tea\n"
