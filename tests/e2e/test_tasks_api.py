"""Tasks, events and the briefing over HTTP and on the command line, on a vault that really changes."""

import json

import pytest

from daily_notes import day, write_daily_notes
from harness import run_cli

PATH = "/api/v1/tasks"


@pytest.fixture
def planned(make_server, home):
    write_daily_notes(home)
    return make_server().start()


def note_of(home, offset=0):
    return (home.vault / f"00_Daily/{day(offset)}.md").read_text(encoding="utf-8")


def texts(answer):
    assert answer.status == 200, answer.body
    return [task["text"] for task in answer.json]


def update(server, **body):
    return server.request("PATCH", PATH + "/update", body={"category": "", "sub_project": "", **body})


def test_tasks_come_in_the_order_they_were_noted(planned):
    assert texts(planned.get(PATH)) == [
        "Order seeds", "Ask about the fence", "Send the draft", "Water the plants", "Read | grün 🎉",
    ]
    first = planned.get(PATH).json[0]
    assert len(first.pop("id")) == 16
    assert first == {
        "text": "Order seeds", "category": "Home", "sub_project": "Garden", "due_date": day(-2), "completed": False,
        "status": "open", "days_open": 10, "first_date": day(-10), "latest_date": day(-10), "appearance_count": 1,
        "path": f"00_Daily/{day(-10)}.md", "line": first["line"], "dialect": "due", "status_type": "TODO", "scheduled": "",
        "start": "", "priority": "none", "recurrence": "", "tags": [], "dependencies": [],
        "due_time": "", "scheduled_time": "", "start_time": "",
    }
    lines = (planned.home.vault / first["path"]).read_text(encoding="utf-8").splitlines()
    assert "Order seeds" in lines[first["line"] - 1]


def test_filters(planned):
    assert texts(planned.get(PATH, category="")) == ["Water the plants"]
    assert texts(planned.get(PATH, completed="true")) == ["Send the draft"]
    assert texts(planned.get(PATH, status="in_progress", category="Work")) == ["Read | grün 🎉"]
    assert texts(planned.get(PATH, status="lost")) == []
    assert texts(planned.get(PATH + "/upcoming", days=1)) == ["Order seeds", "Water the plants"]
    assert planned.get(PATH + "/upcoming", days=91).status == 422


def test_categories(planned):
    assert planned.get(PATH + "/categories").json == [
        {"category": "Home", "sub_projects": [{"name": "Garden", "count": 2}], "total": 2},
        {"category": "Uncategorized", "sub_projects": [{"name": "", "count": 1}], "total": 1},
        {"category": "Work", "sub_projects": [{"name": "", "count": 1}], "total": 1},
    ]


def test_a_task_is_ticked_in_its_note_and_nothing_else_changes(planned, home):
    before = note_of(home)
    answer = update(planned, text="Water the plants", status="done")
    assert answer.status == 200, answer.body
    assert answer.json["completed"] is True
    assert note_of(home) == before.replace("- [ ] Water", "- [x] Water")
    assert "Water the plants" not in texts(planned.get(PATH, completed="false"))
    assert planned.get("/api/v1/briefing").json["due_today_tasks"] == []  # W57


def test_a_due_date_is_moved_and_removed(planned, home):
    assert update(planned, text="Water the plants", due_date=day(3)).json["due_date"] == day(3)
    assert f"Water the plants (due: {day(3)})" in note_of(home)
    assert update(planned, text="Water the plants", due_date="").json["due_date"] == ""
    assert "- [ ] Water the plants\n" in note_of(home)


def test_a_task_is_moved(planned):
    moved = update(planned, text="Water the plants", new_category="Home", new_sub_project="Balcony").json
    assert (moved["category"], moved["sub_project"]) == ("Home", "Balcony")
    assert "Uncategorized" not in [part["category"] for part in planned.get(PATH + "/categories").json]


def test_a_task_is_moved_out_of_its_category(planned, home):  # W10
    moved = update(planned, text="Order seeds", category="Home", sub_project="Garden", new_category="").json
    assert (moved["category"], moved["sub_project"]) == ("", "")
    assert "### \n" not in note_of(home, -10)


