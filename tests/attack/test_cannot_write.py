"""What cannot be written is said in a sentence and by the right status, and nothing is lost: a disk without space or
without room for names, a disk that is mounted read-only, a folder without the right to write. Each also when it ends."""

import os
import shutil
import subprocess

import pytest

from harness import run_cli

DAY = "00_Daily/2026-11-20.md"
DAY_TEXT = "# Day\n\n## Tasks\n\n### Work\n\n- [ ] Call the bank\n\n## Notes\n\n"


class Disk:
    """A file system of its own at a folder, so small that it is soon full."""

    def __init__(self, folder):
        self.folder = folder
        self.filler = folder / "filler"
        folder.mkdir(parents=True, exist_ok=True)
        done = self.mount("-t", "tmpfs", "-o", "size=2m,nr_inodes=200", "tmpfs")
        if done.returncode != 0:
            pytest.skip(f"cannot mount here: {done.stderr}")

    def mount(self, *options):
        return subprocess.run(["mount", *options, str(self.folder)], capture_output=True, text=True)

    def use_up_space(self):
        self.filler.mkdir()
        with pytest.raises(OSError, match="No space left"), (self.filler / "bytes").open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)

    def use_up_names(self):
        self.filler.mkdir()
        with pytest.raises(OSError, match="No space left"):
            for number in range(1000):
                (self.filler / str(number)).touch()

    def close(self):
        assert self.mount("-o", "remount,ro").returncode == 0

    def open(self):
        assert self.mount("-o", "remount,rw").returncode == 0
        shutil.rmtree(self.filler, ignore_errors=True)


