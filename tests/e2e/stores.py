"""Looking into the data directory of a server, from outside."""

import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

from harness import PROGRAM

DATABASES = ("lexical.db", "index_tracker.db", "conversations.db", "usage.db", "metadata.db", "vectors.db")


def copy_of(data: Path, to: Path):
    """A copy that may be opened without disturbing anybody. The server must not be running."""
    if to.exists():
        shutil.rmtree(to)
    to.mkdir(parents=True)
    for file in data.iterdir():
        if file.is_file() and file.name.startswith(DATABASES):
            shutil.copy2(file, to)
    return to


def assert_sound(data: Path, scratch: Path):
    """Every database passes SQLite's full check, the full-text index agrees with its content. The latter needs our
    tokenizer, so that the program itself is asked."""
    copied = copy_of(data, scratch)
    for name in DATABASES:
        if name == "lexical.db" or not (copied / name).exists():
            continue
        with sqlite3.connect(copied / name) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], name
        database.close()
    examined = subprocess.run([str(PROGRAM), "backups", "examine", str(copied)], capture_output=True, text=True)
    assert examined.returncode == 0, examined.stderr


def read(database: Path, query):
    """The rows of a query, while the server may be running. What a killed one left half written is rolled back in a copy:
    the next start is to find it as it was left."""
    try:
        return rows(f"file:{database}?mode=ro", query)
    except sqlite3.OperationalError as trouble:
        if trouble.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
            raise
    with tempfile.TemporaryDirectory() as scratch:
        return rows(f"file:{copy_of(database.parent, Path(scratch) / 'data') / database.name}", query)


def rows(uri, query):
    connection = sqlite3.connect(uri, uri=True, timeout=5)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def conversations_in(data: Path):
    """The ids of the conversations that are kept there."""
    return {chat for (chat,) in read(data / "conversations.db", "SELECT conversation_id FROM conversations")}


def indexed_chunks(data: Path):
    return sorted(read(data / "lexical.db", "SELECT note_path, chunk_id, heading_path, chunk_text FROM chunks"))


def tracked_notes(data: Path):
    return sorted(path for (path,) in read(data / "index_tracker.db", "SELECT file_path FROM indexed_files"))


CONVERSATION_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (conversation_id TEXT PRIMARY KEY, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, role TEXT NOT NULL,
  content TEXT NOT NULL, created_at TEXT NOT NULL, FOREIGN KEY (conversation_id) REFERENCES conversations (conversation_id));
CREATE INDEX IF NOT EXISTS idx_messages_conversation ON messages (conversation_id, id);
CREATE INDEX IF NOT EXISTS idx_conversations_updated ON conversations (updated_at DESC);
"""


def seed_conversations(data: Path, count, version=0):
    """Writes chats as the reference would have left them, or as this service does with `version` 1; returns their ids."""
    data.mkdir(parents=True, exist_ok=True)
    ids = [f"00000000-0000-4000-8000-{number:012d}" for number in range(count)]
    stamp = "2026-02-05T12:00:00.000001"
    with sqlite3.connect(data / "conversations.db") as database:
        database.executescript(CONVERSATION_SCHEMA)
        database.execute(f"PRAGMA user_version = {version}")
        database.executemany("INSERT INTO conversations VALUES (?, ?, ?)", [(id, stamp, stamp) for id in ids])
        database.executemany(
            "INSERT INTO messages (conversation_id, role, content, created_at) VALUES (?, 'user', ?, ?)",
            [(id, f"question {number}", stamp) for number, id in enumerate(ids)],
        )
    database.close()
    return ids
