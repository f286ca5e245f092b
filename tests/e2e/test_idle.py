"""A service with nothing to do sleeps: nobody in it looks again and again whether there is something."""

import time
from pathlib import Path

import pytest

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

    def busiest():
        before = switches(server.process.pid)
        time.sleep(WINDOW)
        after = switches(server.process.pid)
        return sorted(((after[task] - before.get(task, 0), task) for task in after), reverse=True)

    busiest()  # what starting up left to do
    found = busiest()
    assert sum(count for count, _ in found) / WINDOW < MOST_SWITCHES_A_SECOND, f"of these threads: {found[:5]}"
