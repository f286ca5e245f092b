"""However many threads ask for memory, it comes from few arenas: what one thread frees serves the others. What nothing
uses any more goes back to the system."""

import sys
import threading

import pytest

from harness import PATIENCE, PROGRAM, wait_until

ARENA = 64 << 20  # bytes that glibc reserves for one beside the first, at a multiple of that size

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="glibc only"),
    pytest.mark.skipif(b"libasan.so" in PROGRAM.read_bytes(), reason="AddressSanitizer brings an allocator of its own"),
]


def arenas_beside_the_first(pid):
    found = 0
    with open(f"/proc/{pid}/maps") as maps:
        for line in maps:
            area, permissions, _, _, inode, *name = line.split(maxsplit=5)
            begin = int(area.split("-")[0], 16)
            if begin % ARENA == 0 and permissions == "rw-p" and inode == "0" and not name:
                found += 1
    return found


def kilobytes_of_its_own(pid):
    """Resident and in no file: what the allocator holds, and the stacks."""
    with open(f"/proc/{pid}/smaps_rollup") as sums:
        return next(int(line.split()[1]) for line in sums if line.startswith("Anonymous:"))


def test_many_threads_share_few_arenas(server):
    def ask():
        for _ in range(20):
            server.search("compost")
            server.get("/api/v1/admin/actors")

    clients = [threading.Thread(target=ask) for _ in range(12)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert arenas_beside_the_first(server.process.pid) <= 1


def test_what_a_burst_of_work_has_freed_goes_back(make_server, home):
    server = make_server().start()
    server.wait_indexed()
    seen = [kilobytes_of_its_own(server.process.pid)]
    is_over = threading.Event()

    def look():
        while not is_over.wait(0.005):
            seen.append(kilobytes_of_its_own(server.process.pid))

    watch = threading.Thread(target=look)
    watch.start()
    home.write_note("large.md", "\n\n".join(f"Paragraph {n}. " + f"w{7 * n % 1000} words " * 60 for n in range(20_000)))
    server.index()
    is_over.set()
    watch.join()
    before, highest = seen[0], max(seen)
    wanted = (before + highest) / 2  # caches keep the rest
    wait_until(lambda: kilobytes_of_its_own(server.process.pid) < wanted, f"less than {wanted} of {highest} kB", 2 * PATIENCE)
