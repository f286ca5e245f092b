"""A service with nothing to do sleeps: nobody in it looks again and again whether there is something."""

import time
from pathlib import Path

import pytest

from harness import PATIENCE, wait_until

WINDOW = 5  # seconds; what a slow machine does in them is less, not more
MOST_SWITCHES_A_SECOND = 15  # of all threads together; a thread that looks five times a second takes ten of them


def switches(pid):
    """How often the system has let each thread of the process run."""
    counts = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        counts[task.name] = sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
    return counts


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="this system does not count context switches")
def test_nothing_wakes_up_again_and_again(make_server):
    server = make_server(sweep_interval=3600).start()
    server.wait_indexed()

    busiest = []

    def sleeps():
        before = switches(server.process.pid)
        time.sleep(WINDOW)
        after = switches(server.process.pid)
        busiest[:] = sorted(((after[task] - before.get(task, 0), task) for task in after), reverse=True)
        return sum(count for count, _ in busiest) / WINDOW < MOST_SWITCHES_A_SECOND

    # What starting up left to do is done at some time; what looks again and again is never quiet for so long.
    wait_until(sleeps, lambda: f"the service sleeps; busiest were {busiest[:5]}", 2 * PATIENCE)
