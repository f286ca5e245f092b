"""However many threads ask for memory, it comes from few arenas: what one thread frees serves the others."""

import sys
import threading

import pytest

ARENA = 64 << 20  # bytes that glibc reserves for one beside the first, at a multiple of that size


def arenas_beside_the_first(pid):
    found = 0
    with open(f"/proc/{pid}/maps") as maps:
        for line in maps:
            area, permissions, _, _, inode, *name = line.split(maxsplit=5)
            begin = int(area.split("-")[0], 16)
            if begin % ARENA == 0 and permissions == "rw-p" and inode == "0" and not name:
                found += 1
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="glibc only")
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
