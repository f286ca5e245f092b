"""Vaults of real people and programs stay as they are while their owner has not said yes.

They are no part of the sources: archives (*.tar.zst) or folders in the folder that REAL_VAULTS names, or beside the
checkout. The tests work on copies.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import Home
from untouched import await_two_syncs, everything_in

BESIDE_THE_CHECKOUT = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "vaults"
VAULTS = Path(os.environ.get("REAL_VAULTS", BESIDE_THE_CHECKOUT))


def copies_of_vaults(folder, names=None):
    for entry in sorted(VAULTS.iterdir()):
        place = folder / entry.name.split(".")[0]
        if names and place.name not in names:
            continue
        if entry.is_dir():
            shutil.copytree(entry, place, symlinks=True)
        elif entry.name.endswith(".tar.zst"):
            place.mkdir(parents=True)
            subprocess.run(["cmake", "-E", "tar", "xf", entry], cwd=place, check=True)  # reads zstd by itself
        else:
            continue
        yield place


@pytest.mark.skipif("REAL_VAULTS" not in os.environ and not VAULTS.is_dir(),
                    reason="REAL_VAULTS names no folder, and no vaults lie beside the checkout")
def test_real_vaults_stay_as_they_are(make_server, tmp_path):
    servers = {}
    for place in copies_of_vaults(tmp_path / "vaults"):
        home = Home(tmp_path / f"home-{place.name}")
        home.vault = next(place.glob("*/vault"), place)  # as the archives have it, beside a licence
        before = everything_in(place)
        assert before, place
        servers[place] = before, make_server(home, sync_interval=1).start()
    assert servers, VAULTS
    for place, (before, server) in servers.items():
        await_two_syncs(server, seconds=600)  # the first one waits for the first index
        server.stop()
        assert everything_in(place) == before, place
