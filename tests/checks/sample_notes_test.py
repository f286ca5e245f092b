"""The copy of the sample notes: alive on every day, and never over what a person has done in it."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "setup" / "sample_notes.py"
SAMPLE = ROOT / "examples" / "vault"

sys.path.insert(0, str(SCRIPT.parent))
import sample_notes  # noqa: E402

WEEK = [date(2027, 2, 22) + timedelta(days=day) for day in range(7)]  # Monday to Sunday
ODD_DAYS = [date(2026, 11, 22), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29), date(2031, 6, 18), date(2025, 3, 3)]
LINK_TO_DAY = re.compile(r"\[\[(\d{4}-\d\d-\d\d)\]\]")
OPEN_TASK = re.compile(r"- \[[ /]\] (.+?)(?: \(due: (\d{4}-\d\d-\d\d)\))?$", re.MULTILINE)


class SampleNotesTest(unittest.TestCase):
    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.copy = self.root / "notes"

    def renew(self, today):
        sample_notes.Copy(self.copy).renew(sample_notes.notes_of_this_week(SAMPLE, today))

    def day(self, day):
        return self.copy / "00_Daily" / f"{day.isoformat()}.md"

    def notes(self):
        return {file.relative_to(self.copy).as_posix(): file.read_text() for file in self.copy.rglob("*.md")}


class Alive(SampleNotesTest):
    def test_on_every_day_there_is_a_note_of_today_and_none_of_a_day_to_come(self):
        for today in WEEK + ODD_DAYS:
            with self.subTest(today=today):
                self.renew(today)
                days = sorted(file.stem for file in (self.copy / "00_Daily").iterdir())
                self.assertEqual(days[-1], today.isoformat())
                self.assertGreaterEqual(len(days), 4)
                note = self.day(today).read_text()
                self.assertIn(f"date: {today}", note)
                for heading in ("## Events", "## Focus", "## Tasks"):
                    self.assertIn(f"{heading}\n", note)

    def test_on_every_day_something_is_due_within_a_week(self):
        for today in WEEK + ODD_DAYS:
            with self.subTest(today=today):
                self.renew(today)
                latest = {}
                for _, text in sorted((path, text) for path, text in self.notes().items() if path.startswith("00_Daily")):
                    latest.update({task: due for task, due in OPEN_TASK.findall(text) if due})
                within = [task for task, due in latest.items() if abs((date.fromisoformat(due) - today).days) <= 7]
                self.assertGreaterEqual(len(within), 2)
                self.assertIn("Water the plants", within)

    def test_the_script_makes_today_s_notes(self):
        subprocess.run([sys.executable, SCRIPT, SAMPLE, self.copy, "--today", "2027-02-24"], check=True)
        made = self.notes()
        self.assertIn("00_Daily/2027-02-24.md", made)
        self.renew(date(2027, 2, 24))
        self.assertEqual(self.notes(), made)

    def test_weekdays_stay_weekdays(self):
        self.renew(WEEK[6])
        self.assertIn("Slow Sunday", self.day(WEEK[6]).read_text())
        self.assertIn("Market day", self.day(WEEK[5]).read_text())

    def test_every_link_to_a_day_leads_to_its_note(self):
        for today in WEEK:
            with self.subTest(today=today):
                self.renew(today)
                links = {day for text in self.notes().values() for day in LINK_TO_DAY.findall(text)}
                self.assertTrue(links)
                self.assertEqual([day for day in links if not self.day(date.fromisoformat(day)).exists()], [])

    def test_months_move_as_well(self):
        self.renew(date(2026, 11, 22))
        self.assertIn('planned: "2027-04"', self.notes()["10_Notes/Lisbon in Three Days.md"])
        self.renew(date(2027, 11, 21))
        self.assertIn('planned: "2028-04"', self.notes()["10_Notes/Lisbon in Three Days.md"])

    def test_a_second_start_on_the_same_day_writes_nothing(self):
        self.renew(WEEK[2])
        before = {file: file.stat().st_mtime_ns for file in self.copy.rglob("*.md")}
        self.renew(WEEK[2])
        self.assertEqual({file: file.stat().st_mtime_ns for file in self.copy.rglob("*.md")}, before)

    def test_the_next_day_comes_in_addition(self):
        self.renew(WEEK[2])
        before = self.notes()
        self.renew(WEEK[3])
        after = self.notes()
        self.assertEqual(set(after) - set(before), {f"00_Daily/{WEEK[3]}.md"})
        self.assertEqual({path: after[path] for path in before}, before)

    def test_a_month_later_the_old_days_have_moved(self):
        self.renew(WEEK[2])
        self.renew(WEEK[2] + timedelta(days=31))
        self.assertFalse(self.day(WEEK[2]).exists())
        self.assertTrue(self.day(WEEK[2] + timedelta(days=31)).exists())


class Theirs(SampleNotesTest):
    """What a person has done survives every later start."""

    def setUp(self):
        super().setUp()
        self.renew(WEEK[2])
        self.later = WEEK[2] + timedelta(days=31)

    def test_an_edited_day_stays_and_the_sample_s_day_comes_beside_it(self):
        self.day(WEEK[2]).write_text("mine\n")
        self.renew(self.later)
        self.assertEqual(self.day(WEEK[2]).read_text(), "mine\n")
        self.assertTrue(self.day(self.later).exists())
        self.renew(WEEK[2])  # the clock has gone back
        self.assertEqual(self.day(WEEK[2]).read_text(), "mine\n")

    def test_one_changed_byte_is_an_edit(self):
        note = self.copy / "20_Projects" / "Garden.md"
        note.write_text(note.read_text().replace("balcony", "terrace", 1))
        kept = note.read_text()
        self.renew(self.later)
        self.renew(self.later + timedelta(days=400))
        self.assertEqual(note.read_text(), kept)

    def test_a_note_that_was_deleted_stays_deleted(self):
        (self.copy / "10_Notes" / "Coffee.md").unlink()
        for day in (WEEK[2], self.later, self.later + timedelta(days=7)):
            self.renew(day)
            self.assertFalse((self.copy / "10_Notes" / "Coffee.md").exists())

    def test_a_note_of_their_own_stays_also_where_the_sample_would_write(self):
        planned = self.day(WEEK[4])
        planned.write_text("planned by hand\n")
        (self.copy / "Mine.md").write_text("mine\n")
        for day in (WEEK[4], self.later):
            self.renew(day)
            self.assertEqual(planned.read_text(), "planned by hand\n")
            self.assertEqual((self.copy / "Mine.md").read_text(), "mine\n")

    def test_a_note_that_was_moved_is_not_made_again(self):
        (self.copy / "10_Notes" / "Coffee.md").rename(self.copy / "Coffee.md")
        self.renew(self.later)
        self.assertFalse((self.copy / "10_Notes" / "Coffee.md").exists())
        self.assertTrue((self.copy / "Coffee.md").exists())

    def test_without_the_record_everything_that_is_there_is_theirs(self):
        (self.copy / ".sample.json").unlink()
        before = self.notes()
        self.renew(self.later)
        self.assertEqual({path: text for path, text in self.notes().items() if path in before}, before)

    def test_a_run_that_was_ended_half_way_is_finished_by_the_next(self):
        whole = self.root / "whole"
        shutil.copytree(self.copy, whole)
        self.renew(self.later)
        expected = self.notes()
        # As a kill leaves it: the plan is on record, some notes are written, the old ones are still there.
        finished = (self.copy / ".sample.json").read_text()
        half = finished.replace('"written"', '"planned"', 1)
        old = (whole / ".sample.json").read_text()
        for file in list(self.copy.rglob("*.md"))[::2]:
            target = whole / file.relative_to(self.copy)
            target.write_bytes(file.read_bytes())
        record = {**json.loads(old), "planned": json.loads(half)["planned"]}
        (whole / ".sample.json").write_text(json.dumps(record))
        self.copy = whole
        self.renew(self.later)
        self.assertEqual(self.notes(), expected)


if __name__ == "__main__":
    unittest.main()
