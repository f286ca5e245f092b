"""Notes that a program saves in two steps while tasks in them are ticked: an update is made or refused with 409, never
told that its task does not exist; what the program saves is in the note or beside it, whole."""

import os
import random
import threading
import time

import pytest

ROUNDS = 200 if os.environ.get("ATTACK_LONG") else 25


def think(chance):
    """Mostly no longer than a disk takes; now and then as long as a machine that is busy, or a folder on a network."""
    time.sleep(0.7 if chance.random() < 0.2 else chance.random() / 50)


def in_place(note, text, chance):
    """Empties and writes in two steps, as some editors do; never over what it has not seen."""
    with open(note, "r+b") as file:
        if os.fstat(file.fileno()).st_ino != note.stat().st_ino:
            return False
        text = file.read() + text
        think(chance)
        file.seek(0)
        file.truncate()
        file.write(text[: len(text) // 2])
        file.flush()
        think(chance)
        file.write(text[len(text) // 2 :])
    return True


def by_rename(note, text, chance):
    """Puts the note aside, writes the new one under another name and renames that, as others do."""
    aside, draft = note.with_name(f"{note.name}~"), note.with_name(f".{note.name}.new")
    note.rename(aside)
    draft.write_bytes(aside.read_bytes() + text)
    think(chance)
    try:
        os.link(draft, note)  # not over what came there meanwhile
    except FileExistsError:
        return False
    finally:
        draft.unlink()
        aside.unlink()
    return True


@pytest.mark.parametrize("save", [in_place, by_rename])
def test_a_task_is_not_missing_while_its_note_is_saved(server, home, save):
    tasks = "".join(f"- [ ] Task {number}\n" for number in range(ROUNDS))
    day = home.write_note("00_Daily/2026-11-20.md", f"# Day\n\n## Tasks\n\n### Work\n\n{tasks}\n## Notes\n\n")
    saved, chance, is_over = [], random.Random(7), threading.Event()

    def edit():
        for number in range(100 * ROUNDS):
            if is_over.is_set():
                break
            try:
                if save(day, f"- remark {number}\n".encode(), chance):
                    saved.append(f"- remark {number}")
            except FileNotFoundError:
                pass
            time.sleep(0.02 + chance.random() / 10)

    editing = threading.Thread(target=edit)
    editing.start()
    ticked = []
    try:
        for number in range(ROUNDS):
            answer = server.request("PATCH", "/api/v1/tasks/update", body={
                "text": f"Task {number}", "category": "Work", "sub_project": "", "status": "done"})
            assert answer.status in (200, 409), answer.body
            if answer.status == 200:
                ticked.append(number)
    finally:
        is_over.set()
        editing.join()

    everywhere = "\n".join(file.read_text() for file in day.parent.glob("2026-11-20*.md")).splitlines()
    assert [line for line in saved if line not in everywhere] == []
    done = {line for line in everywhere if line.startswith("- [x] ")}
    assert [number for number in ticked if f"- [x] Task {number}" not in done] == []
    assert saved and ticked
    assert server.request("PATCH", "/api/v1/tasks/update", body={
        "text": "Never noted", "category": "Work", "sub_project": "", "status": "done"}).status == 404


def tick(server, text="Call the bank"):
    return server.request("PATCH", "/api/v1/tasks/update", body={
        "text": text, "category": "Work", "sub_project": "", "status": "done"})


def rename_aside(home, day):
    aside = day.with_name(f"{day.name}~")
    day.rename(aside)
    return lambda: aside.rename(day)


def rename_folder_aside(home, day):
    aside = home.root / "days"
    day.parent.rename(aside)
    return lambda: aside.rename(day.parent)


def move_away(home, day):
    archived = home.vault / "Archive" / day.name
    archived.parent.mkdir(exist_ok=True)
    day.rename(archived)
    return lambda: archived.rename(day)


def cut_off(home, day):
    text = day.read_bytes()
    day.write_bytes(b"")
    return lambda: day.write_bytes(text)


def cut_off_and_remove(home, day):
    text = day.read_bytes()
    day.write_bytes(b"")
    day.unlink()
    return lambda: day.write_bytes(text)


@pytest.mark.parametrize("begins", [[rename_aside, move_away, cut_off, cut_off_and_remove], [rename_folder_aside]],
                         ids=["note", "folder"])
@pytest.mark.parametrize("upkeep", [False, True])
def test_a_task_is_not_missing_while_a_save_takes_long(server, home, begins, upkeep):
    """The note is away, or empty and closed, for much longer than a save takes. Each way of saving has a day of its own."""
    if upkeep:
        assert server.request("POST", "/api/v1/vault/upkeep", body={"allowed": True}).status == 200
    days = {}
    for number, begin in enumerate(begins, 20):
        text = f"Call bank {number}"
        days[text] = begin, home.write_note(f"00_Daily/2026-11-{number}.md", f"# Day\n\n## Tasks\n\n### Work\n\n- [ ] {text}\n")
    assert set(days) <= {task["text"] for task in server.get("/api/v1/tasks").json}
    ends = [begin(home, day) for begin, day in days.values()]
    time.sleep(1.5)
    for _ in range(2):
        for text, (begin, day) in days.items():
            answer = tick(server, text)
            assert answer.status == 409, (begin, answer.body)
            assert f"The note of {day.stem} is being changed right now or was moved away" in answer.json["detail"]
    assert tick(server, "Never noted").status == 404
    for end in ends:
        end()
    for text, (begin, day) in days.items():
        assert tick(server, text).status == 200, begin
        assert f"- [x] {text}" in day.read_text()


def test_a_task_whose_line_was_removed_is_missing(server, home):
    day = home.write_note("00_Daily/2026-11-20.md", "## Tasks\n### Work\n- [ ] Call the bank\n- [ ] Rest\n")
    assert len(server.get("/api/v1/tasks").json) >= 2
    home.write_note(day.relative_to(home.vault), "## Tasks\n### Work\n- [ ] Rest\n")
    assert tick(server).status == 404
    assert tick(server, "Rest").status == 200
