"""Searching as a person does, over HTTP and in a terminal: filters, slips of the pen, and an index of an earlier version."""

import json
import sqlite3

import pytest

from harness import run_cli, wait_until
from vaults import write_many


@pytest.fixture
def garden(make_server, home):
    home.write_note("garden/Roses.md", "---\ntags: [plants/flowers]\nauthor: Le Guin\ndate: 2026-05-03\n---\n# Roses\n\nPrune them in March.\n")
    home.write_note("garden/old/Tulips.md", "---\ntags: plants\n---\n# Tulips\n\nPlant them in autumn, not in March.\n")
    home.write_note("work/2026-07-01 Plan.md", "# Plan\n\nMarch is busy.\n\n- [ ] Call Ada\n")
    home.write_note("zh.md", "今天讨论了数据库检索系统的部署方案。\n")
    server = make_server().start()
    server.wait_indexed()
    return server


def test_filters_narrow_down_and_list(garden):
    assert sorted(garden.search("march tag:plants ")) == ["garden/Roses.md", "garden/old/Tulips.md"]
    assert garden.search("march -prune -busy ") == ["garden/old/Tulips.md"]
    assert garden.search('prop:author="le guin"') == ["garden/Roses.md"]
    assert garden.search("date:2026-05..2026-07 ") == ["work/2026-07-01 Plan.md", "garden/Roses.md"]
    assert garden.search("file:plan OR folder:old ") == ["work/2026-07-01 Plan.md", "garden/old/Tulips.md"]
    assert garden.search("has:task ") == ["work/2026-07-01 Plan.md"]
    assert garden.search("部署方案") == ["zh.md"]
    assert garden.search('prop:title=plan ') == ["work/2026-07-01 Plan.md"]
    assert garden.search('prop:tags=plants ') == ["garden/old/Tulips.md"]
    assert garden.search('prop:lang=zh ') == ["zh.md"]


def test_only_excluded_words_list_the_notes_without_them(garden, home):
    shown = run_cli(home, "search", "--", "-prune", "-\"is busy\"", server=garden).stdout
    assert "garden/old/Tulips.md" in shown and "zh.md" in shown
    assert "garden/Roses.md" not in shown and "Plan.md" not in shown
    assert "Only words to leave out were given, so all notes without them are listed." in shown
    alone = run_cli(home, "search", "--", "-prune", server=garden).stdout
    assert "garden/Roses.md" in alone and "A minus sign before a word alone is ignored: “prune” was searched for." in alone


def test_every_note_with_a_listed_task_has_one(make_server, home):
    home.write_note("00_Daily/2026-11-29.md", "# 2026-11-29\n\n## Tasks\n\n- [ ] Call Ann\n")
    home.write_note("00_Daily/2026-11-28.md", "# 2026-11-28\n\n## Notes\n\n- tea\n")
    home.write_note("N/n.md", "# n\n\n- [ ] Other box\n")
    server = make_server().start()
    server.wait_indexed()

    def with_tasks():
        return sorted(server.search("has:task "))

    assert sorted({task["path"] for task in server.get("/api/v1/tasks").json}) == ["00_Daily/2026-11-29.md", "N/n.md"]
    assert with_tasks() == ["00_Daily/2026-11-29.md", "N/n.md"]
    assert server.search("folder:00_Daily has:task ") == ["00_Daily/2026-11-29.md"]
    assert "00_Daily/2026-11-28.md" in server.search("folder:00_Daily -has:task ")
    home.write_note("00_Daily/2026-11-28.md", "# 2026-11-28\n\n## Tasks\n\n- [x] Buy tea\n")
    home.write_note("00_Daily/2026-11-29.md", "# 2026-11-29\n\nnothing to do\n")
    wait_until(lambda: with_tasks() == ["00_Daily/2026-11-28.md", "N/n.md"], "the edits count")

