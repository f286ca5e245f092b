"""Whether a vault is as it was after the service has worked beside it for a while."""

import hashlib
import os

from harness import wait_until

RUNS = "/api/v1/admin/sync/runs"


def everything_in(vault):
    """Each path below the vault, with what it is and holds."""
    found = {}
    for path in sorted(vault.rglob("*")):
        name = str(path.relative_to(vault))
        found[name] = os.readlink(path) if path.is_symlink() else (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder")
    return found


def await_two_syncs(server, seconds=150):
    """Waits for two scheduled syncs and gives all runs back."""
    runs = lambda: server.get(RUNS).json["runs"]
    wait_until(lambda: len([run for run in runs() if run["trigger"] == "schedule"]) >= 2, "two syncs have run", seconds)
    return runs()
