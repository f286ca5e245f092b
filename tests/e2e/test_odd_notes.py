"""Files of a vault that are not as they should be: what is odd in a note, what programs put beside notes, what cannot be
indexed; and events in a vault that is kept in another way. Over HTTP, in the log and on the command line."""

import json
import os
import re

from daily_notes import day
from harness import run_cli, wait_until

LEDGER = "/api/v1/index/ledger"


def remarks(server):
    return {entry["path"]: entry["reason"] for entry in server.get(LEDGER, noted="true").json["entries"]}


def test_notes_in_encodings_of_before_are_found_by_their_words_and_stay_as_they_are(make_server, home):
    notes = {"shift_jis": ("公園の桜の下でお弁当を食べた。", "弁当"), "gbk": ("松鼠在树上跑来跑去，我们坐在长椅上喝茶。", "松鼠"),
             "cp1251": ("Купить новый велосипед и сварить борщ.", "велосипед"), "koi8-r": ("Сварить борщ на вечер.", "борщ"),
             "euc-kr": ("다음 주 월요일에 회의가 있다.", "회의"), "big5": ("松鼠在樹上跑來跑去，我們坐在長椅上喝茶。", "喝茶"),
             "cp1250": ("Trzeba podlać róże i wyciąć suche gałęzie, bo w środę może padać.", "gałęzie"),
             "cp1252": ("Die Bäume müssen gegossen werden.", "bäume")}
    for encoding, (text, _) in notes.items():
        (home.vault / f"{encoding}.md").write_bytes(text.encode(encoding))
    server = make_server().start()
    server.wait_indexed()
    missed = {encoding: word for encoding, (_, word) in notes.items() if f"{encoding}.md" not in server.search(word)}
    assert not missed
    assert "read as Windows-1251, a guess: check that its words are right" in remarks(server)["cp1251.md"]
    for encoding, (text, _) in notes.items():
        assert (home.vault / f"{encoding}.md").read_bytes() == text.encode(encoding)


def test_daily_notes_in_encodings_of_before_are_listed_and_their_tasks_ticked(make_server, home):
    text = "## Events\n- 10:00-11:00 Встреча с друзьями\n\n## Tasks\n### Дом\n- [ ] Вечером сварить борщ\n"
    daily = home.vault / "00_Daily" / f"{day()}.md"
    daily.parent.mkdir(exist_ok=True)
    daily.write_bytes(text.encode("cp1251"))
    other = "# Küche\n\n- [ ] Café bezahlen\n- [ ] Tür ölen\n"
    (home.vault / "kitchen.md").write_bytes(other.encode("cp1252"))
    server = make_server().start()
    server.wait_indexed()
    assert [event["title"] for event in server.get("/api/v1/events", start=day(), end=day()).json] == ["Встреча с друзьями"]
    assert [event["title"] for event in server.get("/api/v1/briefing").json["today_events"]] == ["Встреча с друзьями"]
    tasks = {task["text"]: task["id"] for task in server.get("/api/v1/tasks").json}
    assert set(tasks) == {"Вечером сварить борщ", "Café bezahlen", "Tür ölen"}
    for words in tasks:
        done = run_cli(home, "tasks", "change", tasks[words], "--status", "done", server=server)
        assert done.returncode == 0, done.stderr
    assert daily.read_bytes() == text.replace("[ ]", "[x]").encode("cp1251")
    assert (home.vault / "kitchen.md").read_bytes() == other.replace("[ ]", "[x]").encode("cp1252")
    refused = run_cli(home, "tasks", "add", "Grüße", "--note", "kitchen.md", server=server)
    assert refused.returncode == 1 and "is not saved as UTF-8, and is read as Windows-1252" in refused.stderr


def test_what_is_odd_is_told_once_and_listed(make_server, home):
    home.write_note("fine.md", "mongoose zero\n")
    home.write_note("colon.md", "---\ntitle: Plan: phase two\n---\n\nmongoose one\n")
    (home.vault / "latin1.md").write_bytes(b"# Gr\xfc\xdfe\n\nmongoose four")
    (home.vault / "wide.md").write_bytes("\ufeff# Wide\r\n\r\nmongoose five".encode("utf-16-le"))
    server = make_server().start()
    server.wait_indexed()
    assert len(server.search("mongoose")) == 4
    assert server.search("grüße") == ["latin1.md"]
    told = remarks(server)
    assert set(told) == {"colon.md", "latin1.md", "wide.md"}
    assert "frontmatter is ignored" in told["colon.md"]
    assert "Windows-1252" in told["latin1.md"] and "UTF-16" in told["wide.md"]
    assert server.get("/api/v1/index/progress").json["notes_noted"] == 3
    server.index()
    assert server.log.count("colon.md: The frontmatter is ignored") == 1

    listed = run_cli(home, "index", "--list", server=server)
    assert listed.returncode == 0 and "latin1.md (indexed): It is not saved as UTF-8" in listed.stdout
    as_json = run_cli(home, "index", "--list", "--json", server=server)
    assert {entry["path"] for entry in json.loads(as_json.stdout)["entries"]} == set(told)
    status = run_cli(home, "status", server=server)
    assert "In 3 notes something is odd" in status.stdout

    server.stop()
    server.start()
    server.wait_indexed()
    assert set(remarks(server)) == set(told), "it is known after a restart"


