"""Backups in other places: a second directory on a small disk of its own that is full, read-only, gone and back, and a
repository of the real restic, on a disk and behind a server. What is wrong is told with its remedy; nothing is blocked."""

import contextlib
import json
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest

from harness import PATIENCE, PROGRAM, found_below, run_cli, wait_until
from pages import says
from ports import own_port
from small_disk import small_disks
from stores import read, seed_conversations

small_disk = pytest.fixture(small_disks)
PLACES = "/api/v1/admin/backups/places"


def copies(server):
    return server.get(PLACES).json["copies"]


def wait_told(server, *words):
    """Until health warns of the places elsewhere in these words."""

    return server.await_check("backup_elsewhere", "warning", *words)


def wait_copied(server, backup, place=0):
    wait_until(lambda: copies(server)[place]["snapshot"] == backup and not copies(server)[place]["problem"],
               lambda: f"{backup} is there: {copies(server)}")


def own_folder(place):
    """Of the only data directory whose copies lie there."""
    return next(place.glob("backups-*"))


@pytest.fixture
def passphrase(tmp_path):
    file = tmp_path / "passphrase"
    file.write_text("correct horse battery staple\n")
    return file


@pytest.fixture
def needs_restic():
    if not shutil.which("restic"):
        pytest.skip("restic is not installed")


def test_a_disk_that_is_full_read_only_gone_and_back(make_server, home, small_disk):
    seed_conversations(home.data, 50)
    disk = small_disk(home.root / "disk")
    server = make_server(backup_copy_path=disk.folder, copy_interval=1, backup_increment_interval=1).start()
    server.wait_indexed()
    server.await_check("backup_elsewhere", "ok")
    first = server.back_up()["id"]
    wait_copied(server, first)
    assert (own_folder(disk.folder) / first / "manifest.json").exists()
    wait_until(lambda: copies(server)[0]["increments_at"], "what is shipped between snapshots is there too")

    disk.use_up_space()
    second = server.back_up()["id"]
    wait_told(server, "the disk is full; free some space", str(disk.folder))
    wait_until(lambda: not found_below(disk.folder, "*.partial"), "nothing half-copied takes up room between two attempts")
    assert server.search("compost"), "nothing else is held up"
    disk.free()
    wait_copied(server, second)

    disk.close()
    third = server.back_up()["id"]
    wait_told(server, "mounted read-only; mount it so that it can be written")
    disk.open()
    wait_copied(server, third)

    disk.unmount()
    fourth = server.back_up()["id"]
    wait_told(server, "its disk is not mounted", "secondbrain elsewhere init")
    assert not list(disk.folder.iterdir()), "the bare mount point stays empty"
    disk.mount()
    (disk.folder / "lost+found").mkdir()  # another disk: a new one
    wait_told(server, "not the folder that was copied to before")
    done = run_cli(home, "elsewhere", "init", "directory", "--yes", backup_copy_path=disk.folder)
    assert done.returncode == 0, done.stderr
    wait_copied(server, fourth)
    assert server.stop() == 0


def test_what_a_kill_in_the_middle_of_copying_leaves_is_no_backup(make_server, home):
    seed_conversations(home.data, 20_000)
    disk = home.root / "disk"
    disk.mkdir()
    server = make_server(backup_copy_path=disk, copy_interval=1).start()
    made = server.back_up()["id"]
    wait_until(lambda: found_below(disk, "data-*"), "copying has begun")
    server.kill()
    listed = json.loads(run_cli(home, "backups", "--json", "--verify", backup_path=own_folder(disk)).stdout)["backups"]
    assert all(backup["verified"] for backup in listed)
    server.start()
    wait_copied(server, made)
    wait_until(lambda: not found_below(disk, "*.partial"), "nothing half-copied stays")


def test_a_copy_is_restored_from(home):
    seed_conversations(home.data, 30)
    disk = home.root / "disk"
    disk.mkdir()
    made = json.loads(run_cli(home, "backup", "--json").stdout)["id"]
    done = run_cli(home, "elsewhere", "copy", "--json", backup_copy_path=disk)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["copies"][0]["snapshot"] == made
    shutil.rmtree(home.data)
    shutil.rmtree(home.backups)
    done = run_cli(home, "restore", "--from", "directory", "--yes", backup_copy_path=disk)
    assert done.returncode == 0, done.stderr
    assert len(read(home.data / "conversations.db", "SELECT 1 FROM conversations")) == 30