@pytest.mark.parametrize("change", [{"due_date": "soon"}, {"due_date": "2026-02-30"}, {"new_category": "a\n## b"},
                                    {"status": "finished"}])
def test_what_makes_no_sense_is_refused_before_anything_is_written(planned, home, change):  # W9, W10, W55
    before = note_of(home)
    answer = update(planned, text="Water the plants", **change)
    assert answer.status == 422, answer.body
    assert isinstance(answer.json["detail"], list)
    assert note_of(home) == before


def test_an_unknown_task_is_404(planned):
    answer = update(planned, text="Nothing of the kind", status="done")
    assert (answer.status, answer.json["detail"]) == (404, "Task not found in daily notes")


def test_an_edit_in_the_vault_is_seen_at_once(planned, home):
    assert "Buy bread" not in texts(planned.get(PATH))
    home.write_note(f"00_Daily/{day(-1)}.md", "## Tasks\n- [ ] Buy bread\n")
    assert "Buy bread" in texts(planned.get(PATH))


def test_events_by_day_and_time(planned):
    events = planned.get("/api/v1/events", start=day(-1), end=day(1)).json
    assert [(event["title"], event["time"], event["end_date"]) for event in events] == [
        ("Fair", "", day(2)), ("Call", "9:00", ""), ("Dentist", "14:30", ""),
    ]
    assert {event["source_file"] for event in events} == {f"00_Daily/{day()}.md"}
    assert [event["title"] for event in planned.get("/api/v1/events", start=day(2), end=day(9)).json] == ["Fair"]
    assert planned.get("/api/v1/events", start=day(5), end=day(9)).json == []


def test_days_are_iso_dates(planned):  # W55
    compact = day().replace("-", "")
    assert len(planned.get("/api/v1/events", start=compact, end=compact).json) == 3
    for wrong in ("soon", "2026-02-30", ""):
        answer = planned.get("/api/v1/events", start=wrong, end=day())
        assert answer.status == 422, wrong
        assert isinstance(answer.json["detail"], list)
    assert planned.get("/api/v1/events").status == 422


def test_the_briefing(planned):
    briefing = planned.get("/api/v1/briefing").json
    assert briefing["today"] == day()
    assert [task["text"] for task in briefing["overdue_tasks"]] == ["Order seeds"]
    assert [task["text"] for task in briefing["due_today_tasks"]] == ["Water the plants"]
    assert [task["text"] for task in briefing["aging_followups"]] == ["Ask about the fence"]
    assert [event["title"] for event in briefing["today_events"]] == ["Fair", "Call", "Dentist"]
    assert briefing["today_context"] == {"date": day(), "focus_items": ["Write"], "notes_items": ["Rain"]}
    assert briefing["yesterday_context"] is None
    assert briefing["total_open"] == 4


def test_without_its_vault_the_service_says_so(make_server, home):
    home.vault.rename(home.root / "elsewhere")
    server = make_server().start(ready=False)
    server.wait_ready()
    for path in (PATH, PATH + "/upcoming", PATH + "/categories", "/api/v1/briefing"):
        answer = server.get(path)
        assert answer.status == 503, path
        assert "Vault path" in answer.json["detail"]
    assert server.get("/api/v1/events", start=day(), end=day()).status == 503
    assert update(server, text="a").status == 503


def test_the_command_line_shows_and_changes(planned, home):
    shown = run_cli(home, "tasks", server=planned)
    assert shown.returncode == 0, shown.stderr
    assert f"[ ] Order seeds  Home › Garden  due {day(-2)}  open for 10 days" in shown.stdout
    assert "Send the draft" not in shown.stdout
    ticked = run_cli(home, "tasks", "update", "Water the plants", "--status", "done", "--json", server=planned)
    assert json.loads(ticked.stdout)["status"] == "done"
    assert "- [x] Water the plants" in note_of(home)
    assert "Dentist" in run_cli(home, "events", server=planned).stdout
    assert "Overdue" in run_cli(home, "briefing", server=planned).stdout