def test_daily_notes_are_of_their_days_however_they_are_named(make_server, home):
    home.write_note("Tagebuch/2026/KW 49/01.12.2026 (Dienstag).md", "# Dienstag\n\n- [ ] Rad flicken\n")
    home.write_note("Tagebuch/2026/KW 49/30.11.2026 (Montag).md", "# Montag\n\n- [ ] Brot backen\n")
    home.write_note("Tagebuch/2026/KW 48/29.11.2026 (Sonntag).md", "# Sonntag\n\n- [ ] Holz hacken\n")
    days = ["01.12.2026 (Dienstag)", "30.11.2026 (Montag)", "29.11.2026 (Sonntag)"]

    def names(server, query):
        return [path.rpartition("/")[2].removesuffix(".md") for path in server.search(query)]

    server = make_server().start()
    server.wait_indexed()
    assert names(server, "date:2026-12-01 ") == []
    server.stop()
    server = make_server(daily_folder="Tagebuch", daily_format="YYYY/[KW] WW/DD.MM.YYYY (dddd)", daily_language="de").start()
    server.wait_indexed()
    wait_until(lambda: names(server, "date:2026-12-01 ") == days[:1], "the setting counts for what was indexed before")
    assert names(server, "date:2026-11-29..2026-11-30 ") == days[1:]
    assert names(server, "has:task ") == days, "the latest day first"
    assert server.get("/api/v1/search", q="flicken").json["results"][0]["date"] == "2026-12-01"
    server.stop()
    home.write_note(".obsidian/daily-notes.json", '{"folder": "Tagebuch", "format": "DD.MM.YYYY (dddd)"}')
    home.write_note("Tagebuch/02.12.2026 (Wednesday).md", "# Mittwoch\n")
    server = make_server().start()
    server.wait_indexed()
    wait_until(lambda: names(server, "date:2026-12 ") == ["02.12.2026 (Wednesday)"], "Obsidian's settings count, too")


def test_a_slip_of_the_pen_is_mended_and_told(garden, home):
    answer = garden.get("/api/v1/search", q="tulpis ").json
    assert [one["note_path"] for one in answer["results"]] == ["garden/old/Tulips.md"]
    assert answer["corrected"] == [{"typed": "tulpis", "words": ["Tulips"]}]  # as the note writes it
    assert garden.get("/api/v1/search", q="tulips ").json["corrected"] == []
    shown = run_cli(home, "search", "tulpis ", server=garden)
    assert "No note has “tulpis”: searched for “Tulips”." in shown.stdout
    others = json.loads(run_cli(home, "search", "--json", "--", "-tag:plants", "march", server=garden).stdout)
    assert [one["note_path"] for one in others["results"]] == ["work/2026-07-01 Plan.md"]


def as_version_3(data):
    """The index as the version before made it: other columns, other words."""
    with sqlite3.connect(data / "lexical.db") as database:
        rows = database.execute("SELECT chunk_id, note_path, note_title, heading_path, chunk_index, chunk_text, checksum,"
                                " note_folder, note_date, line FROM chunks").fetchall()
    database.close()
    for suffix in ("", "-wal", "-shm"):
        (data / f"lexical.db{suffix}").unlink(missing_ok=True)
    with sqlite3.connect(data / "lexical.db") as database:
        database.executescript("""
          CREATE TABLE chunks (chunk_id TEXT PRIMARY KEY, note_path TEXT NOT NULL, note_title TEXT NOT NULL,
            heading_path TEXT NOT NULL, chunk_index INTEGER NOT NULL, chunk_text TEXT NOT NULL, checksum TEXT NOT NULL,
            note_folder TEXT NOT NULL DEFAULT '', note_date TEXT, line INTEGER NOT NULL DEFAULT 0);
          CREATE INDEX idx_chunks_note_path ON chunks(note_path);
          CREATE TABLE schema_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
          INSERT INTO schema_meta VALUES ('fts_schema_version', '3');
          CREATE VIRTUAL TABLE chunks_fts USING fts5(chunk_id UNINDEXED, note_title, heading_path, chunk_text,
            content = 'chunks', content_rowid = 'rowid', tokenize = 'porter unicode61');""")
        database.executemany("INSERT INTO chunks VALUES (?,?,?,?,?,?,?,?,?,?)", rows)
        database.execute("INSERT INTO chunks_fts (rowid, chunk_id, note_title, heading_path, chunk_text)"
                         " SELECT rowid, chunk_id, note_title, heading_path, chunk_text FROM chunks")
        database.execute("PRAGMA user_version = 3")
    database.close()


def test_searches_find_every_note_while_the_index_is_made_anew(make_server, home):
    tokens = write_many(home, 300)
    server = make_server().start()
    server.wait_indexed()
    assert server.stop() == 0
    as_version_3(home.data)
    server.start()
    for path, token in list(tokens.items())[:60]:
        assert server.search(token) == [path], "the index of before serves"
    wait_until(lambda: not (home.data / "lexical.db.earlier").exists(), "the new index is whole")
    for path, token in list(tokens.items())[-20:]:
        assert server.search(token) == [path]
    with sqlite3.connect(f"file:{home.data}/lexical.db?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (5,)
    database.close()
