"""kill -9 at random moments while tasks are updated and thoughts captured. Afterwards every acknowledged update and
capture is in the vault, and every daily note is whole. E2E_KILL_ROUNDS sets how often (10 here)."""

import os
import random
import re
import threading
import time

from harness import NoAnswer

ROUNDS = int(os.environ.get("E2E_KILL_ROUNDS", "10"))
SEED = int(os.environ.get("E2E_SEED", "20261124"))
MARKS = {"open": " ", "in_progress": "/", "done": "x"}
PROSE = "A paragraph that nobody may touch, with ümläuts and a trailing space. "


def write_daily_notes(home, days=8, tasks=6):
    """`tasks` tasks a day, each of them in one note only. Answers their texts with their notes."""
    where = {}
    for day in range(1, days + 1):
        note = f"00_Daily/2026-11-{day:02d}.md"
        lines = [f"# Day {day}", "", PROSE, "", "## Tasks", "### Work"]
        for number in range(tasks):
            text = f"Task {day} {number}"
            lines.append(f"- [ ] {text}")
            where[text] = note
        home.write_note(note, "\n".join([*lines, "", "## Notes", "- " + PROSE, ""]))
    return where


class Person(threading.Thread):
    """Updates tasks and captures thoughts until the server is dead; remembers what was acknowledged."""

    def __init__(self, server, rng, tasks, number):
        super().__init__()
        self.server, self.rng, self.tasks, self.number = server, rng, tasks, number
        self.statuses = {}  # text → status, acknowledged
        self.unsure = set()  # texts whose last update was not answered
        self.captures = {}  # file → text, acknowledged

    def run(self):
        count = 0
        try:
            while True:
                count += 1
                self.update(self.rng.choice(self.tasks))
                self.capture(f"thought {self.number}-{count}-{self.rng.getrandbits(48):x}\n")
        except NoAnswer:
            pass  # killed

    def update(self, text):
        status = self.rng.choice(list(MARKS))
        self.unsure.add(text)
        body = {"text": text, "category": "Work", "sub_project": "", "status": status}
        answer = self.server.request("PATCH", "/api/v1/tasks/update", body=body)
        self.unsure.discard(text)
        if answer.status == 200:
            self.statuses[text] = status

    def capture(self, text):
        answer = self.server.request("POST", "/api/v1/capture", body={"text": text})
        if answer.status == 200:
            self.captures[answer.json["filename"]] = text


def marks_in(note):
    return dict((text, mark) for mark, text in re.findall(r"^- \[(.)\] (Task \d+ \d+)$", note, re.MULTILINE))


def test_every_acknowledged_update_and_capture_is_in_the_vault(home, make_server):
    rng = random.Random(SEED)
    where = write_daily_notes(home)
    statuses, captures, unsure = {}, {}, set()
    server = make_server()
    for number in range(ROUNDS):
        server.start()
        mine = list(where)
        rng.shuffle(mine)
        people = [Person(server, random.Random(rng.random()), mine[part::3], part) for part in range(3)]
        for person in people:
            person.start()
        time.sleep(0.2 + rng.random())
        server.kill()
        for person in people:
            person.join()
            statuses |= person.statuses
            captures |= person.captures
            unsure = (unsure - set(person.statuses)) | person.unsure
        notes = {path: (home.vault / path).read_text(encoding="utf-8") for path in set(where.values())}
        for path, note in notes.items():
            assert note.count(PROSE) == 2 and note.endswith("\n"), f"round {number}: {path} is not whole"
            assert len(marks_in(note)) == 6, f"round {number}: tasks of {path} are missing"
        for text, status in statuses.items():
            if text not in unsure:
                assert marks_in(notes[where[text]])[text] == MARKS[status], f"round {number}: {text}"
        for name, text in captures.items():
            assert (home.vault / "Inbox" / name).read_text() == text, f"round {number}: {name}"
    assert statuses and captures, "the rounds were too short for anything to be acknowledged"

    server.start()
    assert server.stop() == 0
    litter = [file for file in home.vault.rglob("*") if file.is_file() and file.suffix != ".md"]
    assert litter == [], "what the crashes left behind was not tidied up"