def test_damage_there_is_found_told_and_mended(home):
    seed_conversations(home.data, 3)
    (home.vault / "cellar.md").write_text("# Cellar\n\nThe jars stand on the left.\n")
    disk = home.root / "disk"
    disk.mkdir()
    run_cli(home, "backup")
    assert run_cli(home, "elsewhere", "copy", backup_copy_path=disk).returncode == 0
    content = next(file for file in (own_folder(disk) / "objects").rglob("*") if file.is_file() and b"jars" in file.read_bytes())
    content.write_bytes(content.read_bytes().replace(b"left", b"lift"))
    done = run_cli(home, "elsewhere", "verify", "--json", backup_copy_path=disk)
    assert done.returncode == 0, done.stderr
    copy = json.loads(done.stdout)["copies"][0]
    assert "cellar.md" in copy["mended"] and copy["all_verified_since"] and not copy["damaged"]
    assert b"left" in content.read_bytes()
    assert "cellar.md" in run_cli(home, "elsewhere", backup_copy_path=disk).stdout

    shutil.rmtree(home.backups)
    content.write_bytes(b"rotten")
    done = run_cli(home, "elsewhere", "verify", "--json", backup_copy_path=disk)
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert "cellar.md" in answer["error"] and str(content.relative_to(disk)) in answer["copies"][0]["damaged"]


def test_a_failure_is_one_document_too(home):
    seed_conversations(home.data, 3)
    run_cli(home, "backup")
    for what in ("copy", "verify"):
        done = run_cli(home, "elsewhere", what, "--json", backup_copy_path=home.root / "gone")
        assert done.returncode == 1
        answer = json.loads(done.stdout)
        assert "mount its disk" in answer["error"] and answer["copies"][0]["problem"] in answer["error"]
        assert done.stderr.count("\n") == 1, "one sentence, and no line of a log"


def test_a_new_machine_is_shown_the_way_and_takes_it(home):
    seed_conversations(home.data, 30)
    disk = home.root / "disk"
    disk.mkdir()
    made = json.loads(run_cli(home, "backup", "--json").stdout)["id"]
    assert run_cli(home, "elsewhere", "copy", backup_copy_path=disk).returncode == 0
    new = {"backup_copy_path": disk, "data_path": home.root / "new-data", "backup_path": home.root / "new-backups"}
    assert "--from-another" in run_cli(home, "elsewhere", data_path=new["data_path"]).stdout
    seen = run_cli(home, "elsewhere", **new)
    assert "restore --from directory --from-another" in seen.stdout, seen.stderr
    refused = run_cli(home, "restore", "--from", "directory", "--yes", **new)
    assert refused.returncode == 1
    assert "--from-another" in refused.stderr and made in refused.stderr
    assert not (home.root / "new-data").exists()
    done = run_cli(home, "restore", "--from", "directory", "--from-another", "--yes", **new)
    assert done.returncode == 0, done.stderr
    assert len(read(home.root / "new-data" / "conversations.db", "SELECT 1 FROM conversations")) == 30


def test_a_repository_of_restic(make_server, home, passphrase, needs_restic):
    seed_conversations(home.data, 30)
    settings = {"restic_repository": home.root / "restic", "restic_password_file": passphrase, "copy_interval": 1}
    server = make_server(**settings).start()
    first = server.back_up()["id"]
    wait_told(server, "there is no repository at", "secondbrain elsewhere init")
    assert not (home.root / "restic").exists(), "it is created on an explicit word only"
    done = run_cli(home, "elsewhere", "init", **settings)
    assert done.returncode == 0, done.stderr
    wait_copied(server, first)
    copy = copies(server)[0]
    assert (copy["kind"], copy["place"]) == ("restic", str(home.root / "restic"))
    assert copy["verified_at"]
    for name in ("log", "health"):
        assert "correct horse" not in (server.log if name == "log" else str(server.health()))

    (home.root / "restic").rename(home.root / "away")
    second = server.back_up()["id"]
    wait_told(server, "there is no repository at")
    (home.root / "away").rename(home.root / "restic")
    wait_copied(server, second)
    assert server.stop() == 0

    shutil.rmtree(home.data)
    shutil.rmtree(home.backups)
    done = run_cli(home, "restore", "--from", "restic", "--yes", **settings)
    assert done.returncode == 0, done.stderr
    assert second in done.stdout
    assert len(read(home.data / "conversations.db", "SELECT 1 FROM conversations")) == 30


