"""The notes in a backup: what it says of them, only what changed is stored, damage is found and mended, and they come
back."""

import json
import os
import shutil

from harness import run_cli


def contents(home):
    return [file for file in (home.backups / "objects").glob("*/*") if file.suffix != ".damaged"]


def listed(home):
    return json.loads(run_cli(home, "backups", "--json").stdout)["backups"]


def test_a_backup_holds_the_notes_and_says_so(server, home):
    (home.vault / ".obsidian").mkdir()
    (home.vault / ".obsidian" / "app.json").write_text("{}")
    made = server.back_up()
    assert made["vault"]["state"] == "included"
    assert made["vault"]["unread"] == 0
    told = run_cli(home, "backups").stdout
    assert "of the vault" in told
    check = server.await_check("backup")
    assert "with the notes" in check["message"] or check["status"] == "ok"

    home.write_note("10_Notes/Compost.md", "changed\n")
    second = server.back_up()
    assert second["vault"]["stored_bytes"] < made["vault"]["bytes"], "only what changed is stored"

    back = home.root / "notes of then"
    written = run_cli(home, "restore", made["id"], "--vault-to", str(back))
    assert written.returncode == 0, written.stderr
    assert "Brown and green layers" in (back / "10_Notes" / "Compost.md").read_text()
    assert (back / ".obsidian" / "app.json").read_text() == "{}"
    again = run_cli(home, "restore", made["id"], "--vault-to", str(back))
    assert again.returncode == 1 and "not empty" in again.stderr
    assert (home.vault / "10_Notes" / "Compost.md").read_text() == "changed\n", "the vault itself is not touched"


def test_a_vault_that_is_away_is_left_out_with_its_reason(server, home):
    with_notes = server.back_up()["id"]
    server.wait_vault_remembered()
    away = home.root / "away"
    home.vault.rename(away)
    home.vault.mkdir()
    made = server.back_up()
    assert made["vault"]["state"] == "left_out" and made["vault"]["reason"]
    assert with_notes in [backup["id"] for backup in listed(home)]
    home.vault.rmdir()
    away.rename(home.vault)
    assert server.back_up()["vault"]["state"] == "included"


def test_they_can_be_kept_out_of_it(make_server, home):
    server = make_server(backup_vault="off").start()
    assert server.back_up()["vault"]["state"] == "off"
    assert not (home.backups / "objects").exists()


def test_a_flipped_byte_is_found_and_the_next_backup_mends_it(server, home):
    server.back_up()
    for file in contents(home):
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    checked = run_cli(home, "backups", "--verify")
    assert checked.returncode == 1 and ".md" in checked.stdout
    server.back_up()
    mended = run_cli(home, "backups", "--verify")
    assert mended.returncode == 0, mended.stdout


def test_names_links_and_files_that_are_no_text(server, home):
    odd = os.fsencode(home.vault) + b"/caf\xe9.md"
    with open(odd, "wb") as file:
        file.write(b"coffee \xff\x00\n")
    outside = home.root / "outside.md"
    outside.write_text("not of the vault\n")
    (home.vault / "link.md").symlink_to(outside)
    made = server.back_up()
    back = home.root / "back"
    assert run_cli(home, "restore", made["id"], "--vault-to", str(back)).returncode == 0
    with open(os.fsencode(back) + b"/caf\xe9.md", "rb") as file:
        assert file.read() == b"coffee \xff\x00\n"
    assert (back / "link.md").is_symlink()
    stored = b"".join(file.read_bytes() for file in contents(home))
    assert b"not of the vault" not in stored


def test_a_backup_disk_without_room_does_without_them(make_server, home):
    server = make_server(backup_free_floor=100_000_000).start()  # MiB: no disk has so much
    made = server.back_up()
    assert made["verified"] and made["vault"]["state"] == "left_out"
    assert "SECONDBRAIN_BACKUP_FREE_FLOOR" in made["vault"]["reason"]
    assert shutil.disk_usage(home.backups).free > 0