def test_names_that_are_not_utf8_are_found_by_their_letters(make_server, home):
    vault = os.fsencode(home.vault)
    os.makedirs(vault + b"/b\xfcro")
    names = {b"b\xfcro/na\xefve k\xe4se.md": r"b\xFCro/na\xEFve k\xE4se.md", b"caf\xe9 cr\xe8me.md": r"caf\xE9 cr\xE8me.md",
             b"b\xfcro/plain.md": r"b\xFCro/plain.md"}
    for name in names:
        with open(vault + b"/" + name, "w", encoding="utf-8") as file:
            file.write("# Heading\n\nSome words.\n")
    for number in range(20):
        home.write_note(f"other {number}.md", f"# Naive cheese {number}\n\nAn office with cream.\n")
    server = make_server().start()
    server.wait_indexed()
    for query, path in (("naïve käse", r"b\xFCro/na\xEFve k\xE4se.md"), ("naïve käse.md", r"b\xFCro/na\xEFve k\xE4se.md"),
                        ("büro/naïve käse", r"b\xFCro/na\xEFve k\xE4se.md"), ("café crème", r"caf\xE9 cr\xE8me.md")):
        assert server.search(query)[0] == path, query
    assert set(server.search("büro")) >= {r"b\xFCro/na\xEFve k\xE4se.md", r"b\xFCro/plain.md"}
    assert server.search(r"caf\xE9 cr\xE8me")[0] == r"caf\xE9 cr\xE8me.md"


def test_copies_made_by_tools_are_left_out_listed_and_taken_in_on_request(make_server, home):
    copies = ["Plan (conflicted copy 2026-11-28).md", "Plan.sync-conflict-20261128-101010-ABCDEFG.md", "Plan 2.md",
              ".stversions/Plan~20261101-101010.md", ".smart-env/x.md", "sub/.trash/old.md", "sub/node_modules/p/README.md"]
    for name in ["Plan.md", *copies]:
        home.write_note(name, "The quokka plan.\n")
    server = make_server().start()
    server.wait_indexed()
    assert server.search("quokka") == ["Plan.md"]
    assert {"Plan 2.md", ".stversions", ".smart-env"} <= set(remarks(server))
    server.stop()
    server = make_server(tool_copies="true").start()
    server.wait_indexed()
    assert sorted(server.search("quokka")) == sorted(["Plan.md", *copies])
    server.stop()
    server = make_server().start()
    server.wait_indexed()
    assert server.search("quokka") == ["Plan.md"], "and out again, which is no loss of notes"


def test_a_file_that_is_left_out_counts_and_is_logged_once(make_server, home):
    home.write_note("small.md", "walrus\n")
    huge = home.vault / "huge.md"
    with open(huge, "wb") as file:
        file.truncate(33 * 1024 * 1024)
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    for text in ("walrus and seal\n", "walrus and otter\n"):
        home.write_note("small.md", text)
        wait_until(lambda: server.search(text.split()[-1]), "the save is found")
    done = run_cli(home, "index", server=server)
    assert done.stdout.startswith("Indexed: 0 new"), done.stdout
    assert server.log.count("huge.md: not indexed") == 1
    counts = re.findall(r'"summary":"(\d+) new', server.log)
    assert [count for count in counts if count != "0"] == counts[:1], counts
    status = run_cli(home, "status", server=server)
    assert "1 note could not be read and cannot be found" in status.stdout


def test_events_of_a_vault_that_is_kept_in_another_way(make_server, home):
    home.write_note(".obsidian/daily-notes.json", '{"folder": "Journal", "format": "YYYY-MM-DD"}')
    home.write_note(f"Journal/{day()}.md", (
        "# Day planner\n- [ ] 14:30 Dentist\n- 9:00-10:30 Review\n## Log\n- 08:00 was up early\n"
        "```\n- 11:00 example\n```\n"))
    home.write_note("Calendar/Fair.md", f"---\nallDay: true\ndate: {day(-1)}\nendDate: {day(1)}\n---\n# The fair\n")
    home.write_note("Meeting.md", f"---\ndate: {day()}\n---\n- 10:00 no event here\n")
    server = make_server().start()
    server.wait_indexed()

    def events():
        return [(event["time"] or "", event["title"], event["source_file"])
                for event in server.get("/api/v1/events", start=day(), end=day()).json]
    expected = [("", "The fair", "Calendar/Fair.md"), ("9:00", "Review", f"Journal/{day()}.md"),
                ("14:30", "Dentist", f"Journal/{day()}.md")]
    assert events() == expected
    briefing = server.get("/api/v1/briefing").json
    assert [event["title"] for event in briefing["today_events"]] == ["The fair", "Review", "Dentist"]
    listed = run_cli(home, "events", server=server)
    assert "Dentist" in listed.stdout and "The fair" in listed.stdout
    before = server.get("/api/v1/events", start=day(), end=day()).headers["ETag"]
    home.write_note("Calendar/Fair.md", f"---\nallDay: true\ndate: {day(3)}\n---\n# The fair\n")
    wait_until(lambda: events() == expected[1:], "the event has moved")
    assert server.get("/api/v1/events", start=day(), end=day()).headers["ETag"] != before