def test_a_repository_behind_a_server_that_goes_and_comes_back(make_server, home, passphrase, needs_restic):
    if not shutil.which("rclone"):
        pytest.skip("rclone is not installed")
    port = own_port()
    place = home.root / "served"
    place.mkdir()

    def serve():
        command = ["rclone", "serve", "restic", "--addr", f"127.0.0.1:{port}", "--user", "ada", "--pass", "geheim",
                   "--config", "/dev/null", str(place)]
        serving = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)

        def answers():
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=1)
            except urllib.error.HTTPError:
                return True
            except OSError:
                return False
            return True

        wait_until(answers, "the repository's server answers")
        return serving

    serving = serve()
    try:
        address = f"rest:http://ada:geheim@127.0.0.1:{port}/"
        settings = {"restic_repository": address, "restic_password_command": f"cat {passphrase}", "copy_interval": 1}
        done = run_cli(home, "elsewhere", "init", **settings)
        assert done.returncode == 0, done.stderr
        server = make_server(**settings).start()
        first = server.back_up()["id"]
        wait_copied(server, first)
        serving.kill()
        serving.wait()
        second = server.back_up()["id"]
        wait_told(server, f"rest:http://ada:***@127.0.0.1:{port}/")
        serving = serve()
        wait_copied(server, second)
        for text in (server.log, str(server.health()), str(copies(server)), run_cli(home, "config", **settings).stdout):
            assert "geheim" not in text
        assert server.stop() == 0
    finally:
        serving.kill()
        serving.wait()


def test_a_wrong_setting_is_refused_at_start(home):
    done = run_cli(home, "serve", restic_repository="b2:bucket:path")
    assert done.returncode == 1
    assert "SECONDBRAIN_RESTIC_REPOSITORY" in done.stderr and "rest:" in done.stderr


def test_the_page_shows_where_the_copies_are(browser, make_server, home):
    disk = home.root / "disk"
    disk.mkdir()
    server = make_server(backup_copy_path=disk, copy_interval=1, backup_increment_interval=1).start()
    made = server.back_up()["id"]
    wait_copied(server, made)
    browser.get(server.url + "/admin/")
    says(browser, "#backup-places", str(disk))


def test_a_place_that_hangs_holds_up_no_other_and_is_not_said_to_be_well(make_server, home, passphrase, needs_restic):
    seed_conversations(home.data, 3)
    disk = home.root / "disk"
    disk.mkdir()
    program = home.root / "restic-that-hangs"
    program.write_text('#!/bin/sh\ncase "$1" in backup) exec sleep 600;; esac\nexec restic "$@"\n')
    program.chmod(0o755)
    settings = {"backup_copy_path": disk, "restic_repository": home.root / "restic", "restic_password_file": passphrase,
                "restic_program": program, "copy_interval": 1}
    assert run_cli(home, "elsewhere", "init", **settings).returncode == 0
    server = make_server(**settings).start()
    first = server.back_up()["id"]
    wait_until(lambda: any(copy["kind"] == "restic" and copy["working_since"] for copy in copies(server)), "it hangs")
    second = server.back_up()["id"]
    wait_until(lambda: any(copy["snapshot"] == second for copy in copies(server)), "the other place has both")
    assert first != second
    server.await_check("backup_elsewhere", None, f"being copied to {home.root / 'restic'}")
    assert server.stop() == 0


def processes_of(word):
    """Those whose command line has it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if word in entry.read_bytes().decode(errors="replace"):
                found.append(entry.parent.name)
    return found


def test_a_command_that_is_killed_leaves_no_restic_and_no_lock_in_the_way(home, passphrase, needs_restic):
    seed_conversations(home.data, 3)
    mark = f"sleep 60{os.getpid()}"
    program = home.root / "restic-that-hangs"
    program.write_text(f'#!/bin/sh\ncase "$1" in backup) restic backup --stdin --quiet < {home.root}/pipe & {mark};; '
                       '*) exec restic "$@";; esac\n')
    program.chmod(0o755)
    os.mkfifo(home.root / "pipe")
    settings = {"restic_repository": home.root / "restic", "restic_password_file": passphrase}
    assert run_cli(home, "elsewhere", "init", **settings).returncode == 0
    assert run_cli(home, "backup", **settings).returncode == 0
    command = subprocess.Popen([PROGRAM, "elsewhere", "copy"], env=home.environment(restic_program=program, **settings),
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with open(home.root / "pipe", "w"):  # restic waits for more, with its lock in the repository
            wait_until(lambda: list((home.root / "restic" / "locks").iterdir()), "restic is at work")
            wait_until(lambda: processes_of(mark.replace(" ", "\0")), "the program of its owner, too")
            command.kill()
            command.wait(PATIENCE)
            wait_until(lambda: not processes_of(mark.replace(" ", "\0")), "nobody is left")
            wait_until(lambda: not processes_of("backup\0--stdin\0--quiet"), "nor is restic")
    finally:
        command.kill()
    done = run_cli(home, "elsewhere", "copy", **settings)
    assert done.returncode == 0, done.stderr
    locks = [entry for entry in (home.root / "restic" / "locks").iterdir() if "-tmp-" not in entry.name]
    assert not locks, "nor what it had locked"  # a lock that was still being written is none to restic
