"""The disk of the vault comes and goes under load: nothing is written into the mount point, nothing acknowledged is
lost."""

import os
import random
import shutil
import subprocess

import pytest

ROUNDS = 40 if os.environ.get("ATTACK_LONG") else 6


def test_nothing_is_written_into_an_empty_mount_point(make_server, home):
    for number in range(20):
        home.write_note(f"notes/{number}.md", f"# Note {number}\n\n- [ ] Task {number} [Work]\n")
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    server.wait_vault_remembered()
    disk = home.root / "disk"
    chance = random.Random(7)
    kept, refused = [], 0
    for number in range(ROUNDS):
        home.vault.rename(disk)
        home.vault.mkdir()
        if chance.random() < 0.5:
            (home.vault / "lost+found").mkdir()
        for step in ("inbox", "tasks", "projects"):
            server.post("/api/v1/sync", step=step)
        answer = server.request("POST", "/api/v1/capture", body={"text": f"away {number}"})
        assert answer.status == 503, answer.body
        refused += 1
        assert [name.name for name in home.vault.iterdir() if name.name != "lost+found"] == []
        for left in home.vault.iterdir():
            left.rmdir()
        home.vault.rmdir()
        disk.rename(home.vault)
        answer = server.request("POST", "/api/v1/capture", body={"text": f"back {number}"})
        assert answer.status == 200, answer.body
        kept.append(answer.json["filename"])
    assert refused == ROUNDS
    found = {file.name: file.read_text() for file in (home.vault / "Inbox").rglob("*.md")}
    assert [found[name] for name in kept] == [f"back {number}" for number in range(ROUNDS)]


class Mounts:
    """Disks that come and go at the folder of the vault, in a place that only this test sees."""

    def __init__(self, folder, root):
        self.folder, self.root = folder, root

    def run(self, *command):
        return subprocess.run(command, capture_output=True, text=True)

    def put(self, kind, number):
        if kind == "tmpfs":
            done = self.run("mount", "-t", "tmpfs", "tmpfs", str(self.folder))
        else:
            image = self.root / f"disk{number}.img"
            if not image.exists():
                with image.open("wb") as file:
                    file.truncate(16 << 20)
                self.run("mkfs.ext4", "-q", str(image))
            done = self.run("mount", "-o", "loop", str(image), str(self.folder))
        if done.returncode != 0:
            pytest.skip(f"cannot mount here: {done.stderr}")

    def take(self):
        if self.run("umount", str(self.folder)).returncode != 0:
            self.run("umount", "-l", str(self.folder))


@pytest.fixture
def mounts(home):
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        pytest.skip("needs root and mkfs.ext4")
    for entry in home.vault.iterdir():
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    found = Mounts(home.vault, home.root)
    yield found
    while os.path.ismount(home.vault):
        found.take()


@pytest.mark.parametrize("kind, known, other, restarted", [
    ("ext4", 12, 12, True), ("tmpfs", 12, 12, False), ("tmpfs", 3, 0, False), ("tmpfs", 3, 8, True), ("ext4", 0, 0, False)])
def test_another_disk_in_its_place_is_told_from_it(make_server, home, mounts, kind, known, other, restarted):
    """The roots of two disks have one inode number, and the second comes under the device number of the first."""
    mounts.put(kind, 1)
    for number in range(known):
        home.write_note(f"n/{number}.md", f"# N{number}\n\nwombat\n")
    (home.vault / "picture.png").write_bytes(b"x")
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    server.wait_vault_remembered()
    if restarted:
        assert server.stop() == 0
    mounts.take()
    mounts.put(kind, 2)
    for number in range(other):
        home.write_note(f"other/{number}.md", f"# O{number}\n\nquokka\n")
    if restarted:
        server.start()
    answer = server.request("POST", "/api/v1/capture", body={"text": "away"})
    assert answer.status == 503, answer.body
    assert server.get("/api/v1/vault").json["state"] == ("another" if other else "emptied")
    assert not (home.vault / "Inbox").exists()
    mounts.take()
    mounts.put(kind, 1) if kind == "ext4" else None
    if kind == "ext4":
        assert server.request("POST", "/api/v1/capture", body={"text": "back"}).status == 200
