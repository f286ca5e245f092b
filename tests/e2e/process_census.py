"""What a process holds: threads, descriptors by what they lead to, file watches. Linux only."""

import collections
import os
import re
from pathlib import Path


def threads(pid):
    return len(os.listdir(f"/proc/{pid}/task"))


def descriptors(pid):
    """How many descriptors lead where. Sockets come and go with the clients, and are not counted."""
    found = collections.Counter()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = re.sub(r":?\[\d+\]$", "", os.readlink(entry))
            if target != "socket":
                found[target] += 1
        except FileNotFoundError:  # closed meanwhile
            pass
    return found


def watches(pid):
    """Folders that are watched by inotify."""
    count = 0
    for entry in Path(f"/proc/{pid}/fdinfo").iterdir():
        try:
            count += entry.read_text().count("inotify wd:")
        except FileNotFoundError:
            pass
    return count


def census(server):
    """Comparable: equal before and after when nothing is left over. Folders of the vault are watched one by one."""
    pid = server.process.pid
    folders = 1 + sum(1 for entry in server.home.vault.rglob("*") if entry.is_dir())
    return {
        "threads": threads(pid),
        "descriptors": dict(descriptors(pid)),
        "watches beside folders": watches(pid) - folders,
    }
