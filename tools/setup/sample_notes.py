#!/usr/bin/env python3
"""Makes or renews a person's copy of the sample notes, so that its days are those of this week.

    sample_notes.py SAMPLE COPY [--today YYYY-MM-DD]

The sample ends with a week from Monday to Sunday. Every date in it, in names and texts, is moved by the same number of
whole weeks, so that this week is the current one and weekdays stay weekdays. Days that have not come yet are left out
until they do.

What a person has changed, made or deleted in the copy is theirs and is never touched again; everything else follows
the sample. Which is which is known from the hashes in `.sample.json` inside the copy. It is written before and after
the notes, so that a run that was ended half-way is finished by the next one. Delete the copy to begin afresh.
"""

import argparse
import hashlib
import json
import os
import re
import sys
from datetime import date, timedelta
from pathlib import Path

RECORD = ".sample.json"
DAY = re.compile(r"(?<![\d-])20\d\d-\d\d-\d\d(?![\d-])")
MONTH = re.compile(r"(?<![\d-])20\d\d-\d\d(?![\d-])")
DAILY_NOTE = re.compile(r"\d{4}-\d\d-\d\d\.md")


def weeks_since(sample, today):
    """How far the sample's last week lies before the current one; whole weeks."""
    last_day = max(date.fromisoformat(file.stem) for file in sample.rglob("*.md") if DAILY_NOTE.fullmatch(file.name))
    return timedelta(weeks=(today - (last_day - timedelta(days=6))).days // 7)


def moved(text, by):
    text = DAY.sub(lambda found: (date.fromisoformat(found[0]) + by).isoformat(), text)
    return MONTH.sub(lambda found: (date.fromisoformat(found[0] + "-15") + by).strftime("%Y-%m"), text)


def notes_of_this_week(sample, today):
    """{path in the copy: bytes}"""
    by = weeks_since(sample, today)
    notes = {}
    for file in sorted(sample.rglob("*.md")):
        name = moved(file.name, by)
        if DAILY_NOTE.fullmatch(name) and date.fromisoformat(name[:-3]) > today:
            continue
        path = (file.relative_to(sample).parent / name).as_posix()
        notes[path] = moved(file.read_text(encoding="utf-8"), by).encode()
    return notes


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


def write_whole(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.tmp")
    with open(draft, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


class Copy:
    def __init__(self, folder):
        self.folder = folder
        try:
            record = json.loads((folder / RECORD).read_bytes())
        except (FileNotFoundError, ValueError):  # without it every note that is there is the person's
            record = {}
        self.written = record.get("written", {})
        self.planned = record.get("planned", {})  # by a run that was ended half-way
        self.theirs = set(record.get("theirs", []))

    def remember(self, planned=None):
        record = {"written": self.written, "theirs": sorted(self.theirs), **({"planned": planned} if planned else {})}
        write_whole(self.folder / RECORD, json.dumps(record, indent=1).encode())

    def content(self, path):
        try:
            return (self.folder / path).read_bytes()
        except FileNotFoundError:
            return None

    def is_ours(self, path):
        """Whether the note is as we wrote it, or not written yet."""
        content = self.content(path)
        if content is None:
            return path in self.planned or path not in self.written
        return hash_of(content) in (self.written.get(path), self.planned.get(path))

    def renew(self, notes):
        known = set(self.written) | set(self.planned)
        self.theirs |= {path for path in known | set(notes) if not self.is_ours(path)}
        ours = {path: content for path, content in notes.items() if path not in self.theirs}
        planned = {path: hash_of(content) for path, content in ours.items()}
        self.remember(planned)
        for path, content in ours.items():
            if self.content(path) != content:
                write_whole(self.folder / path, content)
        for path in known - set(ours) - self.theirs:
            (self.folder / path).unlink(missing_ok=True)
        self.written = planned
        self.planned = {}
        self.remember()


def main():
    parser = argparse.ArgumentParser(description="Makes or renews a person's copy of the sample notes.")
    parser.add_argument("sample", type=Path)
    parser.add_argument("copy", type=Path)
    parser.add_argument("--today", type=date.fromisoformat, default=date.today())
    asked = parser.parse_args()
    try:
        Copy(asked.copy).renew(notes_of_this_week(asked.sample, asked.today))
    except OSError as trouble:
        sys.exit(f"the sample notes cannot be copied to {asked.copy}: {trouble}")


if __name__ == "__main__":
    main()
