"""Ports that a test names itself, because what listens there ends and comes back, or cannot choose by itself.

A port that the system once chose may be given to anybody as soon as it is free. These lie below those that the system
gives, and each is taken by one test process at a time.
"""

import fcntl
import os
import random
import socket
import tempfile
from pathlib import Path

FIRST, END = 15_000, 30_000
MOST_TRIES = 1000

_held = []  # locks, until the process ends


def _lock(port):
    """Whether it is ours now."""
    folder = Path(tempfile.gettempdir()) / f"secondbrain-test-ports-{os.getuid()}"
    folder.mkdir(exist_ok=True)
    file = open(folder / str(port), "w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return False
    _held.append(file)
    return True


def own_port():
    """A free port of 127.0.0.1 that stays ours."""
    for _ in range(MOST_TRIES):
        port = random.randrange(FIRST, END)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if _lock(port):
            return port
    raise AssertionError(f"no port is free from {FIRST} to {END}")
