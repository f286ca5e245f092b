"""The disk of the vault comes and goes under load: nothing is written into the mount point, nothing acknowledged is
lost."""

import os
import random

from harness import wait_until

ROUNDS = 40 if os.environ.get("ATTACK_LONG") else 6


def test_nothing_is_written_into_an_empty_mount_point(make_server, home):
    for number in range(20):
        home.write_note(f"notes/{number}.md", f"# Note {number}\n\n- [ ] Task {number} [Work]\n")
    server = make_server(sweep_interval=1).start()
    server.wait_indexed()
    wait_until(lambda: (home.data / "vault_identity.json").exists(), 30, "the vault is remembered")
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
