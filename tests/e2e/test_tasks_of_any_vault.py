"""Tasks of notes in any format: found with the index, written in the way of their line, on a vault that really changes."""

import json

import pytest

from daily_notes import day
from harness import Home, run_cli, wait_until

PATH = "/api/v1/tasks"


def note(home, name):
    return (home.vault / name).read_bytes().decode("utf-8")


@pytest.fixture
def obsidian(make_server, home):
    """A vault of Obsidian's with the Tasks plugin, daily notes in a folder of their own."""
    home.write_note(".obsidian/app.json", "{}")
    home.write_note(".obsidian/core-plugins.json", '["daily-notes"]')
    home.write_note(".obsidian/daily-notes.json", '{"folder":"Journal"}')
    home.write_note(".obsidian/community-plugins.json", '["obsidian-tasks-plugin"]')
    home.write_note(".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"setDoneDate":true}')
    home.write_note("Journal/2026-01-01.md", "- [ ] from the journal\n")
    home.write_note("House.md", f"# House\n## Roof\n- [ ] call Ann 📅 {day(-1)} ⏫ #home\n  - her number\n"
                                f"- [ ] water 🔁 every day 📅 {day()}\n## Cellar\n- [ ] tiles [scheduled:: {day(-3)}]\n")
    server = make_server().start()
    server.wait_indexed()
    return server


@pytest.fixture
def bare(tmp_path):
    """A home with an empty vault, which is not in the predecessor's layout."""
    return Home(tmp_path / "bare")


def tasks(server, where="", **filters):
    answer = server.request("GET", PATH + where, query=filters)
    assert answer.status == 200, answer.body
    return answer.json


def texts(server, where="", **filters):
    return [task["text"] for task in tasks(server, where, **filters)]


def one(server, text):
    return next(task for task in tasks(server) if task["text"] == text)


def change(server, text, **wanted):
    task = one(server, text)
    return server.request("PATCH", f"{PATH}/{task['id']}", body={"line": task["line"], **wanted})


def test_lists_and_briefing_hold_them(obsidian):
    assert texts(obsidian) == ["call Ann #home", "water", "tiles", "from the journal"]
    task = one(obsidian, "call Ann #home")
    assert (task["category"], task["sub_project"], task["path"], task["line"]) == ("House", "Roof", "House.md", 3)
    assert (task["priority"], task["tags"], task["dialect"]) == ("high", ["#home"], "tasks")
    assert texts(obsidian, "/overdue") == ["call Ann #home"]
    assert texts(obsidian, "/today") == ["water", "tiles"]
    assert texts(obsidian, "/upcoming", days=1) == ["tiles", "call Ann #home", "water"]
    assert texts(obsidian, path="Journal") == ["from the journal"]
    briefing = obsidian.get("/api/v1/briefing").json
    assert [task["text"] for task in briefing["due_today_tasks"]] == ["water", "tiles"]
    assert (briefing["total_open"], briefing["tasks_message"]) == (4, "")


def test_a_tick_is_the_plugins_and_shows_at_once(obsidian, home):
    before = note(home, "House.md")
    answer = change(obsidian, "call Ann #home", status="done")
    assert answer.status == 200, answer.body
    assert answer.json["task"]["completed"] is True
    line = f"call Ann 📅 {day(-1)} ⏫ #home"
    assert note(home, "House.md") == before.replace(f"- [ ] {line}", f"- [x] {line} ✅ {day()}")
    assert texts(obsidian, "/overdue") == []
    again = change(obsidian, "water", status="done").json
    assert again["next"]["due_date"] == day(1)
    assert f"- [ ] water 🔁 every day 📅 {day(1)}\n- [x] water 🔁 every day 📅 {day()} ✅ {day()}\n" in note(home, "House.md")
    assert note(home, "House.md").count("\n") == before.count("\n") + 1


@pytest.mark.parametrize("watch", ["auto", "poll"])
def test_changed_settings_count_at_once(make_server, bare, watch):
    bare.write_note("House.md", "- [ ] call Ann #task\n- [ ] water\n")
    bare.write_note("Old/a.md", "- [ ] old\n")
    server = make_server(bare, watch=watch).start()
    server.wait_indexed()
    assert texts(server) == ["call Ann #task", "water", "old"]
    bare.write_note(".obsidian/app.json", '{"userIgnoreFilters":["/^ol./"]}')
    wait_until(lambda: texts(server) == ["call Ann #task", "water"], "excluded files are left out")
    bare.write_note(".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"globalFilter":"#task"}')
    bare.write_note(".obsidian/community-plugins.json", '["obsidian-tasks-plugin"]')
    wait_until(lambda: texts(server) == ["call Ann #task"], "the plugin's filter holds")
    (bare.vault / ".obsidian/app.json").unlink()
    bare.write_note(".obsidian/community-plugins.json", "[]")
    wait_until(lambda: texts(server) == ["call Ann #task", "water", "old"], "what was settled before is over")


def test_what_was_acknowledged_before_a_kill_is_there_at_once(make_server, bare):
    bare.write_note("House.md", "- [ ] call Ann\n- [ ] water\n")
    for number in range(300):
        bare.write_note(f"Notes/{number}.md", f"- [x] note {number}\n")
    server = make_server(bare).start()
    server.wait_indexed()
    for round in range(3):
        added = f"added {round}"
        assert server.request("POST", PATH, body={"text": added, "path": f"New {round}.md"}).status in (200, 201)
        assert change(server, "water", status="done" if round % 2 == 0 else "open").status == 200
        server.kill()
        server = make_server(bare).start()
        now = tasks(server)
        assert added in [task["text"] for task in now], "the first answer knows it"
        assert [task["completed"] for task in now if task["text"] == "water"] == [round % 2 == 0]
    server.wait_indexed()
    wait_until(lambda: tasks(server) and not (bare.data / "written_notes.json").exists(), "the index knows all of it")


def test_events_that_repeat_are_on_their_days_and_times_of_tasks_are_shown(make_server, bare):
    bare.write_note("Events/Gym.md", "---\ntitle: Gym\ntype: recurring\ndaysOfWeek: [M, R]\nstartTime: 18:00\n"
                                     "startRecur: 2026-05-01\nendRecur: 2026-06-01\n---\n")
    bare.write_note("Events/Odd.md", "---\ntitle: Odd\ntype: rrule\nallDay: true\nrrule: now and then\n---\n")
    bare.write_note("Task.md", "- [ ] call Ann [scheduled:: 2026-05-02T10:00]\n")
    server = make_server(bare).start()
    server.wait_indexed()
    found = server.get("/api/v1/events", start="2026-05-01", end="2026-05-12").json
    assert [(each["title"], each["date"], each["time"]) for each in found] == [
        ("Gym", "2026-05-04", "18:00"), ("Gym", "2026-05-07", "18:00"), ("Gym", "2026-05-11", "18:00")]
    task = one(server, "call Ann")
    assert (task["scheduled"], task["scheduled_time"], task["due_time"]) == ("2026-05-02", "10:00", "")
    assert change(server, "call Ann", scheduled="2026-05-03").status == 200
    assert note(bare, "Task.md") == "- [ ] call Ann [scheduled:: 2026-05-03T10:00]\n"
    assert "10:00" in run_cli(bare, "tasks", "list", server=server).stdout
    assert "cannot be read" in run_cli(bare, "vault", server=server).stdout


def test_captures_go_into_the_inbox_of_the_vault_and_templates_hold_no_tasks(make_server, bare):
    bare.write_note("02. Inbox/old.md", "- [ ] look at this\n")
    bare.write_note("Templates/Daily.md", "# {{title}} {{time:[at] HH}}\n- [ ] from the template\n")
    bare.write_note(".obsidian/templates.json", '{"folder":"Templates"}')
    bare.write_note(".obsidian/daily-notes.json", '{"folder":"Days","template":"Templates/Daily"}')
    bare.write_note("Days/2026-01-01.md", "x\n")
    server = make_server(bare).start()
    server.wait_indexed()
    assert texts(server) == ["look at this"]
    kept = server.request("POST", "/api/v1/capture", body={"text": "a thought"}).json
    assert kept["message"] == f"Captured to 02. Inbox/{kept['filename']}"
    assert note(bare, f"02. Inbox/{kept['filename']}") == "a thought"
    assert f"02. Inbox/{kept['filename']}" in [each["path"] for each in server.get("/api/v1/captures").json["captures"]]
    assert server.request("POST", PATH, body={"text": "mine"}).status in (200, 201)
    made = note(bare, f"Days/{day()}.md")
    assert made.startswith(f"# {day()} at ") and "- [ ] mine\n" in made and "{{" not in made


def test_an_edit_by_somebody_else_is_kept_and_found(obsidian, home):
    task = one(obsidian, "tiles")
    home.write_note("House.md", "# New\n\n- [ ] other\n" + note(home, "House.md"))
    answer = obsidian.request("PATCH", f"{PATH}/{task['id']}", body={"due_date": day(5)})
    assert answer.status == 200, answer.body
    assert "# New\n\n- [ ] other\n# House\n" in note(home, "House.md")
    assert f"- [ ] tiles [scheduled:: {day(-3)}]  [due:: {day(5)}]\n" in note(home, "House.md")
    wait_until(lambda: "other" in texts(obsidian), "the edit to be read")


def test_new_ones_are_written_in_the_way_of_the_vault(obsidian, home):
    answer = obsidian.request("POST", PATH, body={"text": "buy bread", "due_date": day(1)})
    assert answer.status == 200, answer.body
    assert answer.json["path"] == f"Journal/{day()}.md"
    assert note(home, f"Journal/{day()}.md") == f"- [ ] buy bread 📅 {day(1)}\n"
    shown = run_cli(home, "tasks", "add", "order tiles", "--note", "House.md", "--heading", "Cellar", server=obsidian)
    assert shown.returncode == 0, shown.stderr
    assert note(home, "House.md").endswith(f"- [ ] tiles [scheduled:: {day(-3)}]\n- [ ] order tiles\n")
    listed = json.loads(run_cli(home, "tasks", "list", "--path", "House.md", "--json", server=obsidian).stdout)
    assert [task["text"] for task in listed] == ["call Ann #home", "water", "tiles", "order tiles"]


def test_other_settings_have_all_notes_read_again(obsidian, home):
    home.write_note(".obsidian/plugins/obsidian-tasks-plugin/data.json", '{"globalFilter":"#home"}')
    obsidian.index()
    wait_until(lambda: texts(obsidian) == ["call Ann #home"], "the global filter to hold")


def test_without_tasks_it_is_told_what_was_looked_for(make_server, home):
    home.write_note("A.md", "Words.\n")
    server = make_server().start()
    server.wait_indexed()
    assert tasks(server) == []
    assert "No task was found; I looked for" in server.get("/api/v1/briefing").json["tasks_message"]
    assert "No task was found; I looked for" in run_cli(home, "tasks", server=server).stdout
