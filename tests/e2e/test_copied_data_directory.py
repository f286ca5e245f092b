"""Two data directories never share an id, and so never remove or continue each other's backups; one that was moved stays
itself."""

import json
import shutil

from harness import Home, run_cli
from stores import seed_conversations


def id_of(data):
    return json.loads((data / "vault.json").read_text())["id"]


def origins(home):
    return {json.loads((each / "manifest.json").read_text())["origin"]["data_id"] for each in home.backups.glob("data-*")}


def test_a_copy_takes_an_id_of_its_own_and_leaves_the_others_backups_alone(make_server, home):
    seed_conversations(home.data, 5, version=1)
    server = make_server(backup_keep=1).start()
    server.wait_indexed()
    first = server.back_up()
    assert server.stop() == 0
    copy = Home(home.root / "second")
    copy.backups = home.backups
    shutil.copytree(home.data, copy.data, symlinks=True)

    done = run_cli(copy, "backup", backup_keep=1)
    assert done.returncode == 0, done.stderr
    assert id_of(copy.data) != id_of(home.data)
    assert (home.backups / first["id"]).exists(), "it is not the copy's to remove"
    assert origins(home) == {id_of(home.data), id_of(copy.data)}
    assert json.loads((copy.data / "vault.json").read_text())["parents"] == [id_of(home.data)]

    refused = run_cli(copy, "restore", first["id"], "--yes")
    assert refused.returncode == 1 and "--from-another" in refused.stderr
    own = id_of(copy.data)
    assert run_cli(copy, "restore", first["id"], "--yes", "--from-another").returncode == 0
    assert id_of(copy.data) == own
    assert run_cli(copy, "backup", backup_keep=1).returncode == 0
    assert (home.backups / first["id"]).exists()


def test_the_service_says_that_it_serves_a_copy(make_server, home):
    server = make_server().start()
    server.wait_indexed()
    assert server.stop() == 0
    former = id_of(home.data)
    aside = home.root / "original"
    home.data.rename(aside)
    assert run_cli(home, "backup", data_path=aside).returncode == 0, "where it lies now is known"
    shutil.copytree(aside, home.data, symlinks=True)
    server.start()
    assert "is a copy of" in server.log
    assert id_of(home.data) != former and id_of(aside) == former
    assert server.stop() == 0


def test_one_that_is_moved_stays_itself(make_server, home):
    server = make_server().start()
    server.wait_indexed()
    assert server.stop() == 0
    former = id_of(home.data)
    moved = home.root / "moved"
    home.data.rename(moved)
    home.data = moved
    server.start()
    assert id_of(moved) == former and "is a copy of" not in server.log
    assert server.stop() == 0