@pytest.fixture
def small_disk(home):
    """Makes a disk at a folder, which is empty so far."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("needs root and mount")
    disks = []

    def make(folder):
        shutil.rmtree(folder, ignore_errors=True)
        disks.append(Disk(folder))
        return disks[-1]

    yield make
    for disk in disks:
        subprocess.run(["umount", "-l", str(disk.folder)], check=True)


@pytest.fixture
def ready(home, make_server):
    """Starts a server on a vault with a task and with a capture that waits."""

    def start():
        home.write_note(DAY, DAY_TEXT)
        home.write_note("Inbox/waiting.md", "waiting thought")
        server = make_server().start()
        server.wait_indexed()
        server.wait_vault_remembered()
        return server

    return start


def writes(server):
    """Every request that writes into the vault."""
    return {
        "capture": server.request("POST", "/api/v1/capture", body={"text": "a thought"}),
        "tick": server.request("PATCH", "/api/v1/tasks/update", body={
            "text": "Call the bank", "category": "Work", "sub_project": "", "status": "done"}),
        "move": server.request("PATCH", "/api/v1/tasks/update", body={
            "text": "Call the bank", "category": "Work", "sub_project": "", "new_category": "Home"}),
        **{f"file as {place}": server.request("POST", "/api/v1/captures/file", body={
            "path": "Inbox/waiting.md", "to": place, "note_path": DAY})
           for place in ("tasks", "day", "note", "existing_note")},
    }


def texts(home):
    return {file.relative_to(home.vault): file.read_bytes() for file in home.vault.rglob("*.md")}


def expect_refused(server, home, status, *words):
    before = texts(home)
    for name, answer in writes(server).items():
        assert answer.status == status, (name, answer.body)
        said = answer.json["detail"]
        assert all(word in said for word in words), (name, said)
        assert "Retry-After" not in answer.headers, name
    assert texts(home) == before
    tried = run_cli(home, "capture", "a thought", "of", "the", "terminal", server=server)
    assert tried.returncode == 1
    assert all(word in tried.stderr for word in words), tried.stderr
    kept = list((home.data / "not_captured").iterdir())
    assert [file.read_text() for file in kept] == ["a thought of the terminal"]
    assert str(kept[0]) in tried.stderr
    tasks = home.root / "tasks.json"
    tasks.write_text('{"date": "2026-11-20", "tasks": [{"text": "Water the plants"}]}')
    for words_given in (("captures", "file", "Inbox/waiting.md", "--tasks"), ("inject", "--file", tasks)):
        tried = run_cli(home, *words_given, server=server)
        assert tried.returncode == 1, (words_given, tried.stdout)
        assert all(word in tried.stderr + tried.stdout for word in words), (words_given, tried.stderr)
    assert texts(home) == before


def expect_mended(server, home):
    assert run_cli(home, "capture", "--kept", server=server).returncode == 0
    assert list((home.data / "not_captured").iterdir()) == []
    answers = writes(server)
    assert answers["capture"].status == answers["tick"].status == answers["move"].status == 200
    assert "a thought of the terminal" in [file.read_text() for file in (home.vault / "Inbox").glob("*.md")]
    assert "- [x] Call the bank" in (home.vault / DAY).read_text()


@pytest.mark.parametrize("lacks", ["space", "names"])
def test_a_full_disk(small_disk, home, ready, lacks):
    disk = small_disk(home.vault)
    server = ready()
    disk.use_up_space() if lacks == "space" else disk.use_up_names()
    expect_refused(server, home, 507, "the disk is full", "ree some space")
    disk.open()
    expect_mended(server, home)


def test_a_disk_that_is_mounted_read_only(small_disk, home, ready):
    disk = small_disk(home.vault)
    server = ready()
    disk.close()
    expect_refused(server, home, 503, "mounted read-only", "ount it so that it can be written")
    disk.open()
    expect_mended(server, home)


@pytest.fixture
def bound_by_permissions(monkeypatch):
    """Root may write everywhere, so the server runs without the right to override permissions."""
    if os.geteuid() != 0:
        return
    if not shutil.which("setpriv"):
        pytest.skip("needs setpriv (util-linux)")
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]
    started = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **rest: started([*drop, *command], **rest))


def test_a_vault_without_the_right_to_write(home, bound_by_permissions, ready):
    server = ready()
    folders = [home.vault, *(folder for folder in home.vault.rglob("*") if folder.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        expect_refused(server, home, 503, "ermission denied", "the right to read and write there")
    finally:
        for folder in folders:
            folder.chmod(0o755)
    expect_mended(server, home)


def test_a_note_without_the_right_to_write(home, bound_by_permissions, ready):
    server = ready()
    (home.vault / DAY).chmod(0o444)
    answer = writes(server)["tick"]
    assert answer.status == 503, answer.body
    assert "read-only" in answer.json["detail"] and "Allow writing to it" in answer.json["detail"]
    assert (home.vault / DAY).read_text() == DAY_TEXT


def expect_no_backup(server, home, status, *words):
    answer = server.post("/api/v1/admin/backups")
    if answer.status == 202:  # it has taken longer than somebody is kept waiting, as on a busy machine
        progress = server.ended_backup(answer.json["run_id"])
    else:
        assert answer.status == status, answer.body
        progress = server.get("/api/v1/admin/backups/progress").json
        assert progress["error"] == answer.json["detail"]
    assert progress["phase"] == "failed" and all(word in progress["error"] for word in words), progress
    tried = run_cli(home, "backup", server=server)
    assert tried.returncode == 1
    assert all(word in tried.stderr for word in words), tried.stderr


@pytest.mark.parametrize("lacks", ["space", "writing"])
def test_a_backup_folder_that_cannot_be_written(small_disk, home, ready, lacks):
    disk = small_disk(home.backups)
    server = ready()
    if lacks == "space":
        disk.use_up_space()
        expect_no_backup(server, home, 507, "the disk is full", "ree some space")
    else:
        disk.close()
        expect_no_backup(server, home, 503, "mounted read-only")
    disk.open()
    disk.mount("-o", "remount,size=200m")
    server.back_up()


def writes_data(server):
    """Requests that write into the data directory only."""
    return {
        "categories": server.request("PUT", "/api/v1/settings/categories", body={
            "categories": [{"name": "A new one", "sub_projects": {}}]}),
        "upkeep": server.request("POST", "/api/v1/vault/upkeep", body={"allowed": True}),
    }


def expect_data_refused(server, home, status, words):
    before = server.get("/api/v1/settings/categories").json
    for name, answer in writes_data(server).items():
        assert answer.status == status, (name, answer.body)
        assert words in answer.json["detail"], (name, answer.json)
    assert server.get("/api/v1/settings/categories").json == before
    captured = server.request("POST", "/api/v1/capture", body={"text": "the vault has room"})
    assert captured.status == 200, captured.body
    tried = run_cli(home, "capture", "nowhere to go", port=1)
    assert tried.returncode == 1 and "could not be kept either" in tried.stderr


def expect_data_taken(server):
    for name, answer in writes_data(server).items():
        assert answer.status == 200, (name, answer.body)


def test_a_data_directory_without_space(small_disk, home, ready):
    disk = small_disk(home.data)
    disk.mount("-o", "remount,size=64m,nr_inodes=1000")
    server = ready()
    disk.use_up_space()
    expect_data_refused(server, home, 507, "the disk is full; free some space")
    disk.open()
    expect_data_taken(server)


def test_a_data_directory_without_the_right_to_write(home, bound_by_permissions, ready):
    server = ready()
    home.data.chmod(0o555)
    try:
        expect_data_refused(server, home, 503, "permission denied; check who owns it")
    finally:
        home.data.chmod(0o755)
    expect_data_taken(server)
